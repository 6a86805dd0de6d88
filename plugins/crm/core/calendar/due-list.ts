import { z } from 'zod';
import { dueTime } from '../kernel/fields';
import { refuseField, type Refusal } from '../kernel/refusals';
import { LEAD_STATUSES } from '../lead/model';
import { dueWindow, overdueBefore, parseDue, startOfDay } from './due';

/** What a caller asks of the due list: `from` and `to` are days or times, both of them included as days. */
export const dueQuery = z.strictObject({
  from: dueTime('From')
    .optional()
    .meta({ description: 'What was due before is left out. Without it, everything overdue.' }),
  to: dueTime('To')
    .optional()
    .meta({ description: 'A date counts to its end. Without it, three days ahead (R27).' }),
  mine: z
    .stringbool()
    .optional()
    .meta({ description: 'Only what is yours to do.', type: 'boolean' }),
  limit: z.coerce.number().int().min(1).max(100).default(25),
  cursor: z.string().optional().meta({ description: 'Where the answer before this one ended.' }),
});
export type DueQuery = z.output<typeof dueQuery>;

export const DUE_KINDS = ['event', 'task'] as const;
export type DueKind = (typeof DUE_KINDS)[number];

const named = z.object({ documentId: z.string(), label: z.string() });

export const dueItem = z.object({
  kind: z.enum(DUE_KINDS),
  documentId: z.string(),
  title: z.string(),
  type: named.nullable().meta({ description: 'The type of an event.' }),
  dueAt: z.iso.datetime(),
  allDay: z.boolean(),
  overdue: z.boolean(),
  lead: named.extend({ status: z.enum(LEAD_STATUSES) }).nullable(),
  contact: named.nullable(),
  assignee: named.nullable(),
});
export type DueItem = z.output<typeof dueItem>;

export const dueMeta = z.object({
  limit: z.int(),
  cursor: z.string().nullable(),
  from: z.iso.datetime().nullable(),
  to: z.iso.datetime(),
  timeZone: z.string(),
});

/** From when on, until when (not included), and before which instants something is late. */
export interface DueBounds {
  readonly from: Date | null;
  readonly to: Date;
  readonly overdue: { readonly timed: Date; readonly allDay: Date };
}

export function dueBounds(
  { from, to }: Pick<DueQuery, 'from' | 'to'>,
  now: Date,
  timeZone: string,
): DueBounds | Refusal {
  const first = from === undefined ? null : instantOf(from, timeZone, 0);
  const last = to === undefined ? dueWindow(now, timeZone).to : instantOf(to, timeZone, 1);
  if (first !== null && first >= last) {
    return refuseField('to', 'Choose a day that is not before the first one.');
  }
  return { from: first, to: last, overdue: overdueBefore(now, timeZone) };
}

/** The beginning of a day or, `daysLater`, the one after its end; a time is what it is. */
function instantOf(text: string, timeZone: string, daysLater: number): Date {
  const due = parseDue(text, timeZone);
  // `dueQuery` has let in only what can be read.
  const at = new Date(due?.dueAt ?? text);
  return due?.allDay === true ? startOfDay(at, timeZone, daysLater) : at;
}

export const isLate = (
  { dueAt, allDay }: Pick<DueItem, 'dueAt' | 'allDay'>,
  { overdue }: Pick<DueBounds, 'overdue'>,
): boolean => new Date(dueAt) < (allDay ? overdue.allDay : overdue.timed);
