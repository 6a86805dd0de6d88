import { mayDo, type Actor } from '../../../../core/kernel/actor';
import { refuse, type Refusal } from '../../../../core/kernel/refusals';
import { findIds } from '../../store/lock';
import { readAttributes } from '../../store/read';
import { idsIn, toBinding } from '../../store/sql';
import { reading, type Tx } from '../../store/transaction';
import type { Request } from '../context';
import { Refused } from '../refused';

/** P10, R29: a contact is deleted only when it is inactive and on no open lead, by whoever may edit it. */
export async function judgeDeletion(
  tx: Tx,
  ids: readonly number[],
  actor: Actor,
): Promise<Refusal | null> {
  const rows = await readAttributes(tx, 'contact', ids, ['active']);
  if ([...rows.values()].some(({ active }) => active === true)) return refuse('contact.active');
  const leads = await openLeadsOf(tx, ids);
  if (leads.length > 0) {
    return refuse('contact.on-open-lead', { lead: leads[0]?.title, leads });
  }
  return mayDo(actor, 'edit', null);
}

/**
 * The same asked beforehand, of one contact.
 *
 * @throws Refused with `record.missing`
 */
export const askAboutDeletion = (
  { strapi, actor }: Request,
  documentId: string,
): Promise<Refusal | null> =>
  reading(strapi, async (tx) => {
    const id = (await findIds(tx, 'contact', [documentId])).get(documentId);
    if (id === undefined) throw new Refused(refuse('record.missing'));
    return judgeDeletion(tx, [id], actor);
  });

/** As many as a sentence can name. */
const NAMED = 20;

/** P10, X26: the open leads that the contacts are on. */
async function openLeadsOf(
  tx: Tx,
  ids: readonly number[],
): Promise<{ documentId: string; title: string }[]> {
  const links = tx.table('lead-contact');
  const these = idsIn(tx.dialect, `lc.${links.own('contact')}`, ids);
  const yes = toBinding(tx.dialect, 'boolean', true);
  const rows = await tx.rows<{ document_id: string; title: string }>({
    sql: `select distinct l.id, l.document_id, l.title from ${tx.quote(links.name)} lc join ${tx.quote(tx.table('lead').name)} l on l.id = lc.${links.own('lead')} where ${these.sql} and lc.active = ? and l.active = ? and l.status = 'open' order by l.id limit ${NAMED}`,
    bindings: [...these.bindings, yes, yes],
  });
  return rows.map(({ document_id, title }) => ({ documentId: document_id, title }));
}
