import { idsIn, textsIn } from './sql';
import type { Tx } from './transaction';

/**
 * Locks records of one kind in id order, so that two transactions never wait for each other (D5). SQLite
 * has one writer and needs no row locks.
 */
export async function lockRows(tx: Tx, record: string, ids: readonly number[]): Promise<void> {
  if (ids.length === 0 || tx.dialect === 'sqlite') return;
  const these = idsIn(tx.dialect, 'id', ids);
  await tx.run({
    sql: `select id from ${tx.quote(tx.table(record).name)} where ${these.sql} order by id for update`,
    bindings: these.bindings,
  });
}

/** The row ids of documentIds; what does not exist is missing from the answer. */
export async function findIds(
  tx: Tx,
  record: string,
  documentIds: readonly string[],
): Promise<Map<string, number>> {
  if (documentIds.length === 0) return new Map();
  const these = textsIn(tx.dialect, 'document_id', documentIds);
  const rows = await tx.rows<{ id: number; document_id: string }>({
    sql: `select id, document_id from ${tx.quote(tx.table(record).name)} where ${these.sql}`,
    bindings: these.bindings,
  });
  return new Map(rows.map((row) => [row.document_id, row.id]));
}
