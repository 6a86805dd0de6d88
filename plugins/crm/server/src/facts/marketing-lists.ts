import type { Ref } from '../../../core/kernel/values';
import type { ListFact } from '../../../core/lead/facts';
import { findIds, lockRows } from '../store/lock';
import { idsIn, textsIn, toBinding } from '../store/sql';
import type { Tx } from '../store/transaction';

/** The lists that an input names, with those of the leads that are on them (X40). */
export async function loadLists(
  tx: Tx,
  documentIds: readonly string[],
  leadIds: readonly number[],
): Promise<Map<string, ListFact>> {
  const list = tx.table('marketing-list');
  const link = list.column('leads');
  if (documentIds.length === 0 || link.kind !== 'linked') return new Map();
  // Two who add the same lead come one after the other.
  await lockRows(tx, 'marketing-list', [
    ...(await findIds(tx, 'marketing-list', documentIds)).values(),
  ]);
  const these = textsIn(tx.dialect, 'ml.document_id', documentIds);
  const leads = idsIn(tx.dialect, `h.${link.to}`, leadIds);
  const rows = await tx.rows<{
    id: number;
    document_id: string;
    name: string;
    lead_id: number | null;
  }>({
    sql: `select ml.id, ml.document_id, ml.name, h.${link.to} as lead_id from ${tx.quote(list.name)} ml left join ${tx.quote(link.table)} h on h.${link.from} = ml.id and ${leads.sql} where ${these.sql}`,
    bindings: [...leads.bindings, ...these.bindings],
  });
  const lists = new Map<string, ListFact & { leadIds: Set<number> }>();
  for (const { id, document_id: documentId, name, lead_id } of rows) {
    const known = lists.get(documentId) ?? { id, documentId, label: name, leadIds: new Set() };
    lists.set(documentId, known);
    if (lead_id !== null) known.leadIds.add(lead_id);
  }
  return lists;
}

/** Who on the leads must not be contacted, by lead (R30). */
export async function loadDoNotContact(
  tx: Tx,
  leadIds: readonly number[],
): Promise<Map<number, Ref[]>> {
  const link = tx.table('lead-contact');
  const these = idsIn(tx.dialect, `lc.${link.own('lead')}`, leadIds);
  const yes = toBinding(tx.dialect, 'boolean', true);
  const rows = await tx.rows<{
    lead_id: number;
    id: number;
    document_id: string;
    first_name: string | null;
    last_name: string | null;
  }>({
    sql: `select distinct lc.${link.own('lead')} as lead_id, c.id, c.document_id, c.first_name, c.last_name from ${tx.quote(link.name)} lc join ${tx.quote(tx.table('contact').name)} c on c.id = lc.${link.own('contact')} where ${these.sql} and lc.active = ? and c.do_not_contact = ? order by c.id`,
    bindings: [...these.bindings, yes, yes],
  });
  const people = new Map<number, Ref[]>();
  for (const row of rows) {
    const label = [row.first_name, row.last_name].filter(Boolean).join(' ');
    const known = people.get(row.lead_id) ?? [];
    people.set(row.lead_id, [...known, { id: row.id, documentId: row.document_id, label }]);
  }
  return people;
}
