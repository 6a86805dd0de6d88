import {
  aDealPipeline,
  aLeadIn,
  aMember,
  aPipeline,
  aProcess,
  aStaffMember,
  aStage,
  aValue,
  created,
  FILLED,
  keyed,
  leadBecomes,
  pathsOf,
  planOver,
  ref,
} from '../../testing/facts';
import { isFinal, LEAD_STATES } from '../model';
import { changeStage } from './change-stage';

const process = aProcess();
const [fresh, working, offer, qualified, asks, unqualified, dropped, lost, won] = [
  aStage('new', { id: 1, label: 'New' }),
  aStage('assigned', { id: 2, label: 'Working' }),
  aStage('assigned', { id: 3, label: 'Offer' }),
  aStage('qualified', { id: 4, label: 'Qualified' }),
  aStage('qualified', { id: 5, label: 'Qualified, asked', processId: process.id }),
  aStage('disqualified', { id: 6, label: 'Unqualified' }),
  aStage('dropped', { id: 7, label: 'Dropped' }),
  aStage('lost', { id: 8, label: 'Lost' }),
  aStage('won', { id: 9, label: 'Won' }),
] as const;
const stages = [fresh, working, offer, qualified, asks, unqualified, dropped, lost, won];
const sales = aPipeline({ stages });
const deals = aDealPipeline();
const sue = aStaffMember({ id: 8, label: 'Sue' });
const direction = aValue('selling-direction', 'general', { id: 101 });
const NON_TARGET = aValue('disqualification-code', 'non-target', { id: 102 });
const lead = aLeadIn(sales, 'assigned');
const facts = {
  pipelines: [sales, deals],
  members: keyed(sue),
  answers: new Map([[1, FILLED]]),
  processes: new Map([[process.id, process]]),
};
const world = { leads: [lead], facts, dropdown: [direction, NON_TARGET] };
const to = ({ documentId }: { documentId: string }, data?: object) => ({
  stage: documentId,
  ...(data === undefined ? {} : { data }),
});
const inPipeline = (given: object) => {
  const pipeline = aPipeline({ stages, ...given });
  return {
    ...world,
    leads: [aLeadIn(pipeline, 'assigned', { stage: offer })],
    facts: { ...facts, pipelines: [pipeline, deals] },
  };
};

describe('changing the stage of a lead', () => {
  it('E2 E4: moves the card on, within its state', () => {
    const { changes } = planOver(changeStage, to(offer), world);

    expect(leadBecomes(changes)).toEqual({
      stage: offer,
      stageEnteredAt: '2026-03-01T12:00:00.000Z',
    });
  });

  it('E3 R18: never moves back where the pipeline only goes forward', () => {
    const { refused } = planOver(changeStage, to(working), inPipeline({ forwardOnly: true }));

    expect(refused).toMatchObject([{ code: 'stage.backward', details: { stage: 'Working' } }]);
  });

  it('R18: moves back where the pipeline lets it', () => {
    const { changes } = planOver(changeStage, to(working), inPipeline({ forwardOnly: false }));

    expect(leadBecomes(changes)).toMatchObject({ stage: working });
  });

  it('E1 R18: back in New it is nobody’s', () => {
    const { changes } = planOver(changeStage, to(fresh), inPipeline({ forwardOnly: false }));

    expect(leadBecomes(changes)).toMatchObject({ stage: fresh, state: 'new', owner: null });
  });

  it('R18: takes one stage after the other where the pipeline says so', () => {
    const slow = aPipeline({ stages, nextOnly: true });

    const { refused } = planOver(
      changeStage,
      to(qualified, { city: 'Ulm', sellingDirection: direction.documentId }),
      { ...world, facts: { ...facts, pipelines: [slow, deals] } },
    );

    expect(refused).toMatchObject([{ code: 'stage.skipped', details: { next: 'Offer' } }]);
  });

  it('X59: forward is judged by today’s order', () => {
    const reordered = [fresh, { ...offer, position: 2 }, { ...working, position: 3 }, qualified];

    const there = planOver(changeStage, to(working), inPipeline({ stages: reordered }));

    expect(leadBecomes(there.changes)).toMatchObject({ stage: { label: 'Working' } });
  });

  it('X61: where it stands already, nothing happens', () => {
    const { changes, refused } = planOver(changeStage, to(working), world);

    expect([changes, refused]).toEqual([[], []]);
  });

  it('X59: an unknown stage, or one of another pipeline, is named', () => {
    const ask = (stage: { documentId: string }) =>
      planOver(changeStage, to(stage), world).refused[0];

    expect(pathsOf(ask({ documentId: 'gone' }))).toEqual(['stage']);
    expect(pathsOf(ask(deals.stages[0] ?? fresh))).toEqual(['stage']);
    expect(ask(deals.stages[0] ?? fresh)?.message).toContain('"Opportunities"');
  });

  it('X59: a lead that stands in no stage is not lost in silence', () => {
    const { refused } = planOver(changeStage, to(offer), {
      ...world,
      leads: [{ ...lead, stage: null }],
    });

    expect(pathsOf(refused[0])).toEqual(['stage']);
  });

  it.each(LEAD_STATES.filter((state) => isFinal(state)))(
    'E7 E14 E16: a lead that is %s stays there',
    (state) => {
      const { refused } = planOver(changeStage, to(working), {
        ...world,
        leads: [aLeadIn(sales, state)],
      });

      expect(refused).toMatchObject([{ code: 'lead.final' }]);
    },
  );

  it('R13: is the owner’s to do, and a manager’s', () => {
    const code = (actor: ReturnType<typeof aMember>) =>
      planOver(changeStage, to(offer), { ...world, actor }).refused[0]?.code;

    expect(code(aMember({ 'change-stage': 'own' }, { id: 7 }))).toBeUndefined();
    expect(code(aMember({ 'change-stage': 'any' }, { id: 9 }))).toBeUndefined();
    expect(code(aMember({ 'change-stage': 'own' }, { id: 9 }))).toBe('access.owner');
    expect(code(aMember({}))).toBe('access.role');
  });

  it('R23: a lead that is asked for its data stops waiting when it moves on', () => {
    const waiting = { ...lead, pendingQualification: ref(40, 'Ask') };

    const { changes } = planOver(changeStage, to(offer), { ...world, leads: [waiting] });

    expect(leadBecomes(changes)).toMatchObject({ pendingQualification: null });
  });

  it('names a record of the target’s form to be looked up, too', () => {
    const named = changeStage.named(to(working, { owner: 'sue', code: 'non-target' }));

    expect(Object.fromEntries(named)).toEqual({
      stage: [working.documentId],
      member: ['sue'],
      'dropdown-value': ['non-target'],
    });
  });

  it('data for a stage that asks for nothing is refused by its path', () => {
    const { refused } = planOver(changeStage, to(offer, { owner: 'sue' }), world);

    expect(pathsOf(refused[0])).toEqual(['data.owner']);
  });
});

describe('changing to the stage of another state', () => {
  const newLead = aLeadIn(sales, 'new');
  const everything = { ...world, leads: [newLead] };

  it('E1 S3: Assigned is assigning, into the very stage that was chosen', () => {
    const { changes } = planOver(changeStage, to(offer, { owner: sue.documentId }), everything);

    expect(leadBecomes(changes)).toMatchObject({ owner: sue, stage: offer, state: 'assigned' });
  });

  it('S3: asks for the owner under `data`, and names the action whose form it is', () => {
    const { refused } = planOver(changeStage, to(working), everything);

    expect(pathsOf(refused[0])).toEqual(['data.owner']);
    expect(refused[0]?.details).toMatchObject({ action: 'assign' });
    expect(refused[0]?.message).toContain('data.owner');
  });

  it('R13: a new lead is claimed on the board as well, for oneself only', () => {
    const actor = aMember({ assign: 'own', 'change-stage': 'own' }, { id: sue.id });
    const sam = aStaffMember({ id: 7, label: 'Sam' });
    const give = (owner: string) =>
      planOver(changeStage, to(working, { owner }), {
        ...everything,
        facts: { ...facts, members: keyed(sue, sam) },
        actor,
      }).refused[0]?.code;

    expect([give(sue.documentId), give(sam.documentId)]).toEqual([undefined, 'access.owner']);
  });

  it('R13: a new lead that one may claim is not moved within New by it', () => {
    const second = aStage('new', { id: 10, label: 'New, called' });
    const pipeline = aPipeline({ stages: [fresh, second, ...stages.slice(1)] });

    const { refused } = planOver(changeStage, to(second), {
      ...world,
      leads: [aLeadIn(pipeline, 'new')],
      facts: { ...facts, pipelines: [pipeline] },
      actor: aMember({ assign: 'own', 'change-stage': 'own' }),
    });

    expect(refused).toMatchObject([{ code: 'access.owner' }]);
  });

  it('E10 X62: Qualified is qualifying, with its whole form', () => {
    const form = { city: 'Ulm', sellingDirection: direction.documentId };

    const { changes } = planOver(changeStage, to(qualified, form), world);

    expect(leadBecomes(changes)).toMatchObject({ stage: qualified, outcome: 'qualified' });
    expect(created(changes, 'opportunity')).toHaveLength(1);
  });

  it('E10 X62: a Qualified stage with a process asks by a task, and the card waits', () => {
    const { changes } = planOver(changeStage, to(asks), world);

    expect(created(changes, 'task')).toHaveLength(1);
    expect(JSON.parse(String(created(changes, 'task')[0]?.['process']))).toMatchObject({
      stage: asks.documentId,
    });
    expect(leadBecomes(changes)).not.toHaveProperty('stage');
  });

  it('S7 S8: what qualifying misses is told as it would tell it, in `data`', () => {
    const without = planOver(changeStage, to(qualified), world).refused[0];
    const empty = planOver(
      changeStage,
      to(qualified, { city: 'Ulm', sellingDirection: direction.documentId }),
      { ...world, facts: { ...facts, answers: new Map() } },
    ).refused[0];

    expect(pathsOf(without)).toEqual(['data.city']);
    expect(empty).toMatchObject({
      code: 'qualification.incomplete',
      details: { action: 'qualify', missing: expect.arrayContaining(['goal']) },
    });
  });

  it('S6 R13: who may move every lead still qualifies only their own', () => {
    const manager = aMember({ 'change-stage': 'any', qualify: 'own' }, { id: 9 });

    const { refused } = planOver(changeStage, to(asks), { ...world, actor: manager });

    expect(refused).toMatchObject([{ code: 'access.owner', details: { action: 'qualify' } }]);
  });

  it('E6 S11: Unqualified is disqualifying, with code and reason', () => {
    const form = { code: NON_TARGET.documentId, reason: 'Too small.' };

    const done = planOver(changeStage, to(unqualified, form), world);
    const bare = planOver(changeStage, to(unqualified), world);

    expect(leadBecomes(done.changes)).toMatchObject({
      stage: unqualified,
      outcome: 'unqualified',
      disqualificationReason: 'Too small.',
    });
    expect(pathsOf(bare.refused[0])).toEqual(['data.code', 'data.reason']);
  });

  it('R21: a missing reason alone is told as such', () => {
    const { refused } = planOver(
      changeStage,
      to(unqualified, { code: NON_TARGET.documentId }),
      world,
    );

    expect(refused).toMatchObject([{ code: 'reason.required' }]);
    expect(pathsOf(refused[0])).toEqual(['data.reason']);
  });

  it('S1 X42: Dropped has no action that leads there', () => {
    const { refused } = planOver(changeStage, to(dropped), world);

    expect(refused).toMatchObject([
      { code: 'lead.state', message: expect.stringContaining(dropped.label) },
    ]);
  });

  it('L1 R21: Lost is closing as lost, with its reason and by its policy', () => {
    const price = aValue('lost-reason', 'price', { id: 105 });
    const given = { ...world, dropdown: [...world.dropdown, price] };
    const move = to(lost, { reason: price.documentId, followUpAt: '2026-06-01' });

    expect(planOver(changeStage, to(lost), given).refused).toMatchObject([
      { code: 'reason.required', details: { action: 'close-lost' } },
    ]);
    const { changes } = planOver(changeStage, move, given);
    expect(leadBecomes(changes)).toMatchObject({ stage: lost, outcome: 'lost' });
    expect(created(changes, 'calendar-event')).toHaveLength(1);
    const denied = { ...given, policy: { policy: 'deny', permissionRoleExists: false } } as const;
    const actor = aMember({ 'change-stage': 'any' });
    expect(planOver(changeStage, move, { ...denied, actor }).refused).toMatchObject([
      { code: 'close-lost.denied' },
    ]);
  });

  it('R15: dragged to Lost by who may only ask, it is a request that remembers the stage', () => {
    const price = aValue('lost-reason', 'price', { id: 105 });
    const { plans, changes } = planOver(changeStage, to(lost, { reason: price.documentId }), {
      ...world,
      dropdown: [price],
      policy: { policy: 'request', permissionRoleExists: false },
      actor: aMember({ 'change-stage': 'any' }),
    });

    expect(plans).toMatchObject([{ action: 'request-close-lost' }]);
    const [{ form = '' } = {}] = created(changes, 'close-request');
    expect(JSON.parse(String(form))).toMatchObject({ stage: lost.documentId });
  });

  it('L24: Won is closing as won', () => {
    const { changes } = planOver(changeStage, to(won, { notes: 'Paid.' }), world);

    expect(leadBecomes(changes)).toMatchObject({ stage: won, outcome: 'won', closeNotes: 'Paid.' });
    expect(pathsOf(planOver(changeStage, to(won, { nothing: 1 }), world).refused[0])).toEqual([
      'data.nothing',
    ]);
  });

  it('S6 S10: a new lead is assigned before it is qualified or refused', () => {
    for (const stage of [qualified, asks, unqualified]) {
      const { refused } = planOver(changeStage, to(stage), everything);

      expect(refused).toMatchObject([{ code: 'lead.state', details: { from: ['assigned'] } }]);
    }
  });

  it('X61: moves several cards at once, and refuses those that cannot', () => {
    const { plans, refused } = planOver(changeStage, to(offer), {
      ...world,
      leads: [lead, aLeadIn(sales, 'qualified', { id: 2 })],
    });

    expect([plans.length, refused.length]).toEqual([1, 1]);
  });
});
