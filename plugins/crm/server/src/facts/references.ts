import { idsIn } from '../store/sql';
import type { Tx } from '../store/transaction';

/** The documentIds of rows, by row id. */
export async function documentIdsOf(
  tx: Tx,
  record: string,
  ids: readonly number[],
): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const these = idsIn(tx.dialect, 'id', ids);
  const rows = await tx.rows<{ id: number; document_id: string }>({
    sql: `select id, document_id from ${tx.quote(tx.table(record).name)} where ${these.sql}`,
    bindings: these.bindings,
  });
  return new Map(rows.map((row) => [row.id, row.document_id]));
}
