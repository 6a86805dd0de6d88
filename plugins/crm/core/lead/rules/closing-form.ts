import { z } from 'zod';
import type { Change } from '../../kernel/plan';
import { contactGroup, dueTime, longText, several } from '../../kernel/fields';
import { isRefusal, refuse, type Refusal } from '../../kernel/refusals';
import type { PipelineFact, StageFact } from '../../pipeline/model';
import { firstStage } from '../../pipeline/model';
import type { LeadContext, LeadDecision } from '../action';
import type { LeadFact } from '../model';
import { followUpFor, type FollowUpKind } from './follow-up';
import { gather, type FilledOn } from './gather';
import { stageFor } from './moving';
import { COMPLETE_EVENTS, settleEvents } from './settle-events';

/** L10 to L16: what closing asks for, as won or lost alike (L13). */
export const CLOSING_FIELDS = {
  notes: longText('Notes'),
  completeEvents: z
    .enum(COMPLETE_EVENTS, { error: 'Choose one of overdue, all and none.' })
    .default('overdue')
    .meta({ title: 'Events to mark as completed' }),
  contactGroups: several('Contact groups', contactGroup('Contact group')).optional(),
  followUpAt: dueTime('Follow up on').optional(),
};

const form = z.strictObject(CLOSING_FIELDS);
type ClosingInput = z.output<typeof form>;

export const CLOSING_NEEDS = ['pipelines', 'people', 'groups', 'events'] as const;
type ClosingNeed = (typeof CLOSING_NEEDS)[number] | 'eventTypes';
export type ClosingContext = LeadContext<ClosingNeed>;

/** What kinds of event there are is asked where one is made. */
export const furtherToClose = (input: {
  readonly followUpAt?: unknown;
}): readonly 'eventTypes'[] => (input.followUpAt === undefined ? [] : ['eventTypes']);

const WAYS = {
  lost: { filledOn: 'defaultOnLost', followUp: 'closed-lost-follow-up' },
  won: { filledOn: 'defaultOnWon', followUp: 'post-sale-follow-up' },
} as const satisfies Record<string, { filledOn: FilledOn; followUp: FollowUpKind }>;
export type Way = keyof typeof WAYS;

export const filledOn = (way: Way): FilledOn => WAYS[way].filledOn;

interface Beside {
  readonly changes: readonly Change[];
  readonly kept: NonNullable<LeadDecision['kept']>;
}

/** What closing does beside the lead: its events, a new one to follow up on, the groups of its people. */
export function settleBeside(
  context: ClosingContext,
  way: Way,
  { completeEvents, contactGroups, followUpAt }: ClosingInput,
): Beside | Refusal {
  const gathered = gather(context, WAYS[way].filledOn, contactGroups);
  if (isRefusal(gathered)) return gathered;
  const followUp = followUpFor(context, WAYS[way].followUp, followUpAt);
  if (isRefusal(followUp)) return followUp;
  const settled = settleEvents(context, completeEvents);
  return {
    changes: [...settled.changes, ...followUp, ...gathered.changes],
    kept: [...settled.kept, ...gathered.kept],
  };
}

/** Why a lead cannot be closed this way wherever it stands: its pipeline has no such end. */
export function hasNoEnd(
  way: Way,
  lead: LeadFact,
  pipelines: readonly PipelineFact[],
): Refusal | null {
  const pipeline = pipelines.find(({ id }) => id === lead.pipeline?.id);
  if (pipeline === undefined || firstStage(pipeline, way) !== undefined) return null;
  return refuse('lead.state', {
    because: `The pipeline "${pipeline.label}" has no stage for leads that are ${way}. Ask an administrator to add one, or move the lead to another pipeline.`,
  });
}

/** The end of a lead's pipeline; `chosen` where the board says which of several. */
export const endOf = (
  way: Way,
  { lead, facts }: ClosingContext,
  chosen: StageFact | undefined,
): StageFact | Refusal =>
  hasNoEnd(way, lead, facts.pipelines) ?? stageFor(facts.pipelines, lead, way, chosen);
