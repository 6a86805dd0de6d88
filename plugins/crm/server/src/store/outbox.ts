import type { OutboxStatus } from '../../../core/outbox/delivery';
import {
  containsAny,
  idsIn,
  jsonFrom,
  recordset,
  toBinding,
  type Binding,
  type TypedColumn,
} from './sql';
import type { Tx } from './transaction';
import { newDocumentIds } from './write';
import { internalTable } from '../content-types/internal-table';

/** What is to be done after a commit (D7). */
export const OUTBOX_MODEL = internalTable('outbox', {
  table: 'crm_outbox',
  columns: {
    documentId: 'string',
    key: 'string',
    kind: 'string',
    payload: 'json',
    status: 'string',
    attempts: 'integer',
    nextAttemptAt: 'datetime',
    claimedBy: 'string',
    claimedUntil: 'datetime',
    lastError: 'text',
    createdAt: 'datetime',
    finishedAt: 'datetime',
  },
  unique: {
    key: ['key'],
  },
  indexes: {
    document: ['document_id'],
    next: ['status', 'kind', 'next_attempt_at', 'id'],
    claimed: ['claimed_by', 'status'],
    expired: ['status', 'claimed_until'],
    finished: ['status', 'finished_at'],
  },
});

export interface OutboxEntry {
  /** Which handler does it (`application/outbox-handlers.ts`). */
  readonly kind: string;
  /** What makes it the same thing: put down twice, it is done once. At most 190 characters. */
  readonly key: string;
  /** Ids, not people's data: what they stand for is read when it is done. */
  readonly payload: Readonly<Record<string, unknown>>;
  readonly notBefore?: Date;
}

export interface OutboxRow {
  readonly id: number;
  readonly documentId: string;
  readonly key: string;
  readonly kind: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly attempts: number;
}

const outbox = (tx: Tx): string => tx.quote(tx.table(OUTBOX_MODEL.uid).name);

const at = (tx: Tx, instant: Date): Binding => toBinding(tx.dialect, 'datetime', instant);

const COLUMNS: readonly TypedColumn[] = [
  { name: 'document_id', type: 'string' },
  { name: 'key', type: 'string' },
  { name: 'kind', type: 'string' },
  { name: 'payload', type: 'json' },
  { name: 'next_attempt_at', type: 'datetime' },
];

/** One statement for any number of entries; those whose key is there already are left as they are. */
export async function addToOutbox(
  tx: Tx,
  entries: readonly OutboxEntry[],
  now: Date,
): Promise<void> {
  const documentIds = newDocumentIds(entries.length);
  const source = recordset(
    tx.dialect,
    COLUMNS,
    entries.map(({ key, kind, payload, notBefore = now }, index) => [
      documentIds[index],
      key,
      kind,
      payload,
      notBefore,
    ]),
  );
  const key = tx.quote('key');
  const names = COLUMNS.map(({ name }) => tx.quote(name)).join(', ');
  const knownAlready =
    tx.dialect === 'mysql'
      ? `on duplicate key update ${outbox(tx)}.${key} = ${outbox(tx)}.${key}`
      : `on conflict (${key}) do nothing`;
  await tx.run({
    // SQLite takes `on conflict` for a join's `on`, unless a `where` stands between.
    sql: `insert into ${outbox(tx)} (${names}, status, attempts, created_at) select ${names}, 'waiting', 0, ? from ${source.sql} as fresh where 1 = 1 ${knownAlready}`,
    bindings: [at(tx, now), ...source.bindings],
  });
}

/** Takes away what has a key that begins so, sent or not. */
export async function dropFromOutbox(tx: Tx, keys: readonly string[]): Promise<void> {
  const these = containsAny(tx.dialect, [tx.quote('key')], keys);
  await tx.run({ sql: `delete from ${outbox(tx)} where ${these.sql}`, bindings: these.bindings });
}

export interface Claim {
  readonly kind: string;
  /** Whose they are from now on; no other worker touches them until the lease has run out. */
  readonly worker: string;
  readonly now: Date;
  readonly until: Date;
  readonly limit: number;
}

/**
 * Takes the next rows that are due; `null` when none is. Rows that another worker is just taking are passed
 * over, not waited for; the status in the update is what nobody can get past. InnoDB locks what a search
 * only looks at, and would pass over rows of another kind: there nothing is locked before that update, and
 * who comes second to all of them gets `[]` and looks again.
 */
export async function claimRows(tx: Tx, claim: Claim): Promise<OutboxRow[] | null> {
  const { kind, worker, now, until, limit } = claim;
  const passOver = tx.dialect === 'postgres' ? ' for update skip locked' : '';
  const due = await tx.rows<{ id: number }>({
    sql: `select id from ${outbox(tx)} where status = 'waiting' and kind = ? and next_attempt_at <= ? order by next_attempt_at, id limit ${limit}${passOver}`,
    bindings: [kind, at(tx, now)],
  });
  if (due.length === 0) return null;
  const these = idsIn(
    tx.dialect,
    'id',
    due.map(({ id }) => id),
  );
  await tx.run({
    sql: `update ${outbox(tx)} set status = 'claimed', claimed_by = ?, claimed_until = ? where ${these.sql} and status = 'waiting'`,
    bindings: [worker, at(tx, until), ...these.bindings],
  });
  const key = tx.quote('key');
  const rows = await tx.rows<Omit<OutboxRow, 'documentId'> & { document_id: string }>({
    sql: `select id, document_id, ${key}, kind, payload, attempts from ${outbox(tx)} where ${these.sql} and status = 'claimed' and claimed_by = ? order by id`,
    bindings: [...these.bindings, worker],
  });
  return rows.map(({ document_id: documentId, payload, ...row }) => ({
    ...row,
    documentId,
    payload: jsonFrom<Record<string, unknown>>(payload) ?? {},
  }));
}

/** The worker is still there: its rows stay its own for longer. */
export const prolong = (tx: Tx, worker: string, until: Date): Promise<void> =>
  tx.run({
    sql: `update ${outbox(tx)} set claimed_until = ? where claimed_by = ? and status in ('claimed', 'sending')`,
    bindings: [at(tx, until), worker],
  });

/**
 * The last step before it leaves our hands. `false` when the lease ran out meanwhile and the row is
 * somebody else's.
 */
export async function markSending(tx: Tx, id: number, worker: string): Promise<boolean> {
  const changed = await tx.changed({
    sql: `update ${outbox(tx)} set status = 'sending', attempts = attempts + 1 where id = ? and claimed_by = ? and status = 'claimed'`,
    bindings: [id, worker],
  });
  return changed === 1;
}

export interface Settlement {
  readonly status: Extract<OutboxStatus, 'waiting' | 'delivered' | 'skipped' | 'dead'>;
  readonly attempts?: number;
  readonly nextAttemptAt?: Date;
  readonly lastError?: string | null;
}

/** What an attempt came to; by the worker that made it alone. */
export const settle = (
  tx: Tx,
  { id, worker, now }: { id: number; worker: string; now: Date },
  { status, attempts, nextAttemptAt, lastError = null }: Settlement,
): Promise<void> => {
  const waits = status === 'waiting';
  const set: [string, Binding][] = [
    ['status = ?', status],
    ['last_error = ?', lastError],
    ['finished_at = ?', waits ? null : at(tx, now)],
    // A mark that stays: who is late with the truth about a row that was given up may still tell it.
    ...(waits ? ([['claimed_by = ?', null]] as [string, Binding][]) : []),
    ...(attempts === undefined ? [] : ([['attempts = ?', attempts]] as [string, Binding][])),
    ...(nextAttemptAt === undefined
      ? []
      : ([['next_attempt_at = ?', at(tx, nextAttemptAt)]] as [string, Binding][])),
  ];
  return tx.run({
    sql: `update ${outbox(tx)} set ${set.map(([column]) => column).join(', ')}, claimed_until = null where id = ? and claimed_by = ?`,
    bindings: [...set.map(([, value]) => value), id, worker],
  });
};

/** Gives back what a worker has claimed and will not come to. */
export const release = (tx: Tx, worker: string): Promise<void> =>
  tx.run({
    sql: `update ${outbox(tx)} set status = 'waiting', claimed_by = null, claimed_until = null where claimed_by = ? and status = 'claimed'`,
    bindings: [worker],
  });

/**
 * Rows whose worker has gone. What was only claimed, and what may be done twice, waits again; of the rest
 * nobody knows whether it went out, and it is not sent a second time unasked.
 */
export async function recover(
  tx: Tx,
  { now, repeatable }: { now: Date; repeatable: readonly string[] },
): Promise<void> {
  const expired = `status in ('claimed', 'sending') and claimed_until < ?`;
  const rows = await tx.rows<{ id: number; kind: string; status: string }>({
    sql: `select id, kind, status from ${outbox(tx)} where ${expired}`,
    bindings: [at(tx, now)],
  });
  const again = rows.filter(
    ({ kind, status }) => status === 'claimed' || repeatable.includes(kind),
  );
  const unclear = rows.filter((row) => !again.includes(row));
  await freeExpired(tx, again, now, `status = 'waiting', claimed_by = null`, []);
  await freeExpired(tx, unclear, now, `status = 'dead', finished_at = ?, last_error = ?`, [
    at(tx, now),
    UNCLEAR,
  ]);
}

/** What a dead row says whose sender was gone before it could tell how it went. */
export const UNCLEAR =
  'The server stopped while this was being sent. It may have arrived: it is sent again only when somebody asks for it.';

async function freeExpired(
  tx: Tx,
  rows: readonly { id: number }[],
  now: Date,
  set: string,
  bindings: readonly Binding[],
): Promise<void> {
  if (rows.length === 0) return;
  const these = idsIn(
    tx.dialect,
    'id',
    rows.map(({ id }) => id),
  );
  await tx.run({
    sql: `update ${outbox(tx)} set ${set}, claimed_until = null where ${these.sql} and status in ('claimed', 'sending') and claimed_until < ?`,
    bindings: [...bindings, ...these.bindings, at(tx, now)],
  });
}

/** What is long settled goes; what is dead stays until somebody has looked at it. */
export const forgetSettled = (tx: Tx, before: Date): Promise<void> =>
  tx.run({
    sql: `delete from ${outbox(tx)} where status in ('delivered', 'skipped') and finished_at < ?`,
    bindings: [at(tx, before)],
  });
