import { textsIn, toBinding } from '../store/sql';
import type { Tx } from '../store/transaction';

/** X23: of these tasks, by documentId, those whose member or contact is inactive. */
export async function withInactiveAssignee(
  tx: Tx,
  documentIds: readonly string[],
): Promise<Set<string>> {
  if (documentIds.length === 0) return new Set();
  const task = tx.table('task');
  const no = toBinding(tx.dialect, 'boolean', false);
  const these = textsIn(tx.dialect, 't.document_id', documentIds);
  const rows = await tx.rows<{ document_id: string }>({
    sql: `select t.document_id from ${tx.quote(task.name)} t left join ${tx.quote(tx.table('contact').name)} c on c.id = t.${task.own('contact')} left join ${tx.quote(tx.table('member').name)} m on m.id = t.${task.own('assignee')} where ${these.sql} and (c.active = ? or m.active = ?)`,
    bindings: [...these.bindings, no, no],
  });
  return new Set(rows.map((row) => row.document_id));
}
