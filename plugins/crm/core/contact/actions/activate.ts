import { z } from 'zod';
import { longText } from '../../kernel/fields';
import { contactAction } from '../action';
import { contactSubject } from '../model';
import { fields, setActive } from '../rules/plan-people';

/** P5, P9: sets a contact active again; everything from before is there as it was. */
export const activate = contactAction({
  key: 'activate',
  words: { label: 'Set active', done: 'set the contact active' },
  grant: 'activate',
  input: z.strictObject({ reason: longText('Reason') }),
  whenInactive: true,
  bulk: true,

  decide({ contact }) {
    if (contact.active) return { changes: [] };
    const changes = setActive(contact, 'P9');
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
