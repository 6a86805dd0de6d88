import { z } from 'zod';
import { mergeIds, namedIds, stage } from '../../kernel/fields';
import { isRefusal, refuse, refuseField, type Refusal } from '../../kernel/refusals';
import { findStage, type StageFact } from '../../pipeline/model';
import { leadAction, mayOnLead, type LeadAction, type LeadDecision } from '../action';
import { OPEN_STATES, type LeadState } from '../model';
import { CLOSING_NEEDS, furtherToClose } from '../rules/closing-form';
import { judgeMove, moveTo, placeOf } from '../rules/moving';
import { isUnclaimed, staffNamed } from '../rules/owner';
import { qualifyAt, QUALIFYING_NEEDS, type QualifyingContext } from '../rules/qualifying';
import { assign, assignTo } from './assign';
import { closeLost, closeLostAt, furtherToLose, type CloseLostContext } from './close-lost';
import { closeWon, closeWonAt } from './close-won';
import { disqualify, disqualifyAt, type DisqualifyContext } from './disqualify';
import { qualify } from './qualify';
import { ownerless } from './reopen';

type Parsed = Readonly<Record<string, unknown>>;

type MovingContext = QualifyingContext & DisqualifyContext & CloseLostContext;

interface Target {
  readonly action: LeadAction;
  decide(context: MovingContext, input: Parsed, to: StageFact): LeadDecision | Refusal;
}

/**
 * E2, E10, X62: entering a state is the action of that state, with all that it asks for. Each takes the
 * very stage that was chosen, where a pipeline has several of one state.
 */
const TARGETS: Partial<Record<LeadState, Target>> = {
  assigned: {
    action: assign,
    decide(context, { owner }, to) {
      const person = staffNamed(context.facts.members, String(owner), ['owner']);
      return isRefusal(person) ? person : assignTo(context, person, to);
    },
  },
  qualified: {
    action: qualify,
    // Each `decide` gets what its own action has parsed.
    decide: (context, input, to) =>
      qualifyAt(context, to, input as Parameters<typeof qualifyAt>[2]),
  },
  disqualified: {
    action: disqualify,
    decide: (context, input, to) =>
      disqualifyAt(context, input as Parameters<typeof disqualifyAt>[1], to),
  },
  lost: {
    action: closeLost,
    decide: (context, input, to) =>
      closeLostAt(context, input as Parameters<typeof closeLostAt>[1], to),
  },
  won: {
    action: closeWon,
    decide: (context, input, to) =>
      closeWonAt(context, input as Parameters<typeof closeWonAt>[1], to),
  },
};

/** The action that entering a state is, if there is one: what a form for the move has to ask for. */
export const actionEntering = (state: string): LeadAction | undefined =>
  TARGETS[state as LeadState]?.action;

const targets = Object.values(TARGETS);

const input = z.strictObject({
  stage: stage('Stage'),
  data: z
    .record(z.string(), z.unknown())
    .optional()
    .meta({ title: 'What the action of that stage asks for' }),
});

/** E3, E4, R18: moves the lead along its pipeline, by drag, drop-down or API alike. */
export const changeStage = leadAction({
  key: 'change-stage',
  words: { label: 'Change stage', done: 'changed the stage' },
  grant: 'change-stage',
  from: OPEN_STATES,
  input,
  needs: [...QUALIFYING_NEEDS, 'undecided'],
  // What closing asks about is looked up where a lead is closed; every other move goes without.
  further(deed, { pipelines }) {
    const { stage: named, data = {} } = deed.input;
    const to = findStage(pipelines, String(named))?.stage.state;
    if (to !== 'lost' && to !== 'won') return [];
    const form = data as Parsed;
    const besides = to === 'lost' ? furtherToLose(deed, form) : furtherToClose(form);
    return [...CLOSING_NEEDS.filter((need) => need !== 'pipelines'), ...besides];
  },
  whenInactive: false,
  bulk: true,
  mayAsk: true,

  access(context) {
    // R13: taking a lead that is nobody's is claiming it; the action of the stage judges that.
    return isUnclaimed(context, 'change-stage') ? null : mayOnLead(context, 'change-stage');
  },

  // Which action is meant shows with the stage; what any of them could name is looked up before.
  named: (asked) =>
    mergeIds([
      namedIds(input, asked),
      ...targets.map(({ action }) => namedIds(action.input, (asked['data'] ?? {}) as Parsed)),
    ]),

  decide(context, { stage: named, data }) {
    const { lead, facts } = context;
    const place = placeOf(facts.pipelines, lead);
    if (isRefusal(place)) return place;
    const found = findStage(facts.pipelines, named);
    if (found === undefined) return refuseField('stage', 'There is no such stage.');
    const { stage: to } = found;
    if (found.pipeline.id !== place.pipeline.id) {
      return refuseField(
        'stage',
        `"${to.label}" belongs to the pipeline "${found.pipeline.label}". Move the lead to that pipeline first.`,
      );
    }
    const refusal = judgeMove(place.pipeline, place.stage, to);
    if (refusal !== null) return refusal;
    return to.state === lead.state || to.state === 'new'
      ? moved(context, to, data)
      : handedOver(context, to, data);
  },
});

function moved(
  context: MovingContext,
  to: StageFact,
  data: Parsed | undefined,
): LeadDecision | Refusal {
  const { lead } = context;
  const refusal = mayOnLead(context, 'change-stage');
  if (refusal !== null) return refusal;
  const [unknown] = Object.keys(data ?? {});
  if (unknown !== undefined) {
    return refuseField(['data', unknown], `"${to.label}" asks for nothing. Leave this out.`);
  }
  if (to.id === lead.stage?.id) return { access: 'change-stage', set: [] };
  return {
    access: 'change-stage',
    set: [...moveTo(lead, to, context, 'E4'), ...ownerless(lead, to)],
  };
}

function handedOver(
  context: MovingContext,
  to: StageFact,
  data: Parsed | undefined,
): LeadDecision | Refusal {
  const { lead } = context;
  const target = TARGETS[to.state as LeadState];
  // S1, X42: nothing leads to Dropped out of the box.
  if (target === undefined) return refuse('lead.state', noWayTo(to));
  if (!target.action.from.includes(lead.state)) {
    return refuse('lead.state', { state: lead.state, from: target.action.from, stage: to.label });
  }
  const parsed = target.action.parse(data);
  if (isRefusal(parsed)) return inData(parsed, target.action);
  const decision = target.action.access(context, parsed) ?? target.decide(context, parsed, to);
  return isRefusal(decision) ? inData(decision, target.action) : decision;
}

const noWayTo = ({ label, state }: StageFact): Record<string, unknown> => ({
  because: `No action leads to "${label}" (${state}).`,
});

/** What is missing is missing in `data`; a board that reads `action` can open its form. */
function inData({ code, details }: Refusal, { key }: LeadAction): Refusal {
  const errors = details['errors'] as readonly { path: readonly string[] }[] | undefined;
  return refuse(code, {
    ...details,
    action: key,
    ...(errors === undefined
      ? {}
      : { errors: errors.map((error) => ({ ...error, path: ['data', ...error.path] })) }),
  });
}
