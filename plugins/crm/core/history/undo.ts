import { isOfRequest } from '../close-request/request';
import { voidedBy } from '../close-request/voiding';
import type { ContactFact, ProtectionFact } from '../contact/model';
import type { Change, Kept, Plan, Subject } from '../kernel/plan';
import { refuse, type Refusal } from '../kernel/refusals';
import { isRef, sameValue, type Ref, type Value } from '../kernel/values';
import type { LeadFact } from '../lead/model';
import { protectsContacts, standing } from '../lead/rules/closing';

export interface UndoFacts {
  /** What the operation changed, as history holds it. */
  readonly changes: readonly Change[];
  readonly subject: Subject;
  readonly access: string;
  /** What those fields hold today, of a record made by the operation all of them; what is gone is missing. */
  readonly current: ReadonlyMap<string, Readonly<Record<string, Value>>>;
  /** Records that this operation made and others have come to point to, by key. */
  readonly usedElsewhere: ReadonlySet<string>;
  /** Who is on a list today, of those whom the operation put on or took off (memberKey). */
  readonly members: ReadonlySet<string>;
  /** Contacts that have been erased since: nothing brings anything of theirs back (R29). */
  readonly erased: ReadonlySet<number>;
  /** Contacts that are part of another one by now, with the name of that one (X70). */
  readonly merged: ReadonlyMap<number, string>;
  /** What undoing would point to again and is no longer there (pointKey). */
  readonly gone: ReadonlySet<string>;
  /** May what is undone be done to an inactive lead (R10)? Then it may be undone on one. */
  readonly whenInactive: boolean;
  /** Members who are inactive by now: nothing goes back to them (X31). */
  readonly inactive: ReadonlySet<number>;
  /** Contacts whose e-mail address has been given up since: they come back by hand (X29). */
  readonly addressless: ReadonlySet<number>;
  /** Active leads that keep contacts active which undoing would make inactive (R7). */
  readonly protections: readonly ProtectionFact[];
  /** The lead whose operation this is, as it stands today. */
  readonly lead?: LeadFact | undefined;
  readonly now: Date;
}

/** What began a record is not undone: leads are closed, not deleted (R29). */
export const NOT_UNDOABLE: readonly string[] = [
  'create',
  'import',
  // P11, R29: for good means for good. A login that somebody made is theirs to keep.
  'delete',
  'delete-event',
  'delete-task',
  'erase',
  'accept-invitation',
];

/** Can undoing find anything to restore? What was asked or decided about a close request stays (I10). */
export const isUndoable = (
  action: string,
  changes: readonly { readonly record: string; readonly field: string }[],
): boolean =>
  !NOT_UNDOABLE.includes(action) &&
  changes.some(({ record, field }) => !isOfRequest({ subject: { record }, field }));

export const recordKey = ({ record, id }: Pick<Subject, 'record' | 'id'>): string =>
  `${record}:${id}`;

/** The one whom a change puts on a list or takes off it. */
export const memberOf = ({ deed, before, after }: Change): Ref | null => {
  const member = deed === 'left' ? before : after;
  return isRef(member) ? member : null;
};

export const memberKey = (change: Change): string =>
  `${recordKey(change.subject)}:${change.field}:${memberOf(change)?.id ?? 0}`;

/** Where a change points back to: a stage that was deleted since cannot be gone back to (X67). */
export const pointKey = ({ subject, field, before }: Change): string =>
  `${subject.record}.${field}:${isRef(before) ? before.id : 0}`;

interface Undone {
  readonly inverted: readonly Change[];
  readonly kept: readonly Kept[];
  readonly changed: readonly string[];
}

/**
 * The plan that restores what an operation changed, exactly, or a refusal that names what has changed
 * since. All or nothing: half an undo would be a state that nobody ever saw. Only a record that the
 * operation made may stay: once somebody has worked on it, it is unlinked, and said to be left.
 */
export function planUndo(whole: UndoFacts): Plan | Refusal {
  // I10: a request that is settled stays so; what was asked or decided is not undone with the rest.
  const ofRequest = whole.changes.filter(isOfRequest);
  const ofErased = whole.changes.filter((change) => isOfErased(change, whole.erased));
  // A merge is of two: with one of them erased, nothing of the other comes out of it again.
  if (ofErased.length > 0 && isOfMerge(whole.changes)) {
    return refuse('operation.conflict', { because: whyNothing(ofRequest, ofErased) });
  }
  const facts = {
    ...whole,
    changes: whole.changes.filter(
      (change) => !isOfRequest(change) && !isOfErased(change, whole.erased),
    ),
  };
  const { changes, subject, access, protections, lead } = facts;
  const deleted = whatIsDeleted(facts);
  if (deleted !== null) {
    const because = `${nameOf(deleted)} has been deleted since, for good. What was done with it before is not undone any more.`;
    return refuse('operation.conflict', { because });
  }
  const parts = [
    undoneFields(facts),
    undoneMemberships(facts),
    undoneCreations(facts),
    undoneRemovals(facts),
  ];
  const inverted = parts.flatMap((part) => part.inverted);
  const changed = parts.flatMap((part) => part.changed);
  if (lead !== undefined) changed.push(...closedOtherwise(lead, changes));
  changed.push(...protectedContacts(inverted, protections), ...mergedSince(facts));
  if (changed.length > 0) return refuse('operation.conflict', { changed: [...new Set(changed)] });
  if (lead !== undefined && !facts.whenInactive && staysInactive(lead, inverted)) {
    return refuse('lead.inactive', { title: lead.title });
  }
  if (inverted.length === 0) {
    return refuse('operation.conflict', {
      because: whyNothing(ofRequest, ofErased),
    });
  }
  const plan = {
    subject,
    access,
    changes: inverted,
    kept: [
      ...parts.flatMap((part) => part.kept),
      ...requestStays(subject, ofRequest),
      ...erasedStay(ofErased),
    ],
  };
  return lead === undefined ? plan : voiding(plan, lead, facts.now);
}

/** The record that all of this is about, where it is gone: nothing of it can be restored. */
function whatIsDeleted({ changes, current }: UndoFacts): Subject | null {
  const [first, ...others] = new Map(
    changes.map(({ subject }) => [recordKey(subject), subject]),
  ).values();
  const isOne = first !== undefined && others.length === 0;
  const isSet = changes.every(({ deed }) => deed === undefined);
  return isOne && isSet && !current.has(recordKey(first)) ? first : null;
}

/** R10: undoing, too, leaves an inactive lead alone, unless it sets the lead active. */
const staysInactive = (lead: LeadFact, inverted: readonly Change[]): boolean =>
  !lead.active &&
  !inverted.some(
    ({ subject, field, after }) =>
      subject.record === 'lead' && subject.id === lead.id && field === 'active' && after === true,
  );

function whyNothing(ofRequest: readonly Change[], ofErased: readonly Change[]): string {
  if (ofErased.length > 0) {
    return 'The person has been erased since, for good. Nothing of what was done with them comes back.';
  }
  return ofRequest.length > 0
    ? 'What is asked or decided is not undone. While the request waits, whoever asked can withdraw it.'
    : 'There is nothing left to undo in this operation.';
}

/** Has this operation merged contacts, or taken them apart again? */
export const isOfMerge = (changes: readonly Change[]): boolean =>
  changes.some(({ field }) => field === 'mergedInto');

/** The contacts that undoing would write to, or point to again. */
export const contactsReached = (changes: readonly Change[]): Ref[] =>
  changes.flatMap(({ subject, field, before }) => [
    ...(subject.record === 'contact' ? [subject] : []),
    ...(CONTACT_FIELDS.has(field) && isRef(before) ? [before] : []),
  ]);

const CONTACT_FIELDS: ReadonlySet<string> = new Set(['contact', 'primaryContact', 'mergedInto']);

/** X70: what became part of another contact is left alone, unless this very operation takes it out again. */
function mergedSince({ changes, merged }: UndoFacts): string[] {
  const parted = new Set(
    changes.flatMap(({ field, before, subject }) =>
      field === 'mergedInto' && before === null ? [subject.id] : [],
    ),
  );
  return contactsReached(changes).flatMap(({ id, label }) => {
    const into = merged.get(id);
    return into === undefined || parted.has(id) ? [] : [`${label} has been merged into ${into}`];
  });
}

const isOfErased = ({ subject }: Change, erased: ReadonlySet<number>): boolean =>
  subject.record === 'contact' && erased.has(subject.id);

const erasedStay = (changes: readonly Change[]): Kept[] => {
  const people = new Map(changes.map(({ subject }) => [subject.id, subject]));
  return [...people.values()].map((subject) => ({
    subject,
    rule: 'R29',
    because: 'Stays as it is: the person has been erased.',
  }));
};

const requestStays = (subject: Subject, changes: readonly Change[]): Kept[] =>
  changes.length === 0
    ? []
    : [{ subject, rule: 'R16', because: 'What became of the request to close it stays.' }];

/** R16, X47: undoing, too, may give the lead to somebody else, or close it. */
function voiding(plan: Plan, lead: LeadFact, now: Date): Plan {
  const set = plan.changes.filter(
    ({ subject, deed }) =>
      subject.record === 'lead' && subject.id === lead.id && deed === undefined,
  );
  const voided = voidedBy(lead, set, now);
  if (voided === null) return plan;
  const before = lead.pendingCloseRequest;
  const lifted = voided.set.map(
    (setting): Change => ({ subject: plan.subject, before, ...setting }),
  );
  return {
    ...plan,
    changes: [...plan.changes, ...lifted, ...voided.changes],
    tells: voided.tells,
  };
}

function undoneFields({ changes, current, gone, inactive, addressless }: UndoFacts): Undone {
  const returning = changes.flatMap(({ subject, field }) =>
    subject.record === 'contact' && field === 'releasedEmail' ? [subject.id] : [],
  );
  const isAddressless = ({ id }: Subject): boolean =>
    addressless.has(id) && !returning.includes(id);
  const inverted: Change[] = [];
  const kept: Kept[] = [];
  const changed: string[] = [];
  for (const change of changes) {
    if (change.deed !== undefined) continue;
    const now = current.get(recordKey(change.subject));
    if (now === undefined) {
      changed.push(`${nameOf(change.subject)} has been deleted`);
      continue;
    }
    const today = now[change.field] ?? null;
    if (gone.has(pointKey(change))) {
      changed.push(`${change.subject.label}: ${change.field} ${words(change.before)} is gone`);
    } else if (isHandedTo(change, inactive)) {
      changed.push(`${change.subject.label}: ${words(change.before)} is inactive by now`);
    } else if (bringsBack(change) && isAddressless(change.subject)) {
      changed.push(`${change.subject.label}: the e-mail address has been given up`);
    } else if (sameValue(today, change.after))
      inverted.push({ ...change, before: today, after: change.before, rule: 'undo' });
    // Of a link all of it goes back or nothing: a flag that was taken off may be somebody else's by now (X14).
    else if (sameValue(today, change.before) && change.subject.record !== 'lead-contact') {
      kept.push(isBack(change.subject, change.field));
    } else changed.push(`${change.subject.label}: ${change.field} is now ${words(today)}`);
  }
  return { inverted, kept, changed };
}

/** X26: of a contact that is deleted nobody says who it was. */
const nameOf = ({ record, label }: Subject): string =>
  record === 'contact' ? 'The contact' : `"${label}"`;

/** X31: nothing is given to somebody inactive, by whichever way. */
const isHandedTo = (change: Change, inactive: ReadonlySet<number>): boolean =>
  memberBefore(change).some((id) => inactive.has(id));

/** The member to whom undoing would give something back. */
export const memberBefore = ({ field, before }: Change): number[] =>
  HELD_BY.has(field) && isRef(before) ? [before.id] : [];

const HELD_BY: ReadonlySet<string> = new Set(['owner', 'assignee', 'responsible']);

/** Would undoing set a contact active again? */
const bringsBack = ({ subject, field, before }: Change): boolean =>
  subject.record === 'contact' && field === 'active' && before === true;

const isBack = (subject: Subject, what: string): Kept => ({
  subject,
  rule: 'undo',
  because: `${what} is back already.`,
});

/** X56: takes off a list only whom the operation put there, and the reverse. */
function undoneMemberships({ changes, members }: UndoFacts): Undone {
  const inverted: Change[] = [];
  const kept: Kept[] = [];
  for (const change of changes) {
    if (change.deed !== 'joined' && change.deed !== 'left') continue;
    const { before, after } = change;
    const deed = change.deed === 'joined' ? 'left' : 'joined';
    if (members.has(memberKey(change)) === (deed === 'left')) {
      inverted.push({ ...change, before: after, after: before, deed, rule: 'undo' });
    } else kept.push(isBack(change.subject, memberOf(change)?.label ?? 'The member'));
  }
  return { inverted, kept, changed: [] };
}

/** What the operation made goes again, unless somebody has worked on it or something else needs it. */
function undoneCreations(facts: UndoFacts): Undone {
  const inverted: Change[] = [];
  const kept: Kept[] = [];
  const staying: Readonly<Record<string, Value>>[] = [];
  // Last made first: a company is needed by the opportunity that stays.
  for (const changes of bySubject(facts.changes, 'created').toReversed()) {
    const subject = changes[0]?.subject;
    const now = subject === undefined ? undefined : facts.current.get(recordKey(subject));
    if (subject === undefined || now === undefined) continue;
    const because = whyItStays(facts, subject, changes, now, staying);
    if (because === null) {
      inverted.push(...changes.map((change) => removal(change)));
      continue;
    }
    staying.push(now);
    kept.push({ subject, rule: 'undo', because: `"${subject.label}" stays: ${because}` });
    inverted.push(...unlinked(subject, changes));
  }
  return { inverted, kept, changed: [] };
}

const removal = (change: Change): Change => ({
  ...change,
  before: change.after,
  after: null,
  deed: 'removed',
  rule: 'undo',
});

function whyItStays(
  { usedElsewhere }: UndoFacts,
  subject: Subject,
  changes: readonly Change[],
  now: Readonly<Record<string, Value>>,
  staying: readonly Readonly<Record<string, Value>>[],
): string | null {
  const made = new Map(changes.map(({ field, after }) => [field, after]));
  const touched = Object.keys(now).filter(
    (field) => !sameValue(now[field] ?? null, made.get(field) ?? null),
  );
  if (touched.length > 0) return `it has been changed since (${touched.join(', ')}).`;
  if (usedElsewhere.has(recordKey(subject))) return 'other records point to it.';
  const needed = staying.some((record) => {
    const pointed = record[subject.record];
    return isRef(pointed) && pointed.id === subject.id;
  });
  return needed ? 'what stays needs it.' : null;
}

/** R20: what stays is no longer of this lead, so that the lead can become an opportunity again. */
const unlinked = (subject: Subject, changes: readonly Change[]): Change[] =>
  changes
    .filter(({ field }) => field === 'originatingLead' || field === 'qualificationKey')
    .map(({ field, after }) => ({ subject, field, before: after, after: null, rule: 'undo' }));

/** An undone undo brings back what the first one took away. */
function undoneRemovals({ changes, current }: UndoFacts): Undone {
  const inverted: Change[] = [];
  const kept: Kept[] = [];
  for (const removed of bySubject(changes, 'removed')) {
    const subject = removed[0]?.subject;
    if (subject === undefined) continue;
    if (current.has(recordKey(subject))) kept.push(isBack(subject, subject.label));
    else {
      // One subject for all of its fields: the store tells records apart by it.
      inverted.push(
        ...removed.map(
          (change): Change => ({
            ...change,
            subject,
            before: null,
            after: change.before,
            deed: 'created',
            rule: 'undo',
          }),
        ),
      );
    }
  }
  return { inverted, kept, changed: [] };
}

function bySubject(changes: readonly Change[], deed: Change['deed']): Change[][] {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    if (change.deed !== deed) continue;
    const key = recordKey(change.subject);
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [...groups.values()];
}

/** The lead as undoing these changes would leave it. */
function leadAfter(lead: LeadFact, changes: readonly Change[]): LeadFact {
  const today = lead as unknown as Readonly<Record<string, Value>>;
  const restored = changes.flatMap(({ subject, field, before, after }) =>
    subject.record === 'lead' && subject.id === lead.id && sameValue(today[field] ?? null, after)
      ? [[field, before] as const]
      : [],
  );
  return { ...lead, ...Object.fromEntries(restored) };
}

/**
 * R3: status and outcome follow from the state and the two scores. Where the other score has been set
 * since, taking this one back would leave a lead open that a score closes, or the reverse.
 */
function closedOtherwise(lead: LeadFact, changes: readonly Change[]): string[] {
  const after = leadAfter(lead, changes);
  const { status, outcome } = standing(after.state, after.leadScoreKind, after.statusCodeKind);
  if (after.status === status && after.outcome === outcome) return [];
  const scores = [lead.leadScore, lead.statusCode].flatMap((value) => value?.label ?? []);
  return [`${lead.title}: its scores have changed (${scores.join(', ') || 'empty'})`];
}

/** The lead, where undoing makes it stop protecting its contacts (R7). */
export const leadsLeavingByUndo = (
  lead: LeadFact | undefined,
  changes: readonly Change[],
): number[] => (lead === undefined || protectsContacts(leadAfter(lead, changes)) ? [] : [lead.id]);

/** I16: undoing, too, makes nobody inactive whom an active lead needs. */
function protectedContacts(
  inverted: readonly Change[],
  protections: readonly ProtectionFact[],
): string[] {
  const leads = new Map(protections.map((protection) => [protection.contactId, protection.label]));
  return inverted
    .filter(
      ({ subject, field, after }) =>
        subject.record === 'contact' && field === 'active' && after === false,
    )
    .flatMap(({ subject }) => {
      const lead = leads.get(subject.id);
      return lead === undefined ? [] : [`${subject.label} is active on lead "${lead}"`];
    });
}

const words = (value: Value): string =>
  isRef(value) ? value.label : value === null ? 'empty' : String(value);

/**
 * The contacts that an undo would make inactive: their protections have to be loaded. Not those of a merge:
 * what keeps them active came along with it, and goes back.
 */
export const contactsToDeactivate = (changes: readonly Change[]): ContactFact['id'][] =>
  isOfMerge(changes)
    ? []
    : changes
        .filter(
          ({ subject, field, before }) =>
            subject.record === 'contact' && field === 'active' && before === false,
        )
        .map(({ subject }) => subject.id);
