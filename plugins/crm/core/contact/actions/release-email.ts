import { z } from 'zod';
import { refuse, refuseField, type Refusal } from '../../kernel/refusals';
import { contactAction } from '../action';
import type { ContactFact } from '../model';
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
    const refusal = refuseRelease(contact);
    if (refusal !== null) return refusal;
    return { changes: fields(contact, 'P13', { email: null, releasedEmail: contact.email }) };
  },
});

/** Nothing is asked for this, so that the contact alone says whether it can be had. */
export function refuseRelease(contact: ContactFact): Refusal | null {
  if (contact.active) return refuse('contact.active', { because: STILL_ACTIVE });
  if (contact.email === null) {
    return refuseField('email', 'This contact has no address to give up.');
  }
  return contact.portalUserId === null
    ? null
    : refuseField(
        'email',
        'The login to the portal goes by this address. It is free once the contact is deleted.',
      );
}

const STILL_ACTIVE = 'Only an inactive contact gives its address up. Set it inactive first.';
