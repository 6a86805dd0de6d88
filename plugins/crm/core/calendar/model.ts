import type { Ref } from '../kernel/values';
import type { DueEvent } from './due';

/** A calendar event as the rules see it: about a lead, a person, or both. */
export interface CalendarEventFact extends Ref, DueEvent {
  readonly dueAt: string;
  readonly completedAt: string | null;
  readonly cancelledAt: string | null;
  /** The operation that completed it: its own, or the closing of its lead (R25). */
  readonly completedBy: Ref | null;
  readonly leadId: number | null;
  readonly contactId: number | null;
  readonly assignee: Ref | null;
}

export const EVENT_STANDINGS = ['open', 'completed', 'cancelled'] as const;
export type EventStanding = (typeof EVENT_STANDINGS)[number];

export const standingOf = ({
  completedAt,
  cancelledAt,
}: Pick<DueEvent, 'completedAt' | 'cancelledAt'>): EventStanding =>
  completedAt !== null ? 'completed' : cancelledAt !== null ? 'cancelled' : 'open';

/** What only deeds set in an event, with the deed that an edit of it stands for (R32). */
export const GUARDED_EVENT_FIELDS = {
  dueAt: 'reschedule',
  allDay: 'reschedule',
  assignee: 'reassign',
  completedAt: 'complete',
  cancelledAt: 'cancel',
  completedBy: null,
  lead: null,
  contact: null,
} as const satisfies Record<string, EventDeedKey | null>;

export const EVENT_DEED_KEYS = ['complete', 'reopen', 'reassign', 'reschedule', 'cancel'] as const;
export type EventDeedKey = (typeof EVENT_DEED_KEYS)[number];
