import { contactSubject } from '../../../../core/contact/model';
import type { Plan } from '../../../../core/kernel/plan';
import { loadContacts } from '../../facts/people';
import { recordChanges, recordOperations } from '../../reactions/history';
import { forgetInvitations } from '../../store/portal-invitations';
import { loginsOf, removeLogins } from '../../store/portal-logins';
import type { Tx } from '../../store/transaction';
import { releaseAddresses } from '../addresses/claim';
import type { Request } from '../context';

/**
 * P11, X26: what goes with contacts that are deleted, and what stays of them: a line of history that says
 * that they were there. What they did and what was done with them stays as it was.
 */
export async function leaveForGood(
  tx: Tx,
  { actor, door, now }: Request,
  ids: readonly number[],
): Promise<void> {
  await removePortalAccess(tx, ids);
  const contacts = [...(await loadContacts(tx, ids)).values()];
  const plans = contacts.map((contact): { plan: Plan; number: null } => {
    const subject = contactSubject(contact);
    const active = { subject, field: 'active', before: false, after: null, rule: 'P11' };
    return {
      plan: { subject, access: 'edit', changes: [{ ...active, deed: 'removed' }], kept: [] },
      number: null,
    };
  });
  const deed = { action: 'delete', actor, door, input: {}, now };
  await recordChanges(tx, await recordOperations(tx, deed, plans), now);
}

async function removePortalAccess(tx: Tx, contacts: readonly number[]): Promise<void> {
  const users = (await loginsOf(tx, contacts)).map(({ user }) => user);
  await removeAccess(tx, { contacts, users });
}

/** The login goes, and with it every session; the address of the login is free. */
export async function removeAccess(
  tx: Tx,
  { contacts, users }: { contacts: readonly number[]; users: readonly number[] },
): Promise<void> {
  await releaseAddresses(tx, 'api-user', users);
  await removeLogins(tx, users);
  await forgetInvitations(tx, contacts);
}
