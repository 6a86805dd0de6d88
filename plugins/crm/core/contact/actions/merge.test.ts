import { SYSTEM } from '../../kernel/actor';
import { isRefusal } from '../../kernel/refusals';
import { THIS_OPERATION } from '../../kernel/values';
import { aContact, aMember, NOW, ref } from '../../testing/facts';
import { planContact } from '../action';
import type { MergeFacts } from '../merging';
import type { ContactFact } from '../model';
import { activate } from './activate';
import { erase } from './erase';
import { merge } from './merge';

const facts = (other: ContactFact, given: Partial<MergeFacts> = {}): MergeFacts => ({
  other,
  links: [],
  pointing: [],
  groups: [],
  merged: [],
  ...given,
});

const planned = (
  contact: ContactFact,
  merging: MergeFacts | undefined,
  actor = SYSTEM,
  action = merge,
) => planContact(action, { contact, actor, now: NOW, merging }, { contact: 'contact2' });

function plan(contact: ContactFact, other: ContactFact, given: Partial<MergeFacts> = {}) {
  const made = planned(contact, facts(other, given));
  if (isRefusal(made)) throw new Error(`${made.code}: ${made.message}`);
  /** What a field of one of the two becomes; nothing where it stays. */
  const becomes = (id: number, field: string) =>
    made.changes.find(
      ({ subject, field: name }) =>
        subject.record === 'contact' && subject.id === id && name === field,
    )?.after;
  return { ...made, becomes };
}

const one = (given: Partial<ContactFact> = {}) => aContact({ id: 1, name: 'Ana One', ...given });
const two = (given: Partial<ContactFact> = {}) => aContact({ id: 2, name: 'Ana Two', ...given });
const inactive = { active: false, inactiveReason: 'left-company' } as const;
const INTO_ONE = { id: 1, documentId: 'contact1', label: 'Ana One' };

describe('merging another contact into one', () => {
  it('X70: the other stays as an inactive row that says whose it is', () => {
    const { becomes } = plan(
      one(),
      two({ ...inactive, inactiveUntil: '2027-01-01T00:00:00.000Z' }),
    );

    expect(becomes(2, 'mergedInto')).toEqual(INTO_ONE);
    expect(becomes(2, 'inactiveReason')).toBe('duplicate');
    // No date brings it back, and no lead that is reopened (R12).
    expect(becomes(2, 'inactiveUntil')).toBeNull();
    expect(becomes(2, 'inactivatedBy')).toBe(THIS_OPERATION);
    expect(plan(one(), two()).becomes(2, 'active')).toBe(false);
  });

  it('X70: takes what it has not itself, and nothing else', () => {
    const given = {
      firstName: 'Ana',
      phone: '1',
      company: ref(5),
      externalId: 'x2',
      email: 'two@x.example',
    };
    const { becomes } = plan(one({ phone: '9' }), two(given));

    expect(becomes(1, 'firstName')).toBe('Ana');
    expect(becomes(1, 'company')).toEqual(ref(5));
    expect(becomes(1, 'phone')).toBeUndefined();
    // What is nobody else's goes from one to the other.
    expect([becomes(1, 'email'), becomes(2, 'email')]).toEqual(['two@x.example', null]);
    expect([becomes(1, 'externalId'), becomes(2, 'externalId')]).toEqual(['x2', null]);
  });

  it('X70 R28: frees and remembers the address that the one that stays does not need', () => {
    const { becomes } = plan(one({ email: 'one@x.example' }), two({ email: 'two@x.example' }));

    expect(becomes(1, 'email')).toBeUndefined();
    expect([becomes(2, 'email'), becomes(2, 'releasedEmail')]).toEqual([null, 'two@x.example']);
  });

  it('X30: leaves an address alone that somebody else has by now', () => {
    const { becomes } = plan(one(), two({ email: 'two@x.example', emailHeld: false }));

    expect([becomes(1, 'email'), becomes(2, 'email')]).toEqual([undefined, undefined]);
  });

  it.each([
    [true, false],
    [false, true],
  ])('X70: the stricter consent holds, whichever has it (%p, %p)', (mine, theirs) => {
    const { changes, becomes } = plan(one({ doNotContact: mine }), two({ doNotContact: theirs }));
    const lifted = changes.filter(
      ({ field, after }) => field === 'doNotContact' && after === false,
    );

    expect(lifted).toEqual([]);
    expect(becomes(1, 'doNotContact') ?? mine).toBe(true);
  });

  it('X70: is active where one of them was', () => {
    expect(plan(one(inactive), two()).becomes(1, 'active')).toBe(true);
    expect(plan(one(), two(inactive)).becomes(1, 'active')).toBeUndefined();
    expect(plan(one(inactive), two(inactive)).becomes(1, 'active')).toBeUndefined();
  });

  it('X70 R30: a death holds, whichever of the two it is said of', () => {
    const dead = {
      active: false,
      inactiveReason: 'deceased',
      deceased: true,
      doNotContact: true,
    } as const;
    const { becomes } = plan(one(), two(dead));
    const stays = plan(one(dead), two());

    expect(becomes(1, 'active')).toBe(false);
    expect(becomes(1, 'inactiveReason')).toBe('deceased');
    expect([becomes(1, 'deceased'), becomes(1, 'doNotContact')]).toEqual([true, true]);
    expect(stays.becomes(1, 'active')).toBeUndefined();
    expect(stays.kept).toEqual([
      expect.objectContaining({ because: expect.stringContaining('died') }),
    ]);
  });

  it('X70 R11: a credit hold holds, and ends when it would have', () => {
    const until = '2027-01-01T00:00:00.000Z';
    const hold = { active: false, inactiveReason: 'credit-hold', inactiveUntil: until } as const;
    const { becomes } = plan(one(), two(hold));

    expect([becomes(1, 'active'), becomes(1, 'inactiveReason')]).toEqual([false, 'credit-hold']);
    expect(becomes(1, 'inactiveUntil')).toBe(until);
    expect(plan(one(hold), two()).becomes(1, 'active')).toBeUndefined();
  });

  it('X70: the login goes along; two of them are for a person to decide on', () => {
    const { becomes } = plan(one(), two({ portalUserId: 7 }));

    expect([becomes(1, 'portalUser'), becomes(2, 'portalUser')]).toEqual([
      expect.objectContaining({ id: 7 }),
      null,
    ]);
    expect(planned(one({ portalUserId: 6 }), facts(two({ portalUserId: 7 })))).toMatchObject({
      code: 'input.invalid',
      message: expect.stringContaining('Decide which login stays'),
    });
  });

  it('X70: takes tasks, events, companies and groups along, and whoever was merged into the other', () => {
    const subject = (record: 'task' | 'company', id: number) =>
      ({ record, id, documentId: `${record}${id}`, label: record }) as const;
    const before = aContact({ id: 3, mergedInto: ref(2) });
    const { changes } = plan(one(), two(), {
      pointing: [
        { subject: subject('task', 4), open: true },
        { subject: subject('company', 5), open: false },
      ],
      groups: [
        { ...ref(6, 'Customers'), hasBoth: true },
        { ...ref(7, 'Live Leads'), hasBoth: false },
      ],
      merged: [before],
    });
    const told = changes.flatMap(({ subject: { record, id }, field, deed = 'set' }) =>
      record === 'contact' && id < 3 ? [] : [`${record} ${id} ${field} ${deed}`],
    );

    expect(told.sort()).toEqual([
      'company 5 primaryContact set',
      'contact 3 mergedInto set',
      'contact-group 6 contacts left',
      'contact-group 7 contacts joined',
      'contact-group 7 contacts left',
      'task 4 contact set',
    ]);
  });

  it('X23: says which open work goes to somebody who is inactive', () => {
    const subject = { record: 'task', id: 4, documentId: 'task4', label: 'Call' } as const;
    const pointing = [{ subject, open: true }];

    expect(plan(one(inactive), two(inactive), { pointing }).kept).toEqual([
      expect.objectContaining({ subject, rule: 'X23' }),
    ]);
    expect(plan(one(), two(), { pointing }).kept).toEqual([]);
  });

  it('X70: is refused for nobody, for oneself, and for who is part of another or erased', () => {
    const gone = { erasedAt: NOW.toISOString() };
    const part = { mergedInto: ref(9, 'Ana Nine') };

    expect(planned(one(), undefined)).toMatchObject({ code: 'input.invalid' });
    expect(planned(one(), facts(one()))).toMatchObject({
      message: expect.stringContaining('not merged into itself'),
    });
    expect(planned(one(), facts(two(part)))).toMatchObject({
      code: 'contact.merged',
      message: expect.stringContaining('Ana Two has been merged into Ana Nine'),
    });
    expect(planned(one(part), facts(two()))).toMatchObject({ code: 'contact.merged' });
    expect(planned(one(gone), facts(two()))).toMatchObject({ code: 'contact.erased' });
    expect(planned(one(), facts(two(gone)))).toMatchObject({ code: 'contact.erased' });
  });

  it('X70: is granted, and nobody acts on a part of another contact', () => {
    expect(planned(one(), facts(two()), aMember({ edit: 'any' }))).toMatchObject({
      code: 'access.role',
    });
    expect(planned(two({ mergedInto: ref(1) }), undefined, SYSTEM, activate)).toMatchObject({
      code: 'contact.merged',
    });
  });

  it('X70 R29: erasing takes along whoever was merged into the person', () => {
    const part = two({ active: false, mergedInto: ref(1) });
    const made = planContact(
      erase,
      { contact: one(), actor: SYSTEM, now: NOW, merged: [part] },
      {},
    );
    if (isRefusal(made)) throw new Error(made.message);
    const erased = made.changes.filter(({ field }) => field === 'erasedAt');

    expect(erased.map(({ subject }) => subject.id)).toEqual([1, 2]);
  });
});
