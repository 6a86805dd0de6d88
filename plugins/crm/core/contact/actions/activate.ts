import { z } from 'zod';
import { emailAddress, longText } from '../../kernel/fields';
import { refuse, refuseField } from '../../kernel/refusals';
import { contactAction } from '../action';
import { contactSubject } from '../model';
import { fields, setActive } from '../rules/plan-people';

/** P5, P9: sets a contact active again; everything from before is there as it was. */
export const activate = contactAction({
  key: 'activate',
  words: { label: 'Set active', done: 'set the contact active' },
  grant: 'activate',
  input: z.strictObject({
    reason: longText('Reason'),
    email: emailAddress(
      'New e-mail address',
      'Only where somebody else has the address by now; left empty, the contact comes back without one.',
    ),
  }),
  whenInactive: true,
  bulk: true,

  decide({ contact }, { email }) {
    if (contact.erasedAt !== null) return refuse('contact.erased');
    if (contact.active) {
      return email === undefined || email === contact.email
        ? { changes: [] }
        : refuseField('email', 'The contact is active. Change the address in its form.');
    }
    // X29: the address that it gave up comes back with it, unless a new one was chosen.
    const address = email === undefined ? (contact.email ?? contact.releasedEmail) : email;
    const changes = [
      ...setActive(contact, 'P9'),
      ...fields(contact, 'X29', { email: address, releasedEmail: null }),
    ];
    if (!contact.deceased) return { changes };
    return {
      changes: [...changes, ...fields(contact, 'P9', { deceased: false })],
      kept: [
        {
          subject: contactSubject(contact),
          rule: 'R30',
          because:
            'Stays on do-not-contact. Undo the operation that recorded the death to restore the earlier consent.',
        },
      ],
    };
  },
});
