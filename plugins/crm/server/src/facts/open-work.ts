import type { Subject } from '../../../core/kernel/plan';
import { idsIn } from '../store/sql';
import type { Tx } from '../store/transaction';

/** X23: the tasks and events that these contacts have and that are not done yet, by contact. */
export async function loadOpenWork(
  tx: Tx,
  contacts: readonly number[],
): Promise<Map<number, Subject[]>> {
  const work = new Map<number, Subject[]>();
  for (const { record, open } of WORK) {
    const table = tx.table(record);
    const contact = table.own('contact');
    const these = idsIn(tx.dialect, contact, contacts);
    const rows = await tx.rows<{ id: number; document_id: string; title: string; whose: number }>({
      sql: `select id, document_id, title, ${contact} as whose from ${tx.quote(table.name)} where ${these.sql} and ${open} order by due_at, id`,
      bindings: these.bindings,
    });
    for (const { id, document_id, title, whose } of rows) {
      const subject = { record, id, documentId: document_id, label: title };
      work.set(whose, [...(work.get(whose) ?? []), subject]);
    }
  }
  return work;
}

const WORK = [
  { record: 'task', open: "status = 'open'" },
  { record: 'calendar-event', open: 'completed_at is null and cancelled_at is null' },
] as const;
