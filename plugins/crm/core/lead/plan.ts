import {
  closedBy,
  planCascade,
  planRestore,
  returningWith,
  type PeopleFacts,
} from '../contact/rules/plan-people';
import { withoutPendingRequest } from '../close-request/voiding';
import type { Setting } from '../kernel/action';
import type { Change, Kept, Plan, Subject } from '../kernel/plan';
import { isRefusal, refuse, type Refusal } from '../kernel/refusals';
import type { Settings } from '../kernel/settings';
import { sameValue, type Value } from '../kernel/values';
import {
  standsInTheWay,
  type DecidedLead,
  type LeadAction,
  type LeadContext,
  type LeadDecision,
} from './action';
import type { LeadNeed } from './facts';
import { leadSubject, type LeadFact } from './model';
import { joinedOnce } from './rules/gather';
import { withoutPendingTask } from './rules/pending';

export interface RefusedLead {
  readonly lead: LeadFact;
  readonly refusal: Refusal;
}

export interface LeadRequest {
  readonly input: Readonly<Record<string, unknown>>;
  /** The version that the caller looked at; another one in the meantime refuses (X33). */
  readonly version?: number | undefined;
}

/** First half of a plan: what each lead of the batch becomes, or why it refuses. */
export function decideLeads(
  action: LeadAction,
  leads: readonly LeadFact[],
  shared: Omit<LeadContext<LeadNeed>, 'lead'>,
  request: LeadRequest,
): { decided: DecidedLead[]; refused: RefusedLead[] } {
  const decided: DecidedLead[] = [];
  const refused: RefusedLead[] = [];
  for (const lead of leads) {
    const answer = decideLead(action, { ...shared, lead }, request);
    if (isRefusal(answer)) refused.push({ lead, refusal: answer });
    else decided.push({ lead, decision: answer });
  }
  return { decided, refused };
}

function decideLead(
  action: LeadAction,
  context: LeadContext<LeadNeed>,
  { input, version }: LeadRequest,
): LeadDecision | Refusal {
  const { lead } = context;
  const refusal =
    action.access(context, input) ??
    (version === undefined || version === lead.version
      ? null
      : refuse('lead.changed', { version: lead.version })) ??
    standsInTheWay(action, lead);
  const decision = refusal ?? action.decide(context, input);
  return isRefusal(decision)
    ? decision
    : withoutPendingRequest(lead, withoutPendingTask(lead, decision), context.now);
}

/**
 * Second half: the people on those leads. Judged after the whole batch, so that leads closed together
 * do not protect each other's contacts, in whatever order they come (R7, X2).
 */
export function planLeads(
  decided: readonly DecidedLead[],
  people: PeopleFacts,
  settings: Settings,
): Plan[] {
  const cascades = planCascade(decided, people, settings);
  const restored = closedBy(people.taken);
  const returning = returningWith(decided, restored);
  const plans = decided.map(({ lead, decision }): Plan => {
    const { tells, action, regime } = decision;
    const subject = leadSubject(lead);
    const cascade = cascades.get(lead.id);
    const restore =
      decision.restore === undefined
        ? undefined
        : planRestore(lead, decision.restore, people, restored, returning);
    const keptHere = (decision.kept ?? []).map((kept): Kept => ({ subject, ...kept }));
    return {
      subject,
      access: decision.access,
      changes: [
        ...changesOf(subject, lead, decision.set),
        ...(decision.changes ?? []),
        ...(cascade?.changes ?? []),
        ...(restore?.changes ?? []),
      ],
      kept: [...keptHere, ...(cascade?.kept ?? []), ...(restore?.kept ?? [])],
      ...(tells === undefined ? {} : { tells }),
      ...(action === undefined ? {} : { action }),
      ...(regime === undefined ? {} : { regime }),
    };
  });
  return joinedOnce(plans);
}

/** The settings that differ from what is there; setting a field to what it is changes nothing. */
function changesOf(subject: Subject, before: object, settings: readonly Setting[]): Change[] {
  const current = before as Readonly<Record<string, Value>>;
  return settings
    .map(({ field, after, rule }) => ({
      subject,
      field,
      before: current[field] ?? null,
      after,
      rule,
    }))
    .filter((change) => !sameValue(change.before, change.after));
}

/** Does any of these decisions reach the people on the leads? Then their facts have to be loaded. */
export const reachesPeople = (decided: readonly DecidedLead[]): boolean =>
  decided.some(({ decision }) => decision.cascade !== undefined || decision.restore !== undefined);

/** The leads that stop protecting their contacts by this very operation (R7). */
export const leadsThatStopProtecting = (decided: readonly DecidedLead[]): number[] =>
  decided
    .filter(({ decision }) => (decision.cascade?.scope ?? 'nobody') !== 'nobody')
    .map(({ lead }) => lead.id);
