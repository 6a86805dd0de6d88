import type {
  ContactFact,
  InactiveReason,
  LinkFact,
  ProtectionFact,
} from '../../../core/contact/model';
import type { PeopleFacts } from '../../../core/contact/rules/plan-people';
import type { MasterTypeKey } from '../../../core/dropdown/types';
import type { Settings } from '../../../core/kernel/settings';
import { BULK_ITEM } from '../store/bulk-items';
import { lockRows } from '../store/lock';
import { flagFrom, idsIn, instantFrom, toBinding, type Sql } from '../store/sql';
import type { Tx } from '../store/transaction';
import { holdersTable } from './addresses';

/**
 * Everything the people's rules ask about a batch of leads, with the contacts locked in id order before
 * anything is judged by them: two leads that share a contact and close at once must not both take the
 * other for open (X3).
 *
 * @param leadIds the batch; `leaving` are those of it that stop protecting by this operation (R7)
 */
export async function loadPeople(
  tx: Tx,
  request: {
    leadIds: readonly number[];
    leaving: readonly number[];
    restoring: readonly number[];
    settings: Settings;
    lock: boolean;
    /** The bulk job that this batch is of. */
    job?: number | undefined;
  },
): Promise<PeopleFacts> {
  const { leadIds, leaving, restoring, settings, lock, job } = request;
  const links = await loadLinks(tx, leadIds);
  const takenIds = await contactsTakenBy(tx, restoring);
  const contactIds = [...new Set([...links.map((link) => link.contactId), ...takenIds])];
  if (lock) await lockRows(tx, 'contact', contactIds);
  const contacts = await loadContacts(tx, contactIds);
  const protections =
    leaving.length === 0 ? [] : await loadProtections(tx, contactIds, leaving, settings, job);
  const taken = takenIds.flatMap((id) => contacts.get(id) ?? []);
  const facts = { links, contacts, protections, taken };
  if (job === undefined) return facts;
  return { ...facts, takenBefore: await takenByJob(tx, inactiveAmong(contacts), job) };
}

const inactiveAmong = (contacts: ReadonlyMap<number, ContactFact>): number[] =>
  [...contacts.values()].filter(({ active }) => !active).map(({ id }) => id);

/**
 * X2: those of the contacts whom the same bulk job has made inactive. A cross join for SQLite, and a job that no
 * index finds for PostgreSQL: both begin with the few contacts, and not with all that the job has done.
 */
async function takenByJob(
  tx: Tx,
  contactIds: readonly number[],
  job: number,
): Promise<Set<number>> {
  const these = idsIn(tx.dialect, 'c.id', contactIds);
  const rows = await tx.rows<{ id: number }>({
    sql: `select c.id from ${tx.quote(tx.table('contact').name)} c cross join ${tx.quote(tx.table('operation').name)} o where ${these.sql} and o.id = c.${tx.table('contact').own('inactivatedBy')} and o.bulk_job_id + 0 = ?`,
    bindings: [...these.bindings, job],
  });
  return new Set(rows.map(({ id }) => id));
}

interface LinkRow {
  id: number;
  lead_key: number;
  contact_key: number;
  active: unknown;
  primary_individual: unknown;
  primary_contact: unknown;
  relationship: MasterTypeKey | null;
}

async function loadLinks(tx: Tx, leadIds: readonly number[]): Promise<LinkFact[]> {
  const link = tx.table('lead-contact');
  const these = idsIn(tx.dialect, 'lc.lead_key', leadIds);
  const rows = await tx.rows<LinkRow>({
    // The master type, not the label: "Ehefrau" is a spouse, too (X12).
    sql: `select lc.id, lc.lead_key, lc.contact_key, lc.active, lc.primary_individual, lc.primary_contact, m.${tx.quote('key')} as relationship from ${tx.quote(link.name)} lc left join ${tx.quote(tx.table('dropdown-value').name)} v on v.id = lc.${link.own('relationshipType')} left join ${tx.quote(tx.table('master-type').name)} m on m.id = v.${tx.table('dropdown-value').own('masterType')} where ${these.sql} and lc.contact_key is not null order by lc.id`,
    bindings: these.bindings,
  });
  return rows.map((row) => ({
    id: row.id,
    leadId: row.lead_key,
    contactId: row.contact_key,
    active: flagFrom(row.active),
    primaryIndividual: flagFrom(row.primary_individual),
    primaryContact: flagFrom(row.primary_contact),
    relationship: row.relationship,
  }));
}

/** R12: the inactive contacts that an operation on one of these leads made so. */
async function contactsTakenBy(tx: Tx, leadIds: readonly number[]): Promise<number[]> {
  if (leadIds.length === 0) return [];
  const these = idsIn(tx.dialect, 'o.lead_id', leadIds);
  const rows = await tx.rows<{ id: number }>({
    sql: `select c.id from ${tx.quote(tx.table('operation').name)} o join ${tx.quote(tx.table('contact').name)} c on c.${tx.table('contact').own('inactivatedBy')} = o.id where ${these.sql} and c.active = ? order by c.id`,
    bindings: [...these.bindings, toBinding(tx.dialect, 'boolean', false)],
  });
  return rows.map((row) => row.id);
}

interface ContactRow {
  id: number;
  document_id: string;
  first_name: string | null;
  last_name: string | null;
  active: unknown;
  inactive_reason: InactiveReason | null;
  inactive_until: unknown;
  deceased: unknown;
  do_not_contact: unknown;
  operation_id: number | null;
  operation_document_id: string | null;
  operation_action: string | null;
  operation_lead_id: number | null;
  operation_lead_title: string | null;
  email: string | null;
  held: unknown;
  released_email: string | null;
  portal_user: number | null;
  portal_invited_at: unknown;
  phone: string | null;
  external_id: string | null;
  erased_at: unknown;
  merged_id: number | null;
  merged_document_id: string | null;
  merged_first_name: string | null;
  merged_last_name: string | null;
  company_id: number | null;
  company_document_id: string | null;
  company_name: string | null;
}

/** The contacts as the rules see them, by id. */
export async function loadContacts(
  tx: Tx,
  ids: readonly number[],
): Promise<Map<number, ContactFact>> {
  if (ids.length === 0) return new Map();
  const these = idsIn(tx.dialect, 'c.id', ids);
  const rows = await tx.rows<ContactRow>({
    sql: `select c.id, c.document_id, c.first_name, c.last_name, c.active, c.inactive_reason, c.inactive_until, c.deceased, c.do_not_contact, c.email, c.released_email, c.${tx.table('contact').own('portalUser')} as portal_user, c.portal_invited_at, c.phone, c.external_id, c.erased_at, w.id as merged_id, w.document_id as merged_document_id, w.first_name as merged_first_name, w.last_name as merged_last_name, co.id as company_id, co.document_id as company_document_id, co.name as company_name, h.id as held, o.id as operation_id, o.document_id as operation_document_id, o.action as operation_action, o.lead_id as operation_lead_id, l.title as operation_lead_title from ${tx.quote(tx.table('contact').name)} c left join ${tx.quote(tx.table('operation').name)} o on o.id = c.${tx.table('contact').own('inactivatedBy')} left join ${tx.quote(tx.table('lead').name)} l on l.id = o.lead_id left join ${holdersTable(tx)} h on h.kind = 'contact' and h.holder = c.id left join ${tx.quote(tx.table('contact').name)} w on w.id = c.${tx.table('contact').own('mergedInto')} left join ${tx.quote(tx.table('company').name)} co on co.id = c.${tx.table('contact').own('company')} where ${these.sql} order by c.id`,
    bindings: these.bindings,
  });
  return new Map(rows.map((row) => [row.id, contactFrom(row)]));
}

function contactFrom(row: ContactRow): ContactFact {
  const onLead = row.operation_lead_title === null ? '' : ` on lead "${row.operation_lead_title}"`;
  return {
    id: row.id,
    documentId: row.document_id,
    name: nameOf(row.first_name, row.last_name),
    firstName: row.first_name,
    lastName: row.last_name,
    phone: row.phone,
    company:
      row.company_id === null
        ? null
        : {
            id: row.company_id,
            documentId: row.company_document_id ?? '',
            label: row.company_name ?? '',
          },
    externalId: row.external_id,
    active: flagFrom(row.active),
    inactiveReason: row.inactive_reason,
    inactiveUntil: instantFrom(row.inactive_until),
    inactivatedBy:
      row.operation_id === null
        ? null
        : {
            id: row.operation_id,
            documentId: row.operation_document_id ?? '',
            label: `${row.operation_action ?? ''}${onLead}`,
          },
    inactivatedByLeadId: row.operation_lead_id,
    deceased: flagFrom(row.deceased),
    doNotContact: flagFrom(row.do_not_contact),
    email: row.email === '' ? null : row.email,
    emailHeld: row.held !== null || row.email === null || row.email === '',
    releasedEmail: row.released_email,
    portalUserId: row.portal_user,
    portalInvitedAt: instantFrom(row.portal_invited_at),
    mergedInto:
      row.merged_id === null
        ? null
        : {
            id: row.merged_id,
            documentId: row.merged_document_id ?? '',
            label: nameOf(row.merged_first_name, row.merged_last_name),
          },
    erasedAt: instantFrom(row.erased_at),
  };
}

const nameOf = (first: string | null, last: string | null): string =>
  [first, last].filter(Boolean).join(' ');

/** X70: the rows that have become part of these contacts. */
export async function mergedIntoThese(tx: Tx, ids: readonly number[]): Promise<number[]> {
  const contact = tx.table('contact');
  const these = idsIn(tx.dialect, contact.own('mergedInto'), ids);
  const rows = await tx.rows<{ id: number }>({
    sql: `select id from ${tx.quote(contact.name)} where ${these.sql} order by id`,
    bindings: these.bindings,
  });
  return rows.map(({ id }) => id);
}

interface ProtectionRow {
  contact_id: number;
  id: number;
  label: string | null;
}

export async function loadProtections(
  tx: Tx,
  contactIds: readonly number[],
  leaving: readonly number[],
  settings: Settings,
  job?: number,
): Promise<ProtectionFact[]> {
  if (contactIds.length === 0) return [];
  const { protectStaffAndCompanies, protectOpenOpportunities } = settings.cascade;
  return [
    ...(await protectingLeads(tx, contactIds, leaving)),
    ...(protectStaffAndCompanies ? await staffAmong(tx, contactIds) : []),
    ...(protectStaffAndCompanies ? await companiesOf(tx, contactIds, job) : []),
    ...(protectOpenOpportunities ? await opportunitiesOf(tx, contactIds) : []),
  ];
}

/**
 * R7: per contact one other lead that is active and open, qualified or won, and linked by a live link.
 * One is enough: a contact on thousands of leads costs no more than its first protecting one.
 */
export async function protectingLeads(
  tx: Tx,
  contactIds: readonly number[],
  leaving: readonly number[],
): Promise<ProtectionFact[]> {
  if (contactIds.length === 0) return [];
  const people = idsIn(tx.dialect, 'lc.contact_key', contactIds);
  const gone = idsIn(tx.dialect, 'l.id', leaving);
  const leads = tx.quote(tx.table('lead').name);
  const live = liveLinks(tx, people);
  const rows = await tx.rows<ProtectionRow>({
    sql: `select p.contact_id, p.id, l.title as label from (select lc.contact_key as contact_id, min(l.id) as id ${live.sql}${leaving.length === 0 ? '' : ` and not (${gone.sql})`} group by lc.contact_key) p join ${leads} l on l.id = p.id`,
    bindings: [...live.bindings, ...(leaving.length === 0 ? [] : gone.bindings)],
  });
  return rows.map((row) => protection('lead', row));
}

/** R7: the live links `lc` of these people to leads `l` that are active and open, qualified or won. */
export function liveLinks(tx: Tx, people: Sql): Sql {
  const yes = toBinding(tx.dialect, 'boolean', true);
  return {
    sql: `from ${tx.quote(tx.table('lead-contact').name)} lc join ${tx.quote(tx.table('lead').name)} l on l.id = lc.lead_key where ${people.sql} and lc.active = ? and l.active = ? and (l.outcome is null or l.outcome in ('qualified', 'won'))`,
    bindings: [...people.bindings, yes, yes],
  };
}

/** X7: contacts who are staff, by their portal login or their address. */
async function staffAmong(tx: Tx, contactIds: readonly number[]): Promise<ProtectionFact[]> {
  const these = idsIn(tx.dialect, 'c.id', contactIds);
  const contact = tx.table('contact');
  const member = tx.table('member');
  const rows = await tx.rows<ProtectionRow>({
    sql: `select c.id as contact_id, m.id, m.name as label from ${tx.quote(contact.name)} c join ${tx.quote(member.name)} m on (m.${member.own('apiUser')} = c.${contact.own('portalUser')} or m.email = lower(c.email)) where ${these.sql} and m.active = ?`,
    bindings: [...these.bindings, toBinding(tx.dialect, 'boolean', true)],
  });
  return rows.map((row) => protection('staff', row));
}

/**
 * X7: contacts who are the primary contact of a company. Not of one whose own lead an earlier batch of the
 * same bulk job has closed with this contact on it: as if all had been closed at once (X2).
 */
async function companiesOf(
  tx: Tx,
  contactIds: readonly number[],
  job?: number,
): Promise<ProtectionFact[]> {
  const key = tx.table('company').own('primaryContact');
  const these = idsIn(tx.dialect, `co.${key}`, contactIds);
  const closed: Sql =
    job === undefined
      ? { sql: '', bindings: [] }
      : {
          sql: ` and not exists (select 1 from ${tx.quote(tx.table(BULK_ITEM).name)} i join ${tx.quote(tx.table('lead').name)} l on l.id = i.lead_id join ${tx.quote(tx.table('lead-contact').name)} lc on lc.lead_key = l.id where i.job_id = ? and i.leaves = ? and l.${tx.table('lead').own('company')} = co.id and lc.contact_key = co.${key} and lc.active = ?)`,
          bindings: [
            job,
            toBinding(tx.dialect, 'boolean', true),
            toBinding(tx.dialect, 'boolean', true),
          ],
        };
  const rows = await tx.rows<ProtectionRow>({
    sql: `select co.${key} as contact_id, co.id, co.name as label from ${tx.quote(tx.table('company').name)} co where ${these.sql}${closed.sql} order by co.id`,
    bindings: [...these.bindings, ...closed.bindings],
  });
  return rows.map((row) => protection('company', row));
}

/** X8: contacts on a lead whose opportunity is still open. */
async function opportunitiesOf(tx: Tx, contactIds: readonly number[]): Promise<ProtectionFact[]> {
  const these = idsIn(tx.dialect, 'lc.contact_key', contactIds);
  const opportunity = tx.table('opportunity');
  const rows = await tx.rows<ProtectionRow>({
    sql: `select lc.contact_key as contact_id, o.id, o.name as label from ${tx.quote(tx.table('lead-contact').name)} lc join ${tx.quote(opportunity.name)} o on o.${opportunity.own('originatingLead')} = lc.lead_key left join ${tx.quote(tx.table('stage').name)} s on s.id = o.${opportunity.own('stage')} where ${these.sql} and lc.active = ? and (s.state is null or s.state = 'open') order by o.id`,
    bindings: [...these.bindings, toBinding(tx.dialect, 'boolean', true)],
  });
  return rows.map((row) => protection('opportunity', row));
}

const protection = (by: ProtectionFact['by'], row: ProtectionRow): ProtectionFact => ({
  contactId: row.contact_id,
  by,
  id: row.id,
  label: row.label ?? '',
});
