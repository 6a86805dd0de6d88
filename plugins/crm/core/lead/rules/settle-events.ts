import { isOverdue } from '../../calendar/due';
import type { MasterTypeKey } from '../../dropdown/types';
import type { Change } from '../../kernel/plan';
import { THIS_OPERATION } from '../../kernel/values';
import type { LeadContext, LeadDecision } from '../action';
import type { EventFact } from '../facts';

/** L10 to L12: one choice, so that the two boxes of a form cannot both be ticked (X52). */
export const COMPLETE_EVENTS = ['overdue', 'all', 'none'] as const;
export type CompleteEvents = (typeof COMPLETE_EVENTS)[number];

interface Settled {
  readonly changes: readonly Change[];
  readonly kept: NonNullable<LeadDecision['kept']>;
}

/** R25: who closes a lead settles its events: those that are overdue, all that are open, or none. */
export function settleEvents(
  { lead, facts, settings, now }: LeadContext<'events'>,
  which: CompleteEvents,
): Settled {
  const open = facts.events.filter(({ leadId }) => leadId === lead.id);
  const ends = ({ dueAt, allDay }: EventFact): boolean =>
    which === 'all' ||
    (which === 'overdue' &&
      isOverdue({ dueAt, allDay, completedAt: null, cancelledAt: null }, now, settings.timeZone));
  return {
    changes: open.filter(ends).flatMap((event) => completed(event, now)),
    kept: open
      .filter((event) => !ends(event))
      .map(({ label }) => ({
        rule: 'L12',
        because:
          which === 'none'
            ? `The event "${label}" stays open, as asked.`
            : `The event "${label}" stays open: it is not overdue.`,
      })),
  };
}

const FOLLOW_UPS: readonly (MasterTypeKey | null)[] = [
  'follow-up',
  'closed-lost-follow-up',
  'post-sale-follow-up',
];

/** R30: whoever has died is not followed up; what else is planned is for people to look at. */
export const cancelFollowUps = ({ lead, facts, now }: LeadContext<'events'>): Change[] =>
  facts.events
    .filter(({ leadId, kind }) => leadId === lead.id && FOLLOW_UPS.includes(kind))
    .map(({ id, documentId, label }) => ({
      subject: { record: 'calendar-event', id, documentId, label },
      field: 'cancelledAt',
      before: null,
      after: now.toISOString(),
      rule: 'R30',
    }));

const completed = ({ id, documentId, label }: EventFact, now: Date): Change[] =>
  Object.entries({ completedAt: now.toISOString(), completedBy: THIS_OPERATION }).map(
    ([field, after]): Change => ({
      subject: { record: 'calendar-event', id, documentId, label },
      field,
      before: null,
      after,
      rule: 'R25',
    }),
  );
