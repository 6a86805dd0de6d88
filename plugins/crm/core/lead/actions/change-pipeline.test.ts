import {
  aDealPipeline,
  aLeadIn,
  aMember,
  aPipeline,
  aStage,
  leadBecomes,
  pathsOf,
  planOver,
  ref,
} from '../../testing/facts';
import { isFinal, LEAD_STATES } from '../model';
import { changePipeline } from './change-pipeline';

const sales = aPipeline();
const inbound = aPipeline({
  id: 2,
  label: 'Inbound',
  isDefault: false,
  stages: [
    aStage('new', { id: 11, label: 'Inbox' }),
    aStage('assigned', { id: 12, label: 'Processing' }),
    aStage('assigned', { id: 13, label: 'Called' }),
  ],
});
const deals = aDealPipeline();
const facts = { pipelines: [sales, inbound, deals] };
const lead = aLeadIn(sales, 'assigned');
const world = { leads: [lead], facts };
const toInbound = { pipeline: inbound.documentId };

describe('moving a lead to another pipeline', () => {
  it.each([
    ['new', 'Inbox'],
    ['assigned', 'Processing'],
  ] as const)('E18 X59: one that is %s comes to the first such stage, %s', (state, stage) => {
    const before = aLeadIn(sales, state);

    const { changes } = planOver(changePipeline, toInbound, { ...world, leads: [before] });

    expect(leadBecomes(changes)).toEqual({
      pipeline: inbound,
      stage: expect.objectContaining({ label: stage }),
      stageEnteredAt: '2026-03-01T12:00:00.000Z',
    });
  });

  it('X59: one without a stage of that state does not take it', () => {
    const narrow = aPipeline({ id: 2, stages: [aStage('new', { id: 11 })] });

    const { refused } = planOver(changePipeline, toInbound, {
      ...world,
      facts: { pipelines: [sales, narrow] },
    });

    expect(pathsOf(refused[0])).toEqual(['pipeline']);
    expect(refused[0]?.message).toContain('assigned');
  });

  it.each([
    ['a pipeline for opportunities', deals.documentId, 'is a pipeline for opportunities'],
    ['none that there is', 'gone', 'There is no such pipeline'],
  ])('E18: %s takes no lead', (_what, pipeline, because) => {
    const { refused } = planOver(changePipeline, { pipeline }, world);

    expect(pathsOf(refused[0])).toEqual(['pipeline']);
    expect(refused[0]?.message).toContain(because);
  });

  it('where it is already, nothing happens', () => {
    const { changes, refused } = planOver(changePipeline, { pipeline: sales.documentId }, world);

    expect([changes, refused]).toEqual([[], []]);
  });

  it('X59: mends a lead that stands in no stage', () => {
    const { changes } = planOver(changePipeline, toInbound, {
      ...world,
      leads: [{ ...lead, pipeline: null, stage: null }],
    });

    expect(leadBecomes(changes)).toMatchObject({ stage: { label: 'Processing' } });
  });

  it.each(LEAD_STATES.filter((state) => isFinal(state)))(
    'E7 E16: one that is %s stays where it ended',
    (state) => {
      const { refused } = planOver(changePipeline, toInbound, {
        ...world,
        leads: [aLeadIn(sales, state)],
      });

      expect(refused).toMatchObject([{ code: 'lead.final' }]);
    },
  );

  it('S16: leaves an inactive lead', () => {
    const { refused } = planOver(changePipeline, toInbound, {
      ...world,
      leads: [{ ...lead, active: false }],
    });

    expect(refused).toMatchObject([{ code: 'lead.inactive' }]);
  });

  it('R23: ends the waiting for its qualification data', () => {
    const { changes } = planOver(changePipeline, toInbound, {
      ...world,
      leads: [{ ...lead, pendingQualification: ref(40) }],
    });

    expect(leadBecomes(changes)).toMatchObject({ pendingQualification: null });
  });

  it('R13: needs what changing the stage needs', () => {
    const actor = aMember({ 'change-stage': 'own' }, { id: 9 });

    const { refused } = planOver(changePipeline, toInbound, { ...world, actor });

    expect(refused).toMatchObject([{ code: 'access.owner', details: { grant: 'change-stage' } }]);
  });
});
