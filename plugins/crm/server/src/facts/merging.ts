import type {
  MergedLink,
  MergeFacts,
  Pointing,
  PointingRecord,
} from '../../../core/contact/merging';
import { readAttributes } from '../store/read';
import { flagFrom, idsIn, type Binding } from '../store/sql';
import type { Tx } from '../store/transaction';
import { loadContacts, mergedIntoThese } from './people';

/** The leads that merging these contacts reaches: those they are on, and those of what is given to them. */
export async function leadsToMerge(tx: Tx, contacts: readonly number[]): Promise<number[]> {
  const parts = (['lead-contact', 'task', 'calendar-event'] as const).map((record) => {
    const table = tx.table(record);
    const [lead, contact] = [table.own('lead'), table.own('contact')];
    const these = idsIn(tx.dialect, contact, contacts);
    return {
      sql: `select ${lead} as id from ${tx.quote(table.name)} where ${these.sql} and ${lead} is not null`,
      bindings: these.bindings,
    };
  });
  const rows = await tx.rows<{ id: number }>({
    sql: parts.map(({ sql }) => sql).join(' union '),
    bindings: parts.flatMap(({ bindings }) => bindings),
  });
  return rows.map(({ id }) => id);
}

/** The leads that these links are of. */
export async function leadsOfLinks(tx: Tx, links: readonly number[]): Promise<number[]> {
  const rows = await readAttributes(tx, 'lead-contact', links, ['lead']);
  return [...rows.values()].flatMap(({ lead }) => (typeof lead === 'number' ? [lead] : []));
}

/**
 * What merging `other` into `winner` is judged by, in a fixed number of statements however much there is.
 * Whoever wants to write has locked the leads and both contacts.
 */
export async function loadMergeFacts(
  tx: Tx,
  winner: number,
  other: number,
  lock: boolean,
): Promise<MergeFacts | undefined> {
  const loaded = (await loadContacts(tx, [other])).get(other);
  if (loaded === undefined) return undefined;
  return {
    other: loaded,
    links: await linksOf(tx, [winner, other]),
    pointing: [
      ...(await pointingTo(tx, 'company', other, lock)),
      ...(await pointingTo(tx, 'task', other, lock)),
      ...(await pointingTo(tx, 'calendar-event', other, lock)),
    ],
    groups: await groupsOf(tx, winner, other),
    merged: [...(await loadContacts(tx, await mergedIntoThese(tx, [other]))).values()],
  };
}

interface LinkRow {
  id: number;
  document_id: string;
  lead_key: number;
  title: string | null;
  contact_key: number;
  active: unknown;
  primary_individual: unknown;
  primary_contact: unknown;
  value_id: number | null;
  value_document_id: string | null;
  value_label: string | null;
}

async function linksOf(tx: Tx, contacts: readonly number[]): Promise<MergedLink[]> {
  const link = tx.table('lead-contact');
  const these = idsIn(tx.dialect, 'lc.contact_key', contacts);
  const rows = await tx.rows<LinkRow>({
    sql: `select lc.id, lc.document_id, lc.lead_key, l.title, lc.contact_key, lc.active, lc.primary_individual, lc.primary_contact, v.id as value_id, v.document_id as value_document_id, v.label as value_label from ${tx.quote(link.name)} lc join ${tx.quote(tx.table('lead').name)} l on l.id = lc.lead_key left join ${tx.quote(tx.table('dropdown-value').name)} v on v.id = lc.${link.own('relationshipType')} where ${these.sql} order by lc.id`,
    bindings: these.bindings,
  });
  return rows.map((row) => ({
    id: row.id,
    documentId: row.document_id,
    leadId: row.lead_key,
    leadTitle: row.title ?? '',
    contactId: row.contact_key,
    active: flagFrom(row.active),
    primaryIndividual: flagFrom(row.primary_individual),
    primaryContact: flagFrom(row.primary_contact),
    relationshipType:
      row.value_id === null
        ? null
        : {
            id: row.value_id,
            documentId: row.value_document_id ?? '',
            label: row.value_label ?? '',
          },
  }));
}

/** How each points to a contact, what it is called, and when it is work that is not done yet. */
const POINTING: Readonly<Record<PointingRecord, { field: string; label: string; open: string }>> = {
  company: { field: 'primaryContact', label: 'name', open: '0' },
  task: { field: 'contact', label: 'title', open: "case when status = 'open' then 1 else 0 end" },
  'calendar-event': {
    field: 'contact',
    label: 'title',
    open: 'case when completed_at is null and cancelled_at is null then 1 else 0 end',
  },
};

async function pointingTo(
  tx: Tx,
  record: PointingRecord,
  contact: number,
  lock: boolean,
): Promise<Pointing[]> {
  const table = tx.table(record);
  const { field, label, open } = POINTING[record];
  const rows = await tx.rows<{ id: number; document_id: string; label: string; open: unknown }>({
    // A company is edited without its people: its row is locked here.
    sql: `select id, document_id, ${label} as label, ${open} as ${tx.quote('open')} from ${tx.quote(table.name)} where ${table.own(field)} = ? order by id${lock && tx.dialect !== 'sqlite' ? ' for update' : ''}`,
    bindings: [contact],
  });
  return rows.map((row) => ({
    subject: { record, id: row.id, documentId: row.document_id, label: row.label },
    open: Number(row.open) === 1,
  }));
}

async function groupsOf(tx: Tx, winner: number, other: number): Promise<MergeFacts['groups']> {
  const link = tx.table('contact-group').column('contacts');
  if (link.kind !== 'linked') throw new Error('The members of a group are no links.');
  const member = `from ${tx.quote(link.table)} l where l.${tx.quote(link.from)} = g.id and l.${tx.quote(link.to)} = ?`;
  const bindings: Binding[] = [winner, other];
  const rows = await tx.rows<{ id: number; document_id: string; name: string; both: unknown }>({
    sql: `select g.id, g.document_id, g.name, (select count(*) ${member}) as ${tx.quote('both')} from ${tx.quote(tx.table('contact-group').name)} g where exists (select 1 ${member}) order by g.id`,
    bindings,
  });
  return rows.map((row) => ({
    id: row.id,
    documentId: row.document_id,
    label: row.name,
    hasBoth: Number(row.both) > 0,
  }));
}
