import type { Core } from '@strapi/strapi';
import { createHash } from 'node:crypto';
import { refuseField } from '../../../core/kernel/refusals';
import { Refused } from './refused';
import { inTransaction, isUniqueViolation, type Tx } from '../store/transaction';
import { insertRows } from '../store/write';
import { internalTable } from '../content-types/internal-table';

/** The answer of a POST, as it is kept to be given again. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

export const IDEMPOTENCY_MODEL = internalTable('idempotency-key', {
  table: 'crm_idempotency_keys',
  columns: {
    key: 'string',
    requestHash: 'string',
    status: 'integer',
    body: 'text',
    createdAt: 'datetime',
  },
  unique: {
    key: ['key'],
  },
});

const hash = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('hex');

export interface KeyedRequest {
  /** Who asks, so that two callers may use the same key. */
  readonly caller: string;
  readonly key: string;
  /** Method, path and body; another request under the same key is refused (I28). */
  readonly request: string;
}

/**
 * Does the work once for each key and caller, and gives its answer again after that. Two requests at the
 * same time: the second waits on the unique index and gets the first one's answer (X3, I28).
 *
 * @throws Refused with `input.invalid` when the key has been used for another request
 */
export async function once(
  strapi: Core.Strapi,
  { caller, key, request }: KeyedRequest,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const stored = { key: hash(caller, key), requestHash: hash(request) };
  for (;;) {
    const earlier = await inTransaction(strapi, (tx) => findAnswer(tx, stored));
    if (earlier !== undefined) return earlier;
    try {
      return await inTransaction(strapi, async (tx) => {
        await claim(tx, stored);
        const answer = await work();
        await keep(tx, stored.key, answer);
        return answer;
      });
    } catch (error) {
      if (!(isUniqueViolation(error) && (await isClaimed(strapi, stored.key)))) throw error;
    }
  }
}

interface StoredKey {
  readonly key: string;
  readonly requestHash: string;
}

const table = (tx: Tx) => tx.table(IDEMPOTENCY_MODEL.uid);

async function findAnswer(tx: Tx, { key, requestHash }: StoredKey): Promise<Answer | undefined> {
  const [row] = await tx.rows<{ request_hash: string; status: number; body: string }>({
    sql: `select request_hash, status, body from ${tx.quote(table(tx).name)} where ${tx.quote('key')} = ?`,
    bindings: [key],
  });
  if (row === undefined) return undefined;
  if (row.request_hash !== requestHash) {
    throw new Refused(
      refuseField('Idempotency-Key', 'This key was used for another request. Choose a new one.'),
    );
  }
  return { status: row.status, body: JSON.parse(row.body) };
}

const isClaimed = (strapi: Core.Strapi, key: string): Promise<boolean> =>
  inTransaction(strapi, async (tx) => {
    const rows = await tx.rows({
      sql: `select 1 as found from ${tx.quote(table(tx).name)} where ${tx.quote('key')} = ?`,
      bindings: [key],
    });
    return rows.length > 0;
  });

const claim = (tx: Tx, { key, requestHash }: StoredKey): Promise<void> =>
  insertRows(
    tx,
    table(tx).name,
    [
      { name: 'key', type: 'string' },
      { name: 'request_hash', type: 'string' },
      { name: 'created_at', type: 'datetime' },
    ],
    [[key, requestHash, new Date()]],
  );

const keep = (tx: Tx, key: string, { status, body }: Answer): Promise<void> =>
  tx.run({
    sql: `update ${tx.quote(table(tx).name)} set status = ?, body = ? where ${tx.quote('key')} = ?`,
    bindings: [status, JSON.stringify(body ?? null), key],
  });
