import { isOverdue, parseDue, type Due } from '../../calendar/due';
import { creation, type Change } from '../../kernel/plan';
import { isRefusal, refuseField, type Refusal } from '../../kernel/refusals';
import type { Ref } from '../../kernel/values';
import type { LeadContext } from '../action';
import { leadSubject, type DropdownValueFact } from '../model';

/** L16, L21: the kinds of event that closing makes, each with its fixed title. */
const FOLLOW_UPS = {
  'closed-lost-follow-up': 'Closed Lost Lead Follow Up',
  'post-sale-follow-up': 'Post sale follow up',
} as const;
export type FollowUpKind = keyof typeof FOLLOW_UPS;

/** X53: nobody plans a call for their successor's successor; a slip of the year is more likely. */
const YEARS_AHEAD = 10;

type FollowUpContext = LeadContext<'eventTypes'>;

/** L16, R26: one event of a fixed type, for the owner; what is due is read in the configured time zone. */
export function followUpFor(
  context: FollowUpContext,
  kind: FollowUpKind,
  asked: string | undefined,
): readonly Change[] | Refusal {
  if (asked === undefined) return [];
  const due = dueFrom(context, asked);
  if (isRefusal(due)) return due;
  const { lead, facts } = context;
  const title = FOLLOW_UPS[kind];
  return creation('calendar-event', title, 'L16', {
    title,
    type: typeOf(facts.eventTypes, kind),
    lead: leadSubject(lead),
    assignee: assigneeFor(context),
    dueAt: due.dueAt,
    allDay: due.allDay,
  }).changes;
}

/** X53: a follow-up lies ahead, and not beyond all planning. */
function dueFrom({ settings, now }: FollowUpContext, asked: string): Due | Refusal {
  const due = parseDue(asked, settings.timeZone);
  if (due === null) return refuseField('followUpAt', 'There is no such time.');
  const isPast =
    isOverdue({ ...due, completedAt: null, cancelledAt: null }, now, settings.timeZone) ||
    (!due.allDay && due.dueAt === now.toISOString());
  if (isPast) {
    return refuseField('followUpAt', 'This time has passed. Choose one that lies ahead.');
  }
  const last = new Date(now);
  last.setUTCFullYear(last.getUTCFullYear() + YEARS_AHEAD);
  return due.dueAt > last.toISOString()
    ? refuseField('followUpAt', `Choose a time within the next ${YEARS_AHEAD} years.`)
    : due;
}

/** By its master type, whatever the value is called (A9); one that is in use before one that is retired. */
const typeOf = (types: readonly DropdownValueFact[], kind: FollowUpKind): Ref | null =>
  types.find(({ masterType, active }) => masterType === kind && active) ??
  types.find(({ masterType }) => masterType === kind) ??
  null;

/** R26, X53: the owner; who has left follows nothing up, and a lead may be nobody's. */
function assigneeFor({ lead, actor }: FollowUpContext): Ref | null {
  if (lead.owner !== null && lead.ownerActive) return lead.owner;
  return lead.ownerManager !== null && lead.ownerManagerActive ? lead.ownerManager : actor.member;
}
