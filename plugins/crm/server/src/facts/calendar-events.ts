import type { CalendarEventFact } from '../../../core/calendar/model';
import type { Ref } from '../../../core/kernel/values';
import { flagFrom, idsIn, instantFrom, textsIn, type Sql } from '../store/sql';
import type { Tx } from '../store/transaction';

interface EventRow {
  id: number;
  document_id: string;
  title: string | null;
  due_at: unknown;
  all_day: unknown;
  completed_at: unknown;
  cancelled_at: unknown;
  lead_id: number | null;
  contact_id: number | null;
  assignee_id: number | null;
  assignee_document_id: string | null;
  assignee_name: string | null;
  operation_id: number | null;
  operation_document_id: string | null;
  operation_action: string | null;
}

export const readEventsById = (tx: Tx, ids: readonly number[]): Promise<CalendarEventFact[]> =>
  readEvents(tx, idsIn(tx.dialect, 'e.id', ids));

/** Events by their documentIds; what does not exist is missing from the answer. */
export const findEvents = (tx: Tx, documentIds: readonly string[]): Promise<CalendarEventFact[]> =>
  readEvents(tx, textsIn(tx.dialect, 'e.document_id', documentIds));

async function readEvents(tx: Tx, where: Sql): Promise<CalendarEventFact[]> {
  const event = tx.table('calendar-event');
  const own = (attribute: string): string => `e.${tx.quote(event.own(attribute))}`;
  const rows = await tx.rows<EventRow>({
    sql: `select e.id, e.document_id, e.title, e.due_at, e.all_day, e.completed_at, e.cancelled_at, ${own('lead')} as lead_id, ${own('contact')} as contact_id, m.id as assignee_id, m.document_id as assignee_document_id, m.name as assignee_name, o.id as operation_id, o.document_id as operation_document_id, o.action as operation_action from ${tx.quote(event.name)} e left join ${tx.quote(tx.table('member').name)} m on m.id = ${own('assignee')} left join ${tx.quote(tx.table('operation').name)} o on o.id = ${own('completedBy')} where ${where.sql} order by e.id`,
    bindings: where.bindings,
  });
  return rows.map((row) => ({
    id: row.id,
    documentId: row.document_id,
    label: row.title ?? '',
    dueAt: instantFrom(row.due_at) ?? '',
    allDay: flagFrom(row.all_day),
    completedAt: instantFrom(row.completed_at),
    cancelledAt: instantFrom(row.cancelled_at),
    completedBy: referenceTo(row.operation_id, row.operation_document_id, row.operation_action),
    leadId: row.lead_id,
    contactId: row.contact_id,
    assignee: referenceTo(row.assignee_id, row.assignee_document_id, row.assignee_name),
  }));
}

const referenceTo = (
  id: number | null,
  documentId: string | null,
  label: string | null,
): Ref | null => (id === null ? null : { id, documentId: documentId ?? '', label: label ?? '' });
