import type { EventFact, GroupFact, PersonFact } from '../../../core/lead/facts';
import type { MasterTypeKey } from '../../../core/dropdown/types';
import type { DropdownValueFact } from '../../../core/lead/model';
import { lockRows } from '../store/lock';
import { flagFrom, idsIn, instantFrom, textsIn, toBinding } from '../store/sql';
import type { Tx } from '../store/transaction';

/** The events of the leads that are neither done nor called off, those that are due first in front (R25). */
export async function loadOpenEvents(tx: Tx, leadIds: readonly number[]): Promise<EventFact[]> {
  const event = tx.table('calendar-event');
  const value = tx.table('dropdown-value');
  const lead = event.own('lead');
  const these = idsIn(tx.dialect, `e.${lead}`, leadIds);
  const rows = await tx.rows<{
    id: number;
    document_id: string;
    title: string | null;
    lead_id: number;
    due_at: unknown;
    all_day: unknown;
    kind: MasterTypeKey | null;
  }>({
    sql: `select e.id, e.document_id, e.title, e.${lead} as lead_id, e.due_at, e.all_day, m.${tx.quote('key')} as kind from ${tx.quote(event.name)} e left join ${tx.quote(value.name)} v on v.id = e.${event.own('type')} left join ${tx.quote(tx.table('master-type').name)} m on m.id = v.${value.own('masterType')} where ${these.sql} and e.completed_at is null and e.cancelled_at is null order by e.due_at, e.id`,
    bindings: these.bindings,
  });
  return rows.map((row) => ({
    id: row.id,
    documentId: row.document_id,
    label: row.title ?? '',
    leadId: row.lead_id,
    kind: row.kind,
    dueAt: instantFrom(row.due_at) ?? '',
    allDay: flagFrom(row.all_day),
  }));
}

/**
 * Who is on the leads by a live link, each once. Locked in id order, as two closings may put one person into
 * one group (D5): who comes second reads that it is done.
 */
export async function loadPeopleOn(
  tx: Tx,
  leadIds: readonly number[],
  lock: boolean,
): Promise<Map<number, PersonFact[]>> {
  const link = tx.table('lead-contact');
  const lead = `lc.${link.own('lead')}`;
  const these = idsIn(tx.dialect, lead, leadIds);
  const rows = await tx.rows<{
    lead_id: number;
    id: number;
    document_id: string;
    first_name: string | null;
    last_name: string | null;
    do_not_contact: unknown;
    is_individual: unknown;
  }>({
    sql: `select ${lead} as lead_id, c.id, c.document_id, c.first_name, c.last_name, c.do_not_contact, max(case when lc.primary_individual = ? then 1 else 0 end) as is_individual from ${tx.quote(link.name)} lc join ${tx.quote(tx.table('contact').name)} c on c.id = lc.${link.own('contact')} where ${these.sql} and lc.active = ? group by ${lead}, c.id, c.document_id, c.first_name, c.last_name, c.do_not_contact order by c.id`,
    bindings: [
      toBinding(tx.dialect, 'boolean', true),
      ...these.bindings,
      toBinding(tx.dialect, 'boolean', true),
    ],
  });
  if (lock) await lockRows(tx, 'contact', [...new Set(rows.map(({ id }) => id))]);
  const people = new Map<number, PersonFact[]>();
  for (const row of rows) {
    const known = people.get(row.lead_id) ?? [];
    people.set(row.lead_id, known);
    known.push({
      id: row.id,
      documentId: row.document_id,
      label: [row.first_name, row.last_name].filter(Boolean).join(' '),
      primaryIndividual: flagFrom(Number(row.is_individual)),
      doNotContact: flagFrom(row.do_not_contact),
    });
  }
  return people;
}

/**
 * The contact groups with these documentIds, and those that closing fills by itself, each with those of the
 * leads' people who are in it (L15, X56). One statement.
 */
export async function loadGroups(
  tx: Tx,
  documentIds: readonly string[],
  leadIds: readonly number[],
): Promise<Map<string, GroupFact>> {
  const group = tx.table('contact-group');
  const link = group.column('contacts');
  if (link.kind !== 'linked') throw new Error('contact-group.contacts holds no members.');
  const people = tx.table('lead-contact');
  const these = textsIn(tx.dialect, 'g.document_id', documentIds);
  const leads = idsIn(tx.dialect, `lc.${people.own('lead')}`, leadIds);
  const yes = toBinding(tx.dialect, 'boolean', true);
  const rows = await tx.rows<{
    id: number;
    document_id: string;
    name: string;
    default_on_lost: unknown;
    default_on_won: unknown;
    contact_id: number | null;
  }>({
    sql: `select g.id, g.document_id, g.name, g.default_on_lost, g.default_on_won, h.${link.to} as contact_id from ${tx.quote(group.name)} g left join ${tx.quote(link.table)} h on h.${link.from} = g.id and h.${link.to} in (select lc.${people.own('contact')} from ${tx.quote(people.name)} lc where ${leads.sql}) where ${these.sql} or g.default_on_lost = ? or g.default_on_won = ? order by g.name, g.id`,
    bindings: [...leads.bindings, ...these.bindings, yes, yes],
  });
  const groups = new Map<string, GroupFact & { contactIds: Set<number> }>();
  for (const row of rows) {
    const known = groups.get(row.document_id) ?? {
      id: row.id,
      documentId: row.document_id,
      label: row.name,
      defaultOnLost: flagFrom(row.default_on_lost),
      defaultOnWon: flagFrom(row.default_on_won),
      contactIds: new Set<number>(),
    };
    groups.set(row.document_id, known);
    if (row.contact_id !== null) known.contactIds.add(row.contact_id);
  }
  return groups;
}

/** Every kind of event as the dropdown has it; there are few. */
export async function loadEventTypes(tx: Tx): Promise<DropdownValueFact[]> {
  const value = tx.table('dropdown-value');
  const key = tx.quote('key');
  const rows = await tx.rows<{
    id: number;
    document_id: string;
    label: string;
    active: unknown;
    master_type: MasterTypeKey;
  }>({
    sql: `select v.id, v.document_id, v.label, v.active, m.${key} as master_type from ${tx.quote(value.name)} v join ${tx.quote(tx.table('dropdown-type').name)} t on t.id = v.${value.own('dropdownType')} join ${tx.quote(tx.table('master-type').name)} m on m.id = v.${value.own('masterType')} where t.${key} = ? order by v.position, v.id`,
    bindings: ['event-type'],
  });
  return rows.map((row) => ({
    id: row.id,
    documentId: row.document_id,
    label: row.label,
    type: 'event-type',
    masterType: row.master_type,
    active: flagFrom(row.active),
  }));
}
