import type { PortalReply } from '../../../core/contact/portal';
import { flagFrom, instantFrom, toBinding } from '../store/sql';
import type { Tx } from '../store/transaction';

/** Of each kind; who has more is shown the newest or the most pressing. */
const MOST = 100;

/**
 * What one contact sees: their own profile, and of leads, tasks and events those that are theirs. Each
 * statement begins at the contact, so that there is nothing of anybody else to leave out.
 */
export async function loadPortalView(tx: Tx, contact: number): Promise<PortalReply | undefined> {
  const profile = await profileOf(tx, contact);
  if (profile === undefined) return undefined;
  return {
    profile,
    leads: await leadsOf(tx, contact),
    tasks: await tasksOf(tx, contact),
    events: await eventsOf(tx, contact),
  };
}

async function profileOf(tx: Tx, id: number): Promise<PortalReply['profile'] | undefined> {
  const contact = tx.table('contact');
  const [row] = await tx.rows<Record<string, string | null>>({
    sql: `select c.document_id, c.first_name, c.last_name, c.email, c.phone, co.name as company from ${tx.quote(contact.name)} c left join ${tx.quote(tx.table('company').name)} co on co.id = c.${contact.own('company')} where c.id = ?`,
    bindings: [id],
  });
  if (row === undefined) return undefined;
  return {
    documentId: row['document_id'] ?? '',
    firstName: row['first_name'] ?? null,
    lastName: row['last_name'] ?? null,
    email: row['email'] ?? null,
    phone: row['phone'] ?? null,
    company: row['company'] ?? null,
  };
}

async function leadsOf(tx: Tx, contact: number): Promise<PortalReply['leads']> {
  const [lead, link] = [tx.table('lead'), tx.table('lead-contact')];
  const rows = await tx.rows<{
    document_id: string;
    title: string | null;
    status: string | null;
    stage_entered_at: unknown;
    pipeline: string | null;
    stage: string | null;
    visible: unknown;
  }>({
    sql: `select l.document_id, l.title, l.status, l.stage_entered_at, p.name as pipeline, s.name as stage, s.visible from ${tx.quote(link.name)} lc join ${tx.quote(lead.name)} l on l.id = lc.${link.own('lead')} left join ${tx.quote(tx.table('pipeline').name)} p on p.id = l.${lead.own('pipeline')} left join ${tx.quote(tx.table('stage').name)} s on s.id = l.${lead.own('stage')} where lc.${link.own('contact')} = ? and lc.active = ? order by l.id desc limit ${MOST}`,
    bindings: [contact, toBinding(tx.dialect, 'boolean', true)],
  });
  return rows.map((row) => ({
    documentId: row.document_id,
    title: row.title ?? '',
    pipeline: row.pipeline,
    stage: flagFrom(row.visible) ? row.stage : null,
    status: row.status ?? 'open',
    since: instantFrom(row.stage_entered_at),
  }));
}

async function tasksOf(tx: Tx, contact: number): Promise<PortalReply['tasks']> {
  const task = tx.table('task');
  const rows = await tx.rows<{
    document_id: string;
    title: string;
    description: string | null;
    due_at: unknown;
  }>({
    sql: `select document_id, title, description, due_at from ${tx.quote(task.name)} where ${task.own('contact')} = ? and status = 'open' order by case when due_at is null then 1 else 0 end, due_at, id limit ${MOST}`,
    bindings: [contact],
  });
  return rows.map((row) => ({
    documentId: row.document_id,
    title: row.title,
    description: row.description,
    dueAt: instantFrom(row.due_at),
  }));
}

async function eventsOf(tx: Tx, contact: number): Promise<PortalReply['events']> {
  const event = tx.table('calendar-event');
  const rows = await tx.rows<{
    document_id: string;
    title: string;
    due_at: unknown;
    all_day: unknown;
    completed_at: unknown;
  }>({
    sql: `select document_id, title, due_at, all_day, completed_at from ${tx.quote(event.name)} where ${event.own('contact')} = ? and cancelled_at is null order by due_at desc, id desc limit ${MOST}`,
    bindings: [contact],
  });
  return rows.map((row) => ({
    documentId: row.document_id,
    title: row.title,
    dueAt: instantFrom(row.due_at),
    allDay: flagFrom(row.all_day),
    completedAt: instantFrom(row.completed_at),
  }));
}
