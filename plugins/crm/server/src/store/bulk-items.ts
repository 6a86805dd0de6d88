import type { BulkItemStatus } from '../../../core/bulk/model';
import { idsIn, recordset, toBinding, type Sql, type TypedColumn } from './sql';
import type { Tx } from './transaction';
import { internalTable } from '../content-types/internal-table';
import { qualified } from './write';

/** The leads of a bulk job, frozen when it was started. */
export const BULK_ITEM_MODEL = internalTable('bulk-item', {
  table: 'crm_bulk_items',
  columns: {
    jobId: 'integer',
    leadId: 'integer',
    status: 'string',
    /** Why it was refused, or what else is to be said of it. */
    code: 'string',
    message: 'text',
    /** What was done to the lead: the operation's row id. */
    operationId: 'integer',
    /** The close request that was made of it: its row id. */
    requestId: 'integer',
    /** The member who is to get it. */
    targetId: 'integer',
    /** It stopped protecting its people by this job (R7). */
    leaves: 'boolean',
    /** The cascade that has to be looked at again when all leads are done (X2). */
    unsettled: 'text',
    waits: 'boolean',
    attempt: 'integer',
  },
  unique: {
    // X55: the same lead twice in one job counts once.
    lead: ['job_id', 'lead_id'],
  },
  indexes: {
    next: ['job_id', 'status', 'lead_id'],
    waiting: ['job_id', 'waits', 'lead_id'],
    of_lead: ['lead_id', 'job_id'],
  },
});

export const BULK_ITEM = BULK_ITEM_MODEL.uid;

const tableOf = (tx: Tx): string => tx.quote(tx.table(BULK_ITEM).name);

/** Freezes what a select of lead ids finds right now: one statement, however many. */
export async function freezeLeads(tx: Tx, job: number, selected: Sql): Promise<void> {
  await tx.run({
    sql: `insert into ${tableOf(tx)} (job_id, lead_id, status, leaves, waits, attempt) select ${job}, chosen.id, 'pending', ${falseIn(tx)}, ${falseIn(tx)}, 0 from (${selected.sql}) chosen group by chosen.id`,
    bindings: selected.bindings,
  });
}

const falseIn = (tx: Tx): string => (tx.dialect === 'postgres' ? 'false' : '0');

/** Says for some leads of a job who is to get them. */
export async function setTargets(
  tx: Tx,
  job: number,
  targets: ReadonlyMap<number, number>,
): Promise<void> {
  await updateItems(tx, job, [{ name: 'target_id', type: 'integer' }], [...targets]);
}

export interface ItemResult {
  readonly leadId: number;
  readonly status: Exclude<BulkItemStatus, 'pending'>;
  readonly code?: string | null;
  readonly message?: string | null;
  readonly operationId?: number | null;
  readonly requestId?: number | null;
  readonly leaves?: boolean;
  readonly unsettled?: string | null;
}

const RESULT_COLUMNS: readonly TypedColumn[] = [
  { name: 'status', type: 'string' },
  { name: 'code', type: 'string' },
  { name: 'message', type: 'text' },
  { name: 'operation_id', type: 'integer' },
  { name: 'request_id', type: 'integer' },
  { name: 'leaves', type: 'boolean' },
  { name: 'unsettled', type: 'text' },
  { name: 'waits', type: 'boolean' },
];

/** What became of some leads of a job; in the transaction that did it. One statement. */
export async function markItems(
  tx: Tx,
  job: number,
  results: readonly ItemResult[],
): Promise<void> {
  await updateItems(
    tx,
    job,
    RESULT_COLUMNS,
    results.map((result) => [
      result.leadId,
      result.status,
      result.code ?? null,
      result.message ?? null,
      result.operationId ?? null,
      result.requestId ?? null,
      result.leaves ?? false,
      result.unsettled ?? null,
      (result.unsettled ?? null) !== null,
    ]),
  );
}

/** The job goes with each row: a condition of its own would let SQLite walk through the whole job for each. */
async function updateItems(
  tx: Tx,
  job: number,
  columns: readonly TypedColumn[],
  rows: readonly (readonly unknown[])[],
): Promise<void> {
  if (rows.length === 0) return;
  const items = tableOf(tx);
  const keys: readonly TypedColumn[] = [
    { name: 'job_id', type: 'integer' },
    { name: 'lead_id', type: 'integer' },
  ];
  const fresh = recordset(
    tx.dialect,
    [...keys, ...columns],
    rows.map((row) => [job, ...row]),
  );
  const same = keys.map(({ name }) => `${items}.${name} = fresh.${name}`).join(' and ');
  const set = columns.map(({ name }) => `${tx.quote(name)} = fresh.${tx.quote(name)}`);
  await tx.run({
    sql:
      tx.dialect === 'mysql'
        ? `update ${items} join ${fresh.sql} as fresh on ${same} set ${qualified(set, items)}`
        : `update ${items} set ${set.join(', ')} from ${fresh.sql} as fresh where ${same}`,
    bindings: fresh.bindings,
  });
}

/** The last look at these leads has been taken. */
export async function settleItems(tx: Tx, job: number, leadIds: readonly number[]): Promise<void> {
  const these = idsIn(tx.dialect, 'lead_id', leadIds);
  await tx.run({
    sql: `update ${tableOf(tx)} set unsettled = null, waits = ${falseIn(tx)} where job_id = ? and ${these.sql}`,
    bindings: [job, ...these.bindings],
  });
}

/** What an undo could not take back for another lead's sake is tried again; answers how many. */
export async function requeueConflicts(tx: Tx, job: number, attempts: number): Promise<number> {
  const where = `job_id = ? and status = 'refused' and code = 'operation.conflict' and attempt < ?`;
  const [row] = await tx.rows<{ found: number | string }>({
    sql: `select count(*) as found from ${tableOf(tx)} where ${where}`,
    bindings: [job, attempts],
  });
  const found = Number(row?.found ?? 0);
  if (found === 0) return 0;
  await tx.run({
    sql: `update ${tableOf(tx)} set status = 'pending', code = null, message = null, attempt = attempt + 1 where ${where}`,
    bindings: [job, attempts],
  });
  return found;
}

/** Leads that a job has not come to yet, the newest first: see `stillToSettle` for why that way round. */
export async function nextPending(
  tx: Tx,
  job: number,
  limit: number,
): Promise<{ leadId: number; targetId: number | null }[]> {
  const rows = await tx.rows<{ lead_id: number; target_id: number | null }>({
    sql: `select lead_id, target_id from ${tableOf(tx)} where job_id = ? and status = 'pending' order by lead_id desc limit ?`,
    bindings: [job, limit],
  });
  return rows.map((row) => ({ leadId: row.lead_id, targetId: row.target_id }));
}

/**
 * Done leads whose people may have to be looked at again, the oldest first, as if all had been done at once.
 * Those that only note a death come last: see `stillToSettle`.
 */
export async function nextUnsettled(
  tx: Tx,
  job: number,
  limit: number,
): Promise<{ leadId: number; cascade: string }[]> {
  const found: { leadId: number; cascade: string }[] = [];
  // One after the other, each in the order of an index: sorted together, each batch would read the whole job.
  for (const leaves of [true, false]) {
    if (found.length === limit) break;
    const rows = await tx.rows<{ lead_id: number; unsettled: string }>({
      sql: `select lead_id, unsettled from ${tableOf(tx)} where job_id = ? and waits = ? and leaves = ? order by lead_id limit ?`,
      bindings: [
        job,
        toBinding(tx.dialect, 'boolean', true),
        toBinding(tx.dialect, 'boolean', leaves),
        limit - found.length,
      ],
    });
    found.push(...rows.map((row) => ({ leadId: row.lead_id, cascade: row.unsettled })));
  }
  return found;
}

/**
 * Those of the leads who share somebody with another lead that this job has closed. From the leads to their
 * people, and not through the whole job, which each batch would do again: a cross join keeps SQLite to it, and
 * the `offset` keeps PostgreSQL from joining the items, which it takes for a handful as long as a job is new.
 */
export async function sharingPeople(
  tx: Tx,
  job: number,
  leadIds: readonly number[],
): Promise<Set<number>> {
  const links = tx.quote(tx.table('lead-contact').name);
  const these = idsIn(tx.dialect, 'a.lead_key', leadIds);
  const rows = await tx.rows<{ lead_id: number }>({
    sql: `select distinct a.lead_key as lead_id from ${links} a cross join ${links} b where ${these.sql} and b.contact_key = a.contact_key and b.lead_key <> a.lead_key and exists (select 1 from ${tableOf(tx)} o where o.lead_id = b.lead_key and o.job_id = ? and o.leaves = ? limit 1 offset 0)`,
    bindings: [...these.bindings, job, toBinding(tx.dialect, 'boolean', true)],
  });
  return new Set(rows.map((row) => row.lead_id));
}
