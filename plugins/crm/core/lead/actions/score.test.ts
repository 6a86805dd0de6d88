import {
  aContact,
  aLead,
  aLink,
  aMember,
  aValue,
  becomes,
  contactsSet,
  contextFor,
  planOver,
  ref,
} from '../../testing/facts';
import { isRefusal } from '../../kernel/refusals';
import type { EventFact } from '../facts';
import { score } from './score';

const LOST = aValue('lead-score', 'lost-lead', { id: 1, label: 'Perdu' });
const HOT = aValue('lead-score', 'hot', { id: 2 });
const DEATH = aValue('lead-score', 'death', { id: 3 });
const UNQUALIFIED = aValue('status-code', 'unqualified', { id: 4 });
const PRICE = aValue('lost-reason', 'price', { id: 5, label: 'Financial' });
const dropdown = [LOST, HOT, DEATH, UNQUALIFIED, PRICE];

const individual = aContact({ id: 1, name: 'Ida' });
const primary = aContact({ id: 2, name: 'Paul' });
const third = aContact({ id: 3, name: 'Theo' });
const people = {
  contacts: [individual, primary, third],
  links: [
    aLink(1, 1, { primaryIndividual: true }),
    aLink(1, 2, { primaryContact: true, relationship: 'child' }),
    aLink(1, 3),
  ],
  dropdown,
};

describe('scoring a lead', () => {
  it('A8 A9 R3: closes by the master type, whatever the label says', () => {
    const { changes } = planOver(
      score,
      { leadScore: LOST.documentId },
      { leads: [aLead()], dropdown },
    );

    expect(becomes(changes, 'status')).toBe('closed');
    expect(becomes(changes, 'outcome')).toBe('lost');
    expect(becomes(changes, 'active')).toBe(false);
    expect(becomes(changes, 'closedAt')).toBe('2026-03-01T12:00:00.000Z');
  });

  it('A14 R4: closes by the status code just as well', () => {
    const { changes } = planOver(
      score,
      { statusCode: UNQUALIFIED.documentId },
      { leads: [aLead()], dropdown },
    );

    expect(becomes(changes, 'outcome')).toBe('unqualified');
  });

  it('A10 A11 R5: takes the primary individual and the primary contact, and nobody else', () => {
    const lead = aLead();

    const { changes } = planOver(
      score,
      { leadScore: LOST.documentId },
      { leads: [lead], ...people },
    );

    expect(contactsSet(changes, false)).toEqual(['Ida', 'Paul']);
  });

  it('A12 X12: leaves the spouse, by master type of the relationship', () => {
    const links = [
      aLink(1, 1, { primaryIndividual: true }),
      aLink(1, 2, { primaryContact: true, relationship: 'spouse' }),
    ];

    const { changes, kept } = planOver(
      score,
      { leadScore: LOST.documentId },
      { leads: [aLead()], ...people, links },
    );

    expect(contactsSet(changes, false)).toEqual(['Ida']);
    expect(kept).toEqual([expect.objectContaining({ rule: 'A12' })]);
  });

  it('X2 A12: a spouse on one lead whom another lead of the batch takes is not said to stay', () => {
    const links = [
      aLink(1, 1, { primaryIndividual: true }),
      aLink(1, 2, { primaryContact: true, relationship: 'spouse' }),
      aLink(2, 2, { primaryIndividual: true }),
    ];

    const { changes, kept } = planOver(
      score,
      { leadScore: LOST.documentId },
      { leads: [aLead(), aLead({ id: 2 })], ...people, links },
    );

    expect(contactsSet(changes, false)).toEqual(['Ida', 'Paul']);
    expect(kept).toEqual([]);
  });

  it('X13: the daughter who is not primary stays beside a primary spouse', () => {
    const links = [
      aLink(1, 1, { primaryIndividual: true }),
      aLink(1, 2, { primaryContact: true, relationship: 'spouse' }),
      aLink(1, 3, { relationship: 'child' }),
    ];

    const { changes } = planOver(
      score,
      { leadScore: LOST.documentId },
      { leads: [aLead()], ...people, links },
    );

    expect(contactsSet(changes, false)).toEqual(['Ida']);
  });

  it('X14: two primaries by bad data are both taken; none means the lead alone', () => {
    const two = [
      aLink(1, 1, { primaryIndividual: true }),
      aLink(1, 3, { primaryIndividual: true }),
    ];

    const both = planOver(
      score,
      { leadScore: LOST.documentId },
      { leads: [aLead()], ...people, links: two },
    );
    const none = planOver(
      score,
      { leadScore: LOST.documentId },
      { leads: [aLead()], ...people, links: [aLink(1, 3)] },
    );

    expect(contactsSet(both.changes, false)).toEqual(['Ida', 'Theo']);
    expect(contactsSet(none.changes, false)).toEqual([]);
  });

  it('X16: who is primary individual and primary contact goes once, spouse or not', () => {
    const links = [
      aLink(1, 1, { primaryIndividual: true, primaryContact: true, relationship: 'spouse' }),
    ];

    const { changes, kept } = planOver(
      score,
      { leadScore: LOST.documentId },
      { leads: [aLead()], ...people, links },
    );

    expect(contactsSet(changes, false)).toEqual(['Ida']);
    expect(kept).toEqual([]);
  });

  it('R8 X15: keeps who is active on another lead, unless the setting reads it strictly', () => {
    const protections = [{ contactId: 2, by: 'lead' as const, id: 9, label: 'Other' }];
    const world = { leads: [aLead()], ...people, protections };

    const mild = planOver(score, { leadScore: LOST.documentId }, world);
    const strict = planOver(
      score,
      { leadScore: LOST.documentId },
      {
        ...world,
        settings: { cascade: { protectSharedContacts: 'manual-only' } },
      },
    );

    expect(contactsSet(mild.changes, false)).toEqual(['Ida']);
    expect(mild.kept).toEqual([expect.objectContaining({ rule: 'R8' })]);
    expect(contactsSet(strict.changes, false)).toEqual(['Ida', 'Paul']);
  });

  it('X17 R30: from lost to death there is no second cascade, and the death is noted', () => {
    const lead = aLead({
      active: false,
      status: 'closed',
      outcome: 'lost',
      leadScore: ref(1),
      leadScoreKind: 'lost-lead',
    });

    const { changes } = planOver(
      score,
      { leadScore: DEATH.documentId },
      { leads: [lead], ...people },
    );

    expect(becomes(changes, 'outcome')).toBe('deceased');
    expect(contactsSet(changes, false)).toEqual([]);
    expect(becomes(changes, 'deceased')).toBe(true);
    expect(becomes(changes, 'doNotContact')).toBe(true);
  });

  it('R30: a death marks the primary individual, also one whom another lead keeps active', () => {
    const protections = [{ contactId: 1, by: 'lead' as const, id: 9, label: 'Other' }];

    const { changes } = planOver(
      score,
      { leadScore: DEATH.documentId },
      { leads: [aLead()], ...people, protections },
    );

    expect(contactsSet(changes, false)).toEqual(['Paul']);
    expect(becomes(changes, 'deceased')).toBe(true);
  });

  it('R5 R30 X21: whose death another operation recorded is not taken as deceased by this one', () => {
    const deadBefore = aContact({ id: 2, name: 'Paul', deceased: true, doNotContact: true });

    const { changes } = planOver(
      score,
      { leadScore: DEATH.documentId },
      { leads: [aLead()], ...people, contacts: [individual, deadBefore, third] },
    );

    const reasons = changes.flatMap(({ subject, field, after }) =>
      field === 'inactiveReason' ? [[subject.label, after]] : [],
    );
    expect(reasons).toEqual([
      ['Ida', 'deceased'],
      ['Paul', 'lost-lead'],
    ]);
  });

  it('X18: a better score opens the lead again, and says that it stays inactive', () => {
    const lead = aLead({
      active: false,
      status: 'closed',
      outcome: 'lost',
      leadScore: ref(1),
      leadScoreKind: 'lost-lead',
      closedAt: '2026-01-01T00:00:00.000Z',
    });

    const { changes, kept } = planOver(
      score,
      { leadScore: HOT.documentId },
      { leads: [lead], dropdown },
    );

    expect(becomes(changes, 'status')).toBe('open');
    expect(becomes(changes, 'outcome')).toBeNull();
    expect(becomes(changes, 'closedAt')).toBeNull();
    expect(becomes(changes, 'active')).toBeUndefined();
    expect(kept).toEqual([expect.objectContaining({ rule: 'X18' })]);
  });

  it('R2 R3: a final state keeps its outcome, whatever the score', () => {
    const lead = aLead({
      state: 'won',
      status: 'closed',
      outcome: 'won',
      closedAt: '2026-01-01T00:00:00.000Z',
    });

    const { changes } = planOver(
      score,
      { leadScore: LOST.documentId },
      { leads: [lead], dropdown },
    );

    expect(becomes(changes, 'outcome')).toBeUndefined();
    expect(becomes(changes, 'active')).toBe(false);
  });

  it('A6 R10: an inactive lead still takes the reason for its loss', () => {
    const lead = aLead({ active: false });

    const { changes, refused } = planOver(
      score,
      { lostReason: PRICE.documentId },
      { leads: [lead], dropdown },
    );

    expect(refused).toEqual([]);
    expect(becomes(changes, 'lostReason')).toMatchObject({ label: 'Financial' });
  });

  it('X19: the same value under another master type is applied when it is asked for', () => {
    const lead = aLead({ leadScore: ref(1), leadScoreKind: 'cold' });

    const { changes } = planOver(
      score,
      { leadScore: LOST.documentId },
      { leads: [lead], dropdown },
    );

    expect(becomes(changes, 'leadScoreKind')).toBe('lost-lead');
    expect(becomes(changes, 'status')).toBe('closed');
  });

  it('changes nothing when the lead has that score already', () => {
    const lead = aLead({ leadScore: ref(2), leadScoreKind: 'hot' });

    expect(
      planOver(score, { leadScore: HOT.documentId }, { leads: [lead], dropdown }).changes,
    ).toEqual([]);
  });
});

describe('what scoring refuses', () => {
  const scoreWith = (input: object, values = dropdown) =>
    planOver(score, input, { leads: [aLead()], dropdown: values }).refused[0];

  it('nothing at all', () => {
    expect(scoreWith({})).toMatchObject({ code: 'input.invalid' });
  });

  it('a field it does not know, by name', () => {
    expect(scoreWith({ score: 'x' })?.message).toContain('score');
  });

  it('R31 X20: a retired value, one of another type, one that is not there', () => {
    const retired = aValue('lead-score', 'hot', { documentId: 'old', active: false });

    expect(scoreWith({ leadScore: 'old' }, [retired])).toMatchObject({ code: 'dropdown.retired' });
    expect(scoreWith({ leadScore: UNQUALIFIED.documentId })).toMatchObject({
      code: 'dropdown.wrong-type',
    });
    expect(scoreWith({ leadScore: 'nowhere' })).toMatchObject({ code: 'input.invalid' });
  });
});

describe('who may score', () => {
  const sales = aMember(
    { edit: 'any', disqualify: 'own', deactivate: 'any', reopen: 'own' },
    { id: 7 },
  );
  const decide = (lead: ReturnType<typeof aLead>, input: object, actor = sales) =>
    score.decide(contextFor(lead, { dropdown, actor }), input as Record<string, unknown>);
  const mine = aLead({ owner: ref(7) });
  const others = aLead({ owner: ref(8) });

  it('R9: unqualified needs what disqualifying needs: to own the lead', () => {
    expect(isRefusal(decide(mine, { statusCode: UNQUALIFIED.documentId }))).toBe(false);
    expect(decide(others, { statusCode: UNQUALIFIED.documentId })).toMatchObject({
      code: 'access.owner',
    });
  });

  it('R30: a death cancels the follow-ups of the lead, and nothing else that is planned', () => {
    const event = (id: number, kind: EventFact['kind'], leadId = 1): EventFact => ({
      ...ref(id),
      leadId,
      kind,
      dueAt: '2026-04-01T09:00:00.000Z',
      allDay: false,
    });
    const events = [
      event(1, 'follow-up'),
      event(2, 'closed-lost-follow-up'),
      event(3, 'tour'),
      event(4, 'follow-up', 2),
    ];

    const died = planOver(
      score,
      { leadScore: DEATH.documentId },
      { leads: [aLead()], ...people, facts: { events } },
    );
    const lost = planOver(
      score,
      { leadScore: LOST.documentId },
      { leads: [aLead()], ...people, facts: { events } },
    );

    const cancelled = died.changes.filter(({ field }) => field === 'cancelledAt');
    expect(cancelled.map(({ subject }) => subject.id)).toEqual([1, 2]);
    expect(cancelled.every(({ rule }) => rule === 'R30')).toBe(true);
    expect(lost.loaded).not.toContain('events');
  });

  it('R9: death needs what deactivating needs', () => {
    expect(isRefusal(decide(others, { leadScore: DEATH.documentId }))).toBe(false);
    const without = aMember({ edit: 'any' });
    expect(decide(others, { leadScore: DEATH.documentId }, without)).toMatchObject({
      code: 'access.role',
    });
  });

  it('R9 X18: opening again needs what reopening needs', () => {
    const closed = {
      leadScore: ref(1),
      leadScoreKind: 'lost-lead' as const,
      status: 'closed' as const,
    };

    expect(isRefusal(decide({ ...mine, ...closed }, { leadScore: HOT.documentId }))).toBe(false);
    expect(decide({ ...others, ...closed }, { leadScore: HOT.documentId })).toMatchObject({
      code: 'access.owner',
    });
  });

  it('R9 R15: lost needs what closing lost needs', () => {
    const context = contextFor(others, {
      dropdown,
      actor: sales,
      policy: { policy: 'by-role', permissionRoleExists: true },
    });

    expect(score.decide(context, { leadScore: LOST.documentId })).toMatchObject({
      code: 'close-lost.denied',
    });
  });

  it('R9 A7: only access is shared; no form and no from-state is asked', () => {
    expect(isRefusal(decide(mine, { statusCode: UNQUALIFIED.documentId }))).toBe(false);
  });
});
