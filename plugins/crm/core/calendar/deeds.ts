import { z } from 'zod';
import { parseForm, type Setting, type Words } from '../kernel/action';
import { dueTime, longText, member, type InputSchema } from '../kernel/fields';
import { isRefusal, refuse, refuseField, type Refusal } from '../kernel/refusals';
import { THIS_OPERATION } from '../kernel/values';
import type { MemberFact } from '../lead/facts';
import { staffNamed } from '../lead/rules/owner';
import { parseDue, startOfDay } from './due';
import { standingOf, type CalendarEventFact, type EventDeedKey, type EventStanding } from './model';

/** What a deed on an event may look at beside the event. */
export interface EventContext {
  /** The members that the input names, by documentId. */
  readonly members: ReadonlyMap<string, MemberFact>;
  readonly timeZone: string;
  readonly now: Date;
}

interface EventDeedSpec<Schema extends InputSchema> {
  readonly key: EventDeedKey;
  readonly words: Words;
  /** What it is done to; others are settled already, or not yet. */
  readonly from: readonly EventStanding[];
  readonly input: Schema;
  decide(
    event: CalendarEventFact,
    input: z.output<Schema>,
    context: EventContext,
  ): readonly Setting[] | Refusal;
}

/** A deed on an event as the catalogue holds it, its input type closed over. */
export interface EventDeed {
  readonly key: EventDeedKey;
  readonly words: Words;
  readonly input: InputSchema;
  /** Parses untrusted input; refuses with `input.invalid`. */
  parse(raw: unknown): Readonly<Record<string, unknown>> | Refusal;
  decide(
    event: CalendarEventFact,
    input: Readonly<Record<string, unknown>>,
    context: EventContext,
  ): readonly Setting[] | Refusal;
}

const eventDeed = <Schema extends InputSchema>(spec: EventDeedSpec<Schema>): EventDeed => ({
  key: spec.key,
  words: spec.words,
  input: spec.input,
  parse: (raw) => parseForm(spec.input, raw),
  decide: (event, input, context) => {
    const status = standingOf(event);
    if (!spec.from.includes(status)) {
      return refuse('request.settled', { task: event.label, status });
    }
    // `parse` has made this input from the deed's own schema.
    return spec.decide(event, input as z.output<Schema>, context);
  },
});

const complete = eventDeed({
  key: 'complete',
  words: { label: 'Complete', done: 'completed an event' },
  from: ['open'],
  input: z.strictObject({}),
  decide: (_event, _input, { now }) => [
    { field: 'completedAt', after: now.toISOString(), rule: 'R25' },
    { field: 'completedBy', after: THIS_OPERATION, rule: 'R25' },
  ],
});

/** What is done or called off is to be done after all; an open one stays as it is. */
const reopen = eventDeed({
  key: 'reopen',
  words: { label: 'Reopen', done: 'reopened an event' },
  from: ['open', 'completed', 'cancelled'],
  input: z.strictObject({}),
  decide: () =>
    ['completedAt', 'completedBy', 'cancelledAt'].map((field) => ({
      field,
      after: null,
      rule: 'R25',
    })),
});

const reassign = eventDeed({
  key: 'reassign',
  words: { label: 'Hand over', done: 'handed an event over' },
  from: ['open'],
  input: z.strictObject({ assignee: member('Assignee') }),
  decide(_event, { assignee }, { members }) {
    const person = staffNamed(members, assignee, ['assignee']);
    if (isRefusal(person)) return person;
    // X31: whose it is already keeps it: setting a field to what it is changes nothing.
    return [{ field: 'assignee', after: person, rule: 'X63' }];
  },
});

/** A date makes it the whole day, a time an hour of it; `allDay` says so of the day it is on already. */
const reschedule = eventDeed({
  key: 'reschedule',
  words: { label: 'Reschedule', done: 'rescheduled an event' },
  from: ['open'],
  input: z.strictObject({
    dueAt: dueTime('Due').optional(),
    allDay: z.boolean().optional().meta({ title: 'All day' }),
  }),
  decide(event, { dueAt, allDay }, { timeZone }) {
    const due = dueAt === undefined ? event : parseDue(dueAt, timeZone);
    if (due === null) return refuseField('dueAt', NO_DUE);
    const isWhole = allDay ?? due.allDay;
    const at = isWhole ? startOfDay(new Date(due.dueAt), timeZone).toISOString() : due.dueAt;
    return [
      { field: 'dueAt', after: at, rule: 'R25' },
      { field: 'allDay', after: isWhole, rule: 'R25' },
    ];
  },
});

const cancel = eventDeed({
  key: 'cancel',
  words: { label: 'Cancel', done: 'cancelled an event' },
  from: ['open'],
  input: z.strictObject({ reason: longText('Reason') }),
  decide: (_event, _input, { now }) => [
    { field: 'cancelledAt', after: now.toISOString(), rule: 'X51' },
  ],
});

export const NO_DUE = 'Give a time such as 2026-03-31T09:00, or a date such as 2026-03-31.';

/** Each is a route of an event, and together with others of its kind a bulk. */
export const EVENT_DEEDS: Readonly<Record<EventDeedKey, EventDeed>> = {
  complete,
  reopen,
  reassign,
  reschedule,
  cancel,
};
