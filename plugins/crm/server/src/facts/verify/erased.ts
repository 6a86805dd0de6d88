import { PERSONAL_CONTACT_FIELDS } from '../../../../core/contact/model';
import { ERASED_NAME } from '../../../../core/contact/rules/scrub';
import { PORTAL_INVITATION_MODEL } from '../../content-types/portal';
import type { Tx } from '../../store/transaction';
import { holdersTable } from '../addresses';
import { find, words, type Finding } from './finding';

/** `erased`: what is left in the row itself, beside it, and in what history calls them. */
export function findKnownErased(tx: Tx): Promise<Finding> {
  const { table, column, yes } = words(tx);
  const known = PERSONAL_CONTACT_FIELDS.filter((field) => field !== 'lastName').map(
    (field) => `${column('c', 'contact', field)} is not null`,
  );
  const invitations = tx.quote(tx.table(PORTAL_INVITATION_MODEL.uid).name);
  const erased = `from ${table('contact')} c where ${column('c', 'contact', 'erasedAt')} is not null`;
  const statements = [
    `select 'contact' as place, c.document_id ${erased} and (c.last_name <> ? or c.active = ${yes} or ${known.join(' or ')})`,
    `select 'contact.email' as place, c.document_id ${erased} and exists (select 1 from ${holdersTable(tx)} h where h.kind = 'contact' and h.holder = c.id)`,
    `select 'contact.portalInvitedAt' as place, c.document_id ${erased} and exists (select 1 from ${invitations} i where i.contact = c.id)`,
    `select 'change' as place, h.document_id from ${table('change')} h join ${table('contact')} c on c.id = h.record_id where h.record = 'contact' and ${column('c', 'contact', 'erasedAt')} is not null and h.record_label <> ?`,
  ];
  return find(tx, { sql: statements.join(' union all '), bindings: [ERASED_NAME, ERASED_NAME] });
}
