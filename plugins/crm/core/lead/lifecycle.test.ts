import { PIPELINES } from '../pipeline/pipelines';
import type { PipelineFact } from '../pipeline/model';
import {
  aDealPipeline,
  aLeadIn,
  aPipeline,
  aProcess,
  aStaffMember,
  aStage,
  aValue,
  FILLED,
  keyed,
  leadBecomes,
  planOver,
  ref,
} from '../testing/facts';
import { leadActions } from './actions';
import { isFinal, LEAD_STATES, type LeadState } from './model';

/*
 * Where leads can get to, found out by doing every action in every state. Nothing here says which way an
 * action leads: a new action changes the table below, or makes it fail.
 */

const process = aProcess();
const deals = aDealPipeline();
const pipelinesWith = (given: Partial<PipelineFact>): PipelineFact[] =>
  PIPELINES.filter(({ kind }) => kind === 'lead').map(({ key, name, isDefault, stages }, at) =>
    aPipeline({
      id: at + 1,
      documentId: key,
      label: name,
      isDefault,
      stages: stages.map((stage, position) =>
        aStage(stage.state, {
          id: (at + 1) * 100 + position,
          label: stage.name,
          position,
          processId: stage.process === undefined ? null : process.id,
        }),
      ),
      ...given,
    }),
  );

const sue = aStaffMember({ id: 8, label: 'Sue' });
const acme = ref(50, 'Acme');
const list = { ...ref(51, 'Spring'), leadIds: new Set<number>() };
const direction = aValue('selling-direction', 'general', { id: 101 });
const NON_TARGET = aValue('disqualification-code', 'non-target', { id: 102 });
const NO_DEMAND = aValue('disqualification-code', 'demand-not-generated', { id: 103 });
const LOST = aValue('lead-score', 'lost-lead', { id: 104 });
const PRICE = aValue('lost-reason', 'price', { id: 105 });
const group = {
  ...ref(52, 'Live Leads'),
  defaultOnLost: true,
  defaultOnWon: true,
  contactIds: new Set<number>(),
};
const loss = { reason: PRICE.documentId, followUpAt: '2026-06-01T09:00' };
const win = { followUpAt: '2026-06-01T09:00' };
const deal = {
  city: 'Ulm',
  sellingDirection: direction.documentId,
  responsible: sue.documentId,
};
const owner = { owner: sue.documentId };
const qualification = { ...deal, company: acme.documentId };
const refusal = { code: NON_TARGET.documentId, reason: 'Too small.' };

/** Good input for each action; a new one adds its own. */
const INPUTS: Readonly<Record<string, (pipelines: readonly PipelineFact[]) => readonly object[]>> =
  {
    assign: () => [owner],
    reassign: () => [owner],
    qualify: () => [qualification],
    disqualify: () => [
      refusal,
      { ...refusal, code: NO_DEMAND.documentId, opportunity: qualification },
    ],
    'correct-disqualification': () => [
      refusal,
      { code: NO_DEMAND.documentId, opportunity: qualification },
    ],
    'create-opportunity': () => [deal],
    'close-lost': () => [loss],
    'close-won': () => [win],
    'mark-sold': () => [{}],
    'change-stage': (pipelines) =>
      stagesOf(pipelines).flatMap((stage) =>
        [undefined, owner, qualification, refusal, loss, win].map((data) => ({ stage, data })),
      ),
    'change-pipeline': (pipelines) => pipelines.map(({ documentId: pipeline }) => ({ pipeline })),
    score: () => [{ leadScore: LOST.documentId }],
    reopen: (pipelines) => stagesOf(pipelines).map((stage) => ({ stage, reason: 'They called.' })),
    activate: () => [{}],
    deactivate: () => [{}],
    'add-to-marketing-list': () => [{ list: list.documentId }],
  };

const stagesOf = (pipelines: readonly PipelineFact[]): string[] =>
  pipelines.flatMap(({ stages }) => stages.map(({ documentId }) => documentId));

interface Looks {
  readonly looked: string[];
  readonly loaded: string[];
}

interface Step {
  readonly action: string;
  readonly from: LeadState;
  readonly to: LeadState;
}

/** What each action makes of a lead in each state of each pipeline, and which facts it looks at. */
function everyStep(given: Partial<PipelineFact>): { steps: Step[]; looks: Map<string, Looks> } {
  const pipelines = pipelinesWith(given);
  const world = worldOf(pipelines);
  const leads = LEAD_STATES.flatMap((state) =>
    pipelines
      .filter(({ stages }) => stages.some((stage) => stage.state === state))
      .map((pipeline) => aLeadIn(pipeline, state, { company: acme })),
  );
  const steps: Step[] = [];
  const looks = new Map<string, Looks>();
  for (const action of leadActions.all) {
    const inputs = INPUTS[action.key]?.(pipelines) ?? [];
    const tried = inputs.flatMap((input) =>
      leads.map((lead) => ({ lead, ...planOver(action, input, { ...world, leads: [lead] }) })),
    );
    const all = (names: readonly string[]): string[] => [...new Set(names)].toSorted();
    looks.set(action.key, {
      looked: all(tried.flatMap((one) => [...one.looked])),
      loaded: all(tried.flatMap((one) => [...one.loaded])),
    });
    for (const { lead, changes, refused } of tried) {
      // A plan writes a state as what it is.
      const to = (leadBecomes(changes)['state'] ?? lead.state) as LeadState;
      if (refused.length === 0) steps.push({ action: action.key, from: lead.state, to });
    }
  }
  return { steps, looks };
}

const worldOf = (pipelines: readonly PipelineFact[]) => ({
  dropdown: [direction, NON_TARGET, NO_DEMAND, LOST, PRICE],
  facts: {
    pipelines: [...pipelines, deals],
    members: keyed(sue),
    answers: new Map([[1, FILLED]]),
    companies: { byId: keyed(acme), byName: new Map(), byWebsite: new Map() },
    processes: new Map([[process.id, process]]),
    lists: keyed(list),
    groups: keyed(group),
  },
});

const ways = (steps: readonly Step[], from: LeadState): string[] => [
  ...new Set(
    steps.flatMap((step) => (step.from === from && step.to !== from ? [step.to] : [])).toSorted(),
  ),
];

function reachable(steps: readonly Step[]): LeadState[] {
  const reached = new Set<LeadState>(['new']);
  for (const state of reached) {
    for (const step of steps) if (step.from === state) reached.add(step.to);
  }
  return LEAD_STATES.filter((state) => reached.has(state));
}

describe('the lifecycle of a lead', () => {
  const shipped = everyStep({});
  const loose = everyStep({ allowReopen: true, forwardOnly: false });

  it('every action is tried here: it has good input, and is done at least once', () => {
    const done = new Set(loose.steps.map(({ action }) => action));

    expect(leadActions.all.map(({ key }) => key).filter((key) => !done.has(key))).toEqual([]);
  });

  it.each([
    ['S3 L1 L24', 'new', ['assigned', 'lost', 'won']],
    ['S6 S10 L1 L24', 'assigned', ['disqualified', 'lost', 'qualified', 'won']],
    ['E7 E14 E16', 'qualified', []],
    ['E7 E16', 'disqualified', []],
    ['S1 R2', 'dropped', []],
    ['R2', 'won', []],
    ['R2', 'lost', []],
  ] as const)('%s: as shipped, %s leads to %j', (_rule, from, expected) => {
    expect(ways(shipped.steps, from)).toEqual(expected);
  });

  it.each(LEAD_STATES.filter((state) => isFinal(state)))(
    'R19 E17: where an administrator allows it, %s leads back to what is open',
    (state) => {
      expect(ways(loose.steps, state)).toEqual(['assigned', 'new']);
    },
  );

  it('R18 E1: where the pipeline lets it, an assigned lead goes back to New', () => {
    expect(ways(loose.steps, 'assigned')).toEqual([
      'disqualified',
      'lost',
      'new',
      'qualified',
      'won',
    ]);
  });

  it('S1 X42: nothing leads to dropped, and everything else is reached', () => {
    for (const { steps } of [shipped, loose]) {
      expect(reachable(steps)).toEqual(LEAD_STATES.filter((state) => state !== 'dropped'));
    }
  });

  it.each(leadActions.all.map((action) => [action.key, action] as const))(
    'the states that %s is offered in can be reached',
    (_key, { from }) => {
      const unreached = from.filter((state) => !reachable(shipped.steps).includes(state));

      expect(from === LEAD_STATES ? [] : unreached).toEqual([]);
    },
  );

  it.each(leadActions.all.map((action) => [action.key, action] as const))(
    '%s looks at every fact that it has loaded',
    (key, { needs }) => {
      const { looked, loaded } = loose.looks.get(key) ?? { looked: [], loaded: [] };

      expect(looked).toEqual(loaded);
      expect(loaded).toEqual(expect.arrayContaining([...needs]));
    },
  );
});
