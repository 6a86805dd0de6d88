import {
  aLeadIn,
  aMember,
  aPipeline,
  aStaffMember,
  aStage,
  contextFor,
  keyed,
  leadBecomes,
  pathsOf,
  planOver,
  ref,
} from '../../testing/facts';
import { offerLeadAction } from '../offer';
import { LEAD_STATES } from '../model';
import { assign } from './assign';

const sales = aPipeline();
const sue = aStaffMember({ id: 8, label: 'Sue' });
const facts = { pipelines: [sales], members: keyed(sue) };
const fresh = aLeadIn(sales, 'new');
const toSue = { owner: sue.documentId };

describe('assigning a lead', () => {
  it('S3 E1 E2: gives a new lead its owner and moves its card', () => {
    const { changes } = planOver(assign, toSue, { leads: [fresh], facts });

    expect(leadBecomes(changes)).toEqual({
      owner: sue,
      stage: expect.objectContaining({ label: 'assigned' }),
      state: 'assigned',
      stageEnteredAt: '2026-03-01T12:00:00.000Z',
    });
  });

  it('S3: needs an owner', () => {
    const { refused } = planOver(assign, {}, { leads: [fresh], facts });

    expect(pathsOf(refused[0])).toEqual(['owner']);
  });

  it.each(LEAD_STATES.filter((state) => state !== 'new'))(
    'S3 S5: a lead that is %s has been assigned before',
    (state) => {
      const lead = aLeadIn(sales, state);

      const { refused } = planOver(assign, toSue, { leads: [lead], facts });

      expect(refused).toMatchObject([
        { code: state === 'assigned' ? 'lead.state' : 'lead.final', details: { state } },
      ]);
    },
  );

  it('R3: a lead that its score has closed is not assigned, whatever its state', () => {
    const lead = aLeadIn(sales, 'new', { leadScoreKind: 'lost-lead' });

    const { refused } = planOver(assign, toSue, { leads: [lead], facts });

    expect(refused).toMatchObject([{ code: 'lead.final' }]);
  });

  it('R10 S16: an inactive lead is read-only', () => {
    const lead = aLeadIn(sales, 'new', { active: false });

    const { refused } = planOver(assign, toSue, { leads: [lead], facts });

    expect(refused).toMatchObject([{ code: 'lead.inactive' }]);
  });

  it('X31 X34: the owner is an active member who works on leads', () => {
    const left = aStaffMember({ id: 9, label: 'Lee', active: false });
    const editor = aStaffMember({ id: 10, label: 'Eve', isStaff: false });
    const members = keyed(left, editor);
    const give = (owner: string) =>
      planOver(assign, { owner }, { leads: [fresh], facts: { pipelines: [sales], members } })
        .refused[0];

    expect(give(left.documentId)).toMatchObject({
      code: 'member.inactive',
      details: { field: 'owner' },
    });
    expect(pathsOf(give(editor.documentId))).toEqual(['owner']);
    expect(pathsOf(give('nobody'))).toEqual(['owner']);
  });

  it('a pipeline without a stage for assigned leads says so', () => {
    const bare = aPipeline({ stages: [aStage('new', { id: 1 }), aStage('lost', { id: 2 })] });

    const { refused } = planOver(assign, toSue, {
      leads: [aLeadIn(bare, 'new')],
      facts: { ...facts, pipelines: [bare] },
    });

    expect(pathsOf(refused[0])).toEqual(['stage']);
  });

  it('refuses one lead of a batch without undoing the others', () => {
    const { plans, refused } = planOver(assign, toSue, {
      leads: [fresh, aLeadIn(sales, 'won', { id: 2 })],
      facts,
    });

    expect([plans.length, refused.length]).toEqual([1, 1]);
  });
});

describe('claiming a lead', () => {
  const own = aMember({ assign: 'own' }, { id: sue.id });
  // The member that the actor is, as the input names it.
  const myself = { owner: ref(sue.id).documentId };

  it('R13 X31: who works on own leads takes a new one that is nobody’s', () => {
    const { refused } = planOver(assign, myself, { leads: [fresh], facts, actor: own });

    expect(refused).toEqual([]);
  });

  it('R13: who works on own leads gives it to nobody else', () => {
    const sam = aStaffMember({ id: 7, label: 'Sam' });

    const { refused } = planOver(
      assign,
      { owner: sam.documentId },
      { leads: [fresh], facts: { ...facts, members: keyed(sam) }, actor: own },
    );

    expect(refused).toMatchObject([{ code: 'access.owner', details: { grant: 'assign' } }]);
  });

  it('R13: takes none that is somebody’s', () => {
    const lead = aLeadIn(sales, 'new', { owner: ref(7, 'Sam') });

    const { refused } = planOver(assign, myself, { leads: [lead], facts, actor: own });

    expect(refused).toMatchObject([{ code: 'access.owner', details: { owner: 'Sam' } }]);
  });

  it('R13: is nothing for those without the grant, nor for who is no member', () => {
    const editor = aMember({}, { id: sue.id });
    const token = { ...own, kind: 'token' as const, member: null };
    const code = (actor: typeof own) =>
      planOver(assign, myself, { leads: [fresh], facts, actor }).refused[0]?.code;

    expect(code(editor)).toBe('access.role');
    expect(code(token)).toBe('access.owner');
  });

  it('R13: is offered before it is known to whom', () => {
    expect(offerLeadAction(assign, contextFor(fresh, { actor: own }))).toBeNull();
  });

  it('S4 R14: administrators and managers give it to whom they like', () => {
    const manager = aMember({ assign: 'any' });

    expect(planOver(assign, toSue, { leads: [fresh], facts, actor: manager }).refused).toEqual([]);
  });
});
