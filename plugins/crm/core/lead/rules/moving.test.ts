import fc from 'fast-check';
import {
  aLead,
  aLeadIn,
  aMember,
  aPipeline,
  aStage,
  contextFor,
  pathsOf,
  ref,
} from '../../testing/facts';
import { isRefusal } from '../../kernel/refusals';
import type { PipelineFact, StageFact } from '../../pipeline/model';
import { isFinal } from '../model';
import { judgeMove, moveTo, placeOf, stageFor } from './moving';

const STAGES = {
  inbox: aStage('new', { id: 1 }),
  // A final stage in the middle of the board lies ahead of all that is open, all the same.
  lost: aStage('lost', { id: 2 }),
  working: aStage('assigned', { id: 3 }),
  offer: aStage('assigned', { id: 4 }),
  contract: aStage('assigned', { id: 5 }),
  qualified: aStage('qualified', { id: 6 }),
};
type Name = keyof typeof STAGES;

const judged = (given: Partial<PipelineFact>, from: Name, to: Name): string => {
  const pipeline = aPipeline({ stages: Object.values(STAGES), ...given });
  return judgeMove(pipeline, STAGES[from], STAGES[to])?.code ?? 'moves';
};

const FREE = { forwardOnly: false, nextOnly: false };
const FORWARD = { forwardOnly: true, nextOnly: false };
const NEXT = { forwardOnly: true, nextOnly: true };
const NEXT_OR_BACK = { forwardOnly: false, nextOnly: true };

describe('moving along a pipeline', () => {
  it.each([
    ['E4', 'freely', 'working', 'offer', 'moves', FREE],
    ['R18', 'freely', 'contract', 'inbox', 'moves', FREE],
    ['E3', 'forward only', 'working', 'offer', 'moves', FORWARD],
    ['E3', 'forward only', 'offer', 'working', 'stage.backward', FORWARD],
    ['R18', 'forward only', 'inbox', 'contract', 'moves', FORWARD],
    ['E3', 'forward only', 'offer', 'offer', 'moves', FORWARD],
    ['R18', 'next only', 'working', 'offer', 'moves', NEXT],
    ['R18', 'next only', 'working', 'contract', 'stage.skipped', NEXT],
    ['R18', 'next only', 'offer', 'working', 'stage.backward', NEXT],
    ['R18', 'next only', 'inbox', 'working', 'moves', NEXT],
    ['R18', 'next only, or back', 'contract', 'inbox', 'moves', NEXT_OR_BACK],
    ['R18', 'next only, or back', 'inbox', 'offer', 'stage.skipped', NEXT_OR_BACK],
    ['X61', 'forward only', 'contract', 'lost', 'moves', FORWARD],
    ['X61', 'forward only', 'inbox', 'lost', 'moves', FORWARD],
    ['R18', 'next only', 'contract', 'lost', 'moves', NEXT],
    ['R18', 'next only', 'offer', 'lost', 'stage.skipped', NEXT],
    ['R18', 'next only', 'contract', 'qualified', 'moves', NEXT],
    ['R18', 'next only', 'working', 'qualified', 'stage.skipped', NEXT],
  ] as const)('%s: %s, from %s to %s: %s', (_rule, _words, from, to, expected, given) => {
    expect(judged(given, from, to)).toBe(expected);
  });

  it('R18: says which stage comes next', () => {
    const pipeline = aPipeline({ ...NEXT, stages: Object.values(STAGES) });

    expect(judgeMove(pipeline, STAGES.inbox, STAGES.contract)).toMatchObject({
      details: { next: STAGES.working.label, pipeline: 'Sales' },
    });
  });

  it('X59: judges by today’s order, not by that of the day when the lead came', () => {
    const working = { ...STAGES.working, position: 9 };
    const pipeline = aPipeline({ ...FORWARD, stages: [STAGES.inbox, STAGES.offer, working] });

    expect(judgeMove(pipeline, STAGES.offer, working)).toBeNull();
    expect(judgeMove(pipeline, working, STAGES.offer)).toMatchObject({ code: 'stage.backward' });
  });
});

describe('two stages of one position', () => {
  const [first, second] = [
    { ...STAGES.working, position: 1 },
    { ...STAGES.offer, position: 1 },
  ];
  const between = (given: Partial<PipelineFact>) =>
    aPipeline({ ...given, stages: [STAGES.inbox, first, second] });

  it('X59: are one after the other, as the board shows them', () => {
    expect(judgeMove(between(FORWARD), first, second)).toBeNull();
    expect(judgeMove(between(FORWARD), second, first)).toMatchObject({ code: 'stage.backward' });
  });

  it('R18: neither is passed over where one comes after the other', () => {
    expect(judgeMove(between(NEXT), STAGES.inbox, second)).toMatchObject({ code: 'stage.skipped' });
  });
});

describe('any sequence of moves', () => {
  const boards = fc
    .array(fc.constantFrom('new', 'assigned', 'lost', 'qualified', 'won'), {
      minLength: 2,
      maxLength: 9,
    })
    .map((states) =>
      states.map((state, at) =>
        // Two stages of one position are shown one after the other, all the same.
        aStage(state as 'new', { id: at + 1, position: Math.floor(at / 2) }),
      ),
    );
  const walks = fc.array(fc.nat({ max: 8 }), { maxLength: 20 });

  /** Follows the moves that are allowed, and answers each: from where, to where. */
  function walk(pipeline: PipelineFact, picks: readonly number[]): [StageFact, StageFact][] {
    const open = pipeline.stages.filter(({ state }) => !isFinal(state));
    const steps: [StageFact, StageFact][] = [];
    let [at] = open;
    for (const pick of picks) {
      const to = open[pick % Math.max(open.length, 1)];
      if (at === undefined || to === undefined || judgeMove(pipeline, at, to) !== null) continue;
      steps.push([at, to]);
      at = to;
    }
    return steps;
  }

  it('E3 R18: forward only never leads to an earlier open stage', () => {
    fc.assert(
      fc.property(boards, walks, fc.boolean(), (stages, picks, nextOnly) => {
        for (const [from, to] of walk(aPipeline({ stages, forwardOnly: true, nextOnly }), picks)) {
          expect(stages.indexOf(to)).toBeGreaterThanOrEqual(stages.indexOf(from));
        }
      }),
    );
  });

  it('R18: next only never passes over an open stage, an end included', () => {
    fc.assert(
      fc.property(boards, walks, fc.boolean(), (stages, picks, forwardOnly) => {
        const pipeline = aPipeline({ stages, forwardOnly, nextOnly: true });
        const open = stages.filter(({ state }) => !isFinal(state));
        for (const [from, to] of walk(pipeline, picks)) {
          expect(open.indexOf(to) - open.indexOf(from)).toBeLessThanOrEqual(1);
        }
        for (const end of stages.filter(({ state }) => isFinal(state))) {
          for (const from of open) {
            expect(judgeMove(pipeline, from, end) === null).toBe(from === open.at(-1));
          }
        }
      }),
    );
  });

  it('X59: an end can always be reached where stages may be passed over: nobody is stranded', () => {
    fc.assert(
      fc.property(boards, fc.boolean(), (stages, forwardOnly) => {
        const pipeline = aPipeline({ stages, forwardOnly });
        for (const from of stages) {
          for (const to of stages.filter(({ state }) => isFinal(state))) {
            expect(judgeMove(pipeline, from, to)).toBeNull();
          }
        }
      }),
    );
  });
});

describe('the stage of a state', () => {
  const pipeline = aPipeline({ stages: Object.values(STAGES) });
  const lead = aLeadIn(pipeline, 'new');

  it('E2: is the first of that state, unless another one was chosen', () => {
    expect(stageFor([pipeline], lead, 'assigned')).toBe(STAGES.working);
    expect(stageFor([pipeline], lead, 'assigned', STAGES.offer)).toBe(STAGES.offer);
  });

  it('R2: is missing where the pipeline has none, and says who adds one', () => {
    const missing = stageFor([pipeline], lead, 'dropped');

    expect(isRefusal(missing) && missing.message).toContain('Ask an administrator');
  });

  it('X59: a lead without a place, or in a stage that is gone, is told so', () => {
    for (const stray of [aLead(), { ...lead, stage: ref(99) }]) {
      const place = placeOf([pipeline], stray);

      expect(pathsOf(isRefusal(place) ? place : undefined)).toEqual(['stage']);
    }
  });
});

describe('standing in a stage', () => {
  const lead = aLeadIn(aPipeline(), 'assigned');
  const context = contextFor(lead, { actor: aMember({}) });
  const set = (stage: StageFact, moved = lead) =>
    Object.fromEntries(
      moveTo(moved, stage, context, 'E4').map(({ field, after }) => [field, after]),
    );

  it('E2: within a state sets the stage and since when', () => {
    expect(set(STAGES.offer)).toEqual({
      stage: STAGES.offer,
      stageEnteredAt: '2026-03-01T12:00:00.000Z',
    });
  });

  it('R3: of a final state closes the lead, with who and when', () => {
    expect(set(STAGES.lost)).toMatchObject({
      state: 'lost',
      status: 'closed',
      outcome: 'lost',
      closedAt: '2026-03-01T12:00:00.000Z',
      closedBy: ref(7, 'Sam'),
    });
  });

  it('R3: of an open state does not open what a score keeps closed', () => {
    const scored = aLeadIn(aPipeline(), 'lost', { leadScoreKind: 'unqualified' });

    expect(set(STAGES.offer, scored)).toMatchObject({ status: 'closed', outcome: 'unqualified' });
  });
});
