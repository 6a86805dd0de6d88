import { textsIn, toBinding } from '../store/sql';
import type { Tx } from '../store/transaction';

/** Those of these documentIds that are members who are active. */
export async function findActiveMembers(
  tx: Tx,
  documentIds: readonly string[],
): Promise<Set<string>> {
  if (documentIds.length === 0) return new Set();
  const these = textsIn(tx.dialect, 'document_id', documentIds);
  const rows = await tx.rows<{ document_id: string }>({
    sql: `select document_id from ${tx.quote(tx.table('member').name)} where ${these.sql} and active = ?`,
    bindings: [...these.bindings, toBinding(tx.dialect, 'boolean', true)],
  });
  return new Set(rows.map(({ document_id }) => document_id));
}
