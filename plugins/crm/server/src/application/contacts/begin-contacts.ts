import { contactSubject } from '../../../../core/contact/model';
import { loadContacts } from '../../facts/people';
import { recordChanges, recordOperations, type Deed } from '../../reactions/history';
import type { Tx } from '../../store/transaction';

/** P4: the history of a contact begins with its being there, as a lead's does. */
export async function beginContacts(tx: Tx, deed: Deed, ids: readonly number[]): Promise<void> {
  const contacts = [...(await loadContacts(tx, ids)).values()];
  const plans = contacts.map((contact) => {
    const subject = contactSubject(contact);
    const begins = { subject, field: 'active', before: null, after: true, rule: 'P4' };
    return { plan: { subject, access: 'edit', changes: [begins], kept: [] }, number: null };
  });
  await recordChanges(tx, await recordOperations(tx, deed, plans), deed.now);
}
