import { planUndo } from '../history/undo';
import { isRefusal } from '../kernel/refusals';
import type { Change } from '../kernel/plan';
import { activate } from '../lead/actions/activate';
import { assign } from '../lead/actions/assign';
import { closeWon } from '../lead/actions/close-won';
import { deactivate } from '../lead/actions/deactivate';
import { reassign } from '../lead/actions/reassign';
import { score } from '../lead/actions/score';
import { leadSubject } from '../lead/model';
import {
  aLeadIn,
  aPipeline,
  aStaffMember,
  aValue,
  keyed,
  leadBecomes,
  NOW,
  planOver,
  ref,
} from '../testing/facts';

const sales = aPipeline();
const waiting = {
  pendingCloseRequest: ref(70),
  pendingRequester: ref(9, 'Sam'),
};
const lead = aLeadIn(sales, 'assigned', waiting);
const fresh = aLeadIn(sales, 'new', waiting);
const sue = aStaffMember();
const [hot, lost] = [
  aValue('lead-score', 'hot', { id: 101 }),
  aValue('lead-score', 'lost-lead', { id: 102 }),
];
const world = {
  leads: [lead],
  dropdown: [hot, lost],
  facts: { pipelines: [sales], members: keyed(sue) },
};

const voids = ({ changes }: { changes: readonly Change[] }): boolean =>
  changes.some(
    ({ subject, field, after }) =>
      subject.record === 'close-request' && field === 'status' && after === 'void',
  );

describe('a request that waits (R16)', () => {
  it.each([
    ['X47: winning', planOver(closeWon, {}, world), 'closed'],
    ['X47: reassigning', planOver(reassign, { owner: sue.documentId }, world), 'another owner'],
    [
      'X47: assigning',
      planOver(assign, { owner: sue.documentId }, { ...world, leads: [fresh] }),
      'another owner',
    ],
    ['X38: deactivating', planOver(deactivate, {}, world), 'inactive'],
    ['R9: a closing score', planOver(score, { leadScore: lost.documentId }, world), 'closed'],
  ] as const)('%s makes it void, and tells who asked', (_what, planned, because) => {
    expect(planned.refused).toEqual([]);
    expect(voids(planned)).toBe(true);
    expect(leadBecomes(planned.changes)).toMatchObject({ pendingCloseRequest: null });
    expect(planned.plans[0]?.tells).toContainEqual({
      kind: 'close-request.voided',
      to: [{ member: waiting.pendingRequester }],
      note: expect.stringContaining(because),
    });
  });

  it('R17: tells whoever asked and gets the lead both at once', () => {
    const asker = aStaffMember({ id: 9, label: 'Sam' });
    const { plans } = planOver(
      reassign,
      { owner: asker.documentId },
      {
        ...world,
        leads: [{ ...lead, pendingRequester: asker }],
        facts: { ...world.facts, members: keyed(asker) },
      },
    );

    expect(plans[0]?.tells).toContainEqual({
      kind: 'close-request.voided',
      to: [{ member: asker }],
      note: 'The lead is yours now.',
    });
  });

  it('I11: goes on waiting whatever else is done with its lead', () => {
    const owner = { ...lead, owner: sue };

    expect(voids(planOver(score, { leadScore: hot.documentId }, world))).toBe(false);
    expect(voids(planOver(reassign, { owner: sue.documentId }, { ...world, leads: [owner] }))).toBe(
      false,
    );
    expect(voids(planOver(activate, {}, { ...world, leads: [{ ...lead, active: false }] }))).toBe(
      false,
    );
  });
});

describe('undoing', () => {
  const subject = leadSubject(lead);
  const change = (field: string, before: Change['before'], after: Change['after']): Change => ({
    subject,
    field,
    before,
    after,
    rule: 'S5',
  });
  const undo = (changes: readonly Change[], today: object, whose = lead) =>
    planUndo({
      changes,
      subject,
      access: 'reassign',
      current: new Map([['lead:1', today as Record<string, string>]]),
      usedElsewhere: new Set(),
      members: new Set(),
      gone: new Set(),
      erased: new Set(),
      whenInactive: false,
      inactive: new Set(),
      addressless: new Set(),
      merged: new Map(),
      protections: [],
      lead: whose,
      now: NOW,
    });

  it('X47: gives the lead back to somebody else, and voids the request that waits', () => {
    const plan = undo([change('owner', ref(5, 'Before'), ref(7, 'Sam'))], { owner: ref(7) });

    expect(!isRefusal(plan) && voids(plan)).toBe(true);
  });

  it('I10: leaves a settled request settled, and says so', () => {
    const request = { record: 'close-request', ...ref(70, 'Request') } as const;
    const plan = undo(
      [
        change('owner', ref(5, 'Before'), ref(7, 'Sam')),
        change('pendingCloseRequest', ref(70), null),
        { subject: request, field: 'status', before: 'pending', after: 'void', rule: 'R16' },
      ],
      { owner: ref(7) },
      { ...lead, pendingCloseRequest: null, pendingRequester: null },
    );

    expect(plan).toMatchObject({
      changes: [{ field: 'owner', after: { label: 'Before' } }],
      kept: [{ rule: 'R16' }],
    });
  });

  it('R16: takes no request back; that is withdrawing', () => {
    const plan = undo([change('pendingCloseRequest', null, ref(70))], {
      pendingCloseRequest: ref(70),
    });

    expect(plan).toMatchObject({
      code: 'operation.conflict',
      message: expect.stringContaining('withdraw'),
    });
  });
});
