import { z } from 'zod';
import type { Change } from '../../kernel/plan';
import { THIS_OPERATION } from '../../kernel/values';
import { contactAction } from '../action';
import { contactSubject, type ContactFact } from '../model';
import { fields } from '../rules/plan-people';
import { ERASED_NAME } from '../rules/scrub';

/**
 * R29: removes what is known of a person, for good and everywhere. The row stays without anything of
 * theirs, inactive and written to by nobody, so that every count holds. Done again, it changes nothing.
 */
export const erase = contactAction({
  key: 'erase',
  words: { label: 'Erase for good', done: 'erased the person' },
  grant: 'erase',
  input: z.strictObject({}),
  whenInactive: true,
  bulk: true,

  decide({ contact, now, merged = [] }) {
    // X70: whoever was merged into them is the same person.
    const going = [contact, ...merged].filter(({ erasedAt }) => erasedAt === null);
    return { changes: going.flatMap((one) => erased(one, now)) };
  },
});

const erased = (contact: ContactFact, now: Date): Change[] => [
  ...fields(contact, 'R29', {
    firstName: null,
    lastName: ERASED_NAME,
    email: null,
    phone: null,
    company: null,
    externalId: null,
    releasedEmail: null,
    portalInvitedAt: null,
    doNotContact: true,
    erasedAt: now.toISOString(),
  }),
  ...loginGoes(contact),
  // From now on this keeps them down: nothing that is undone or reopened brings them back (R12).
  ...fields(contact, 'R29', {
    active: false,
    inactiveReason: contact.inactiveReason ?? 'other',
    inactiveUntil: null,
    inactivatedBy: THIS_OPERATION,
  }),
];

const loginGoes = (contact: ContactFact): Change[] =>
  contact.portalUserId === null
    ? []
    : [
        {
          subject: contactSubject(contact),
          field: 'portalUser',
          before: { id: contact.portalUserId, documentId: '', label: contact.email ?? '' },
          after: null,
          rule: 'R29',
        },
      ];
