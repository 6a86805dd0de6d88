import type { Core } from '@strapi/strapi';
import { acceptInput } from '../../../../core/contact/portal';
import { fields } from '../../../../core/contact/rules/plan-people';
import { contactSubject, type ContactFact } from '../../../../core/contact/model';
import { parseInput } from '../../../../core/kernel/action';
import { SYSTEM } from '../../../../core/kernel/actor';
import { isRefusal, refuseField } from '../../../../core/kernel/refusals';
import { loadContacts } from '../../facts/people';
import { lockRows } from '../../store/lock';
import { findInvitation, forgetInvitations } from '../../store/portal-invitations';
import { inTransaction, type Tx } from '../../store/transaction';
import { becomingLoginOf } from '../addresses/claim';
import { carryOut } from '../carry-out';
import { Refused } from '../refused';

/** One sentence for whatever is wrong with it: who holds an old one learns nothing. */
const NO_INVITATION = refuseField(
  'token',
  'This invitation is not valid any more. Ask whoever invited you for a new one.',
);

/**
 * P2: makes the login that a contact was invited to. The token is used up; the address and the role are the
 * contact's and the portal's, whatever the request says.
 *
 * @returns the address to log in with
 */
export async function acceptInvitation(
  strapi: Core.Strapi,
  raw: unknown,
  now: Date,
): Promise<{ email: string }> {
  const input = parseInput(acceptInput, raw);
  if (isRefusal(input)) throw new Refused(input);
  return inTransaction(strapi, async (tx) => {
    const contact = await invited(tx, input.token, now);
    const user = await becomingLoginOf.run(contact.id, () =>
      makeLogin(strapi, contact.email, input.password),
    );
    const login = { id: user, documentId: '', label: contact.email };
    const plan = {
      subject: contactSubject(contact),
      access: 'invite',
      changes: fields(contact, 'P2', { portalUser: login }),
      kept: [],
    };
    const actor = { ...SYSTEM, name: contact.name };
    const deed = { action: 'accept-invitation', actor, door: 'rest' as const, input: {}, now };
    await carryOut(tx, deed, [{ plan, number: null }]);
    await forgetInvitations(tx, [contact.id]);
    return { email: contact.email };
  });
}

/** The contact of an invitation that still stands, locked: a link is used once, however often it is pressed. */
async function invited(tx: Tx, token: string, now: Date): Promise<ContactFact & { email: string }> {
  const first = await findInvitation(tx, token);
  if (first === undefined) throw new Refused(NO_INVITATION);
  await lockRows(tx, 'contact', [first.contact]);
  const invitation = await findInvitation(tx, token);
  const contact = (await loadContacts(tx, [first.contact])).get(first.contact);
  if (
    invitation === undefined ||
    invitation.expiresAt <= now.toISOString() ||
    contact === undefined ||
    !contact.active ||
    contact.portalUserId !== null ||
    contact.email === null
  ) {
    throw new Refused(NO_INVITATION);
  }
  return { ...contact, email: contact.email };
}

async function makeLogin(strapi: Core.Strapi, email: string, password: string): Promise<number> {
  const role = await strapi.db
    .query('plugin::users-permissions.role')
    .findOne({ where: { type: 'crm_portal' } });
  const user: { id: number } = await strapi.plugin('users-permissions').service('user').add({
    username: email,
    email,
    password,
    provider: 'local',
    confirmed: true,
    blocked: false,
    role: role.id,
  });
  return user.id;
}
