import { z } from 'zod';
import { refuse, refuseField } from '../../kernel/refusals';
import { contactAction } from '../action';
import { fields } from '../rules/plan-people';

/**
 * P13, X29: an inactive contact gives its address up, so that somebody else can have it. It is remembered:
 * set active again, the contact takes it back if it is still free.
 */
export const releaseEmail = contactAction({
  key: 'release-email',
  words: { label: 'Give up the e-mail address', done: 'gave up the e-mail address' },
  grant: 'edit',
  input: z.strictObject({}),
  whenInactive: true,
  bulk: true,

  decide({ contact }) {
    if (contact.active) return refuse('contact.active', { because: STILL_ACTIVE });
    if (contact.email === null) {
      return refuseField('email', 'This contact has no address to give up.');
    }
    if (contact.portalUserId !== null) {
      return refuseField(
        'email',
        'The login to the portal goes by this address. It is free once the contact is deleted.',
      );
    }
    return { changes: fields(contact, 'P13', { email: null, releasedEmail: contact.email }) };
  },
});

const STILL_ACTIVE = 'Only an inactive contact gives its address up. Set it inactive first.';
