import { z } from 'zod';
import { contact as contactNamed, longText } from '../../kernel/fields';
import type { Change, Kept } from '../../kernel/plan';
import { refuse, refuseField, type Refusal } from '../../kernel/refusals';
import { THIS_OPERATION, type Ref, type Value } from '../../kernel/values';
import { contactAction } from '../action';
import type { MergeFacts, PointingRecord } from '../merging';
import { contactSubject, refuseMerged, type ContactFact } from '../model';
import { mergeLinks } from '../rules/merge-links';
import { fields, setActive } from '../rules/plan-people';

/**
 * X70: two contacts that are one person become one. The one addressed stays, and takes what the other has
 * where it has nothing of its own; links, groups, tasks, events and the login come along, and the stricter
 * consent holds. The other stays as an inactive row that says whose it is; its history is read with this one's.
 */
export const merge = contactAction({
  key: 'merge',
  words: { label: 'Merge another contact', done: 'merged two contacts into one' },
  grant: 'merge',
  input: z.strictObject({
    contact: contactNamed('Contact to merge into this one'),
    reason: longText('Reason'),
  }),
  whenInactive: true,
  bulk: false,

  decide({ contact, merging }) {
    if (merging === undefined) return refuseField('contact', 'There is no such contact.');
    const { other, merged, links, groups } = merging;
    const refusal = judge(contact, other);
    if (refusal !== null) return refusal;
    const [winner, loser] = [contactSubject(contact), contactSubject(other)];
    const stays = standing(contact, other);
    const takes = taken(contact, other);
    return {
      changes: [
        ...fields(contact, 'X70', takes),
        ...stays.changes,
        ...fields(contact, 'X70', {
          deceased: contact.deceased || other.deceased,
          doNotContact: contact.doNotContact || other.doNotContact,
        }),
        ...loginMoves(contact, other),
        ...left(contact, other, takes),
        ...merged.flatMap((one) => fields(one, 'X70', { mergedInto: contactRef(contact) })),
        ...mergeLinks(links, contactRef(contact), contactRef(other)),
        ...pointed(merging, contact),
        ...groups.flatMap((group) => regrouped(group, winner, loser)),
      ],
      kept: [...stays.kept, ...(stays.active ? [] : workOfInactive(merging))],
    };
  },
});

function judge(contact: ContactFact, other: ContactFact): Refusal | null {
  if (contact.erasedAt !== null || other.erasedAt !== null) return refuse('contact.erased');
  if (contact.id === other.id) {
    return refuseField('contact', 'A contact is not merged into itself. Choose another one.');
  }
  if (contact.portalUserId !== null && other.portalUserId !== null) {
    return refuseField(
      'contact',
      'Both have a login to the portal, and one person has one. Decide which login stays in use, set the contact with the other one inactive, and delete it.',
    );
  }
  return refuseMerged(other);
}

const contactRef = ({ id, documentId, name }: ContactFact): Ref => ({
  id,
  documentId,
  label: name,
});

/** What the one that stays has not, and the other has. */
function taken(contact: ContactFact, other: ContactFact): Record<string, Value> {
  return Object.fromEntries(
    (['firstName', 'phone', 'company', 'externalId', 'email'] as const).flatMap((field) => {
      // X30: an address that is no longer held for the other is somebody else's by now.
      const value = field === 'email' && !other.emailHeld ? null : other[field];
      return isEmpty(contact[field]) && !isEmpty(value) ? [[field, value]] : [];
    }),
  );
}

const isEmpty = (value: Value): boolean => value === null || value === '';

/** Who merges two wants one to work with; what keeps a person out holds, whichever of the two says so. */
function standing(
  contact: ContactFact,
  other: ContactFact,
): {
  readonly active: boolean;
  readonly changes: readonly Change[];
  readonly kept: readonly Kept[];
} {
  const stays = { active: contact.active, changes: [], kept: [] };
  const holds = [contact, other].find(isDead) ?? [contact, other].find(isOnHold);
  if (holds === contact) {
    if (!other.active) return stays;
    const why = contact.deceased ? 'the person has died' : 'the access is on credit hold';
    return { ...stays, kept: [keptAs(contact, `Stays inactive: ${why}.`)] };
  }
  if (holds === other) {
    return {
      active: false,
      changes: fields(contact, 'X70', {
        active: false,
        inactiveReason: other.deceased ? 'deceased' : 'credit-hold',
        inactiveUntil: other.deceased ? null : other.inactiveUntil,
        inactivatedBy: THIS_OPERATION,
      }),
      kept: [],
    };
  }
  if (contact.active || !other.active || contact.deceased || other.deceased) return stays;
  return { active: true, changes: setActive(contact, 'X70'), kept: [] };
}

const isDead = ({ active, deceased }: ContactFact): boolean => deceased && !active;
const isOnHold = ({ active, inactiveReason }: ContactFact): boolean =>
  !active && inactiveReason === 'credit-hold';

const keptAs = (contact: ContactFact, because: string): Kept => ({
  subject: contactSubject(contact),
  rule: 'X70',
  because,
});

const loginMoves = (contact: ContactFact, other: ContactFact): Change[] => {
  if (other.portalUserId === null) return [];
  const login: Ref = { id: other.portalUserId, documentId: '', label: other.email ?? other.name };
  const change = { field: 'portalUser', rule: 'X70' } as const;
  return [
    { ...change, subject: contactSubject(other), before: login, after: null },
    { ...change, subject: contactSubject(contact), before: null, after: login },
  ];
};

/** What remains of the other one: who it was, and into whom it went. Its address is free, and remembered. */
function left(
  contact: ContactFact,
  other: ContactFact,
  takes: Readonly<Record<string, Value>>,
): Change[] {
  const address =
    other.email === null || !other.emailHeld
      ? {}
      : { email: null, ...('email' in takes ? {} : { releasedEmail: other.email }) };
  return fields(other, 'X70', {
    active: false,
    inactiveReason: 'duplicate',
    inactiveUntil: null,
    inactivatedBy: THIS_OPERATION,
    mergedInto: contactRef(contact),
    ...address,
    ...('externalId' in takes ? { externalId: null } : {}),
  });
}

const POINTING_FIELD = {
  company: 'primaryContact',
  task: 'contact',
  'calendar-event': 'contact',
} as const satisfies Record<PointingRecord, string>;

const pointed = ({ other, pointing }: MergeFacts, contact: ContactFact): Change[] =>
  pointing.map(({ subject }) => ({
    subject,
    field: POINTING_FIELD[subject.record],
    before: contactRef(other),
    after: contactRef(contact),
    rule: 'X70',
  }));

function regrouped(group: MergeFacts['groups'][number], winner: Ref, loser: Ref): Change[] {
  const { hasBoth, id, documentId, label } = group;
  const subject = { record: 'contact-group', id, documentId, label } as const;
  const change = { subject, field: 'contacts', rule: 'X70' };
  const joins: Change = { ...change, before: null, after: winner, deed: 'joined' };
  return [{ ...change, before: loser, after: null, deed: 'left' }, ...(hasBoth ? [] : [joins])];
}

const workOfInactive = ({ pointing }: MergeFacts): Kept[] =>
  pointing
    .filter(({ open }) => open)
    .map(({ subject }) => ({
      subject,
      rule: 'X23',
      because: 'Goes to a contact who is inactive. Give it to somebody else.',
    }));
