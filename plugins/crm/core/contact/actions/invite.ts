import { z } from 'zod';
import { refuse, refuseField } from '../../kernel/refusals';
import { contactAction } from '../action';
import { mayBeContacted } from '../rules/may-be-contacted';
import { fields } from '../rules/plan-people';

/**
 * P2: invites a contact to the portal. They get a mail with a link that works once and for some days, and
 * choose their own password. An earlier invitation ends with the next one.
 */
export const invite = contactAction({
  key: 'invite',
  words: { label: 'Invite to the portal', done: 'invited the contact to the portal' },
  grant: 'invite',
  input: z.strictObject({}),
  whenInactive: false,
  bulk: true,

  decide({ contact, now }) {
    if (!contact.active) return refuse('contact.inactive');
    if (mayBeContacted(contact) !== true) {
      return refuseField('contact', 'This person wants no contact; nothing is sent to them.');
    }
    if (contact.email === null) return refuseField('email', 'Give the contact an address first.');
    if (contact.portalUserId !== null) {
      return refuseField(
        'contact',
        'This contact has a login already. Who has forgotten the password asks for another one.',
      );
    }
    return { changes: fields(contact, 'P2', { portalInvitedAt: now.toISOString() }) };
  },
});
