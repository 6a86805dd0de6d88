import { z } from 'zod';
import { dayOf, startOfDay } from '../calendar/due';
import { day } from '../kernel/fields';
import { refuseField, type Refusal } from '../kernel/refusals';
import { definitionOf, type ReportKey } from './reports';

/** What a caller asks of a report. */
export const reportQuery = (report: ReportKey) =>
  z.strictObject({
    from: day('From').optional().meta({
      description: 'The first day, in the configured time zone. Without it, eleven months ago.',
    }),
    to: day('To').optional().meta({ description: 'The last day. Without it, today.' }),
    by: z.enum(definitionOf(report).by).default(definitionOf(report).by[0]),
    format: z.enum(['json', 'csv']).default('json'),
  });
export interface ReportQuery {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly by: string;
  readonly format: 'json' | 'csv';
}

/** A month of a period; the first and the last may be parts of one. */
export interface Month {
  readonly key: string;
  readonly from: Date;
  readonly to: Date;
}

export interface Period {
  readonly firstDay: string;
  readonly lastDay: string;
  readonly from: Date;
  /** The instant after the last day. */
  readonly to: Date;
  readonly months: readonly Month[];
}

const LONGEST_IN_MONTHS = 240;

/** The period of a report: whole days of the configured time zone, and the months that it is made of. */
export function periodOf(
  asked: Pick<ReportQuery, 'from' | 'to'>,
  now: Date,
  timeZone: string,
): Period | Refusal {
  const lastDay = asked.to ?? dayOf(now, timeZone);
  const firstDay = asked.from ?? `${monthBefore(lastDay.slice(0, 7), 11)}-01`;
  if (firstDay > lastDay)
    return refuseField('to', 'Choose a day that is not before the first one.');
  const starts = [firstDay];
  for (let month = monthAfter(firstDay.slice(0, 7)); `${month}-01` <= lastDay; ) {
    starts.push(`${month}-01`);
    month = monthAfter(month);
  }
  if (starts.length > LONGEST_IN_MONTHS) {
    return refuseField('from', 'A report reaches over 20 years at most.');
  }
  const beginnings = starts.map((start) => beginningOf(start, timeZone, 0));
  const to = beginningOf(lastDay, timeZone, 1);
  const months = starts.map(
    (start, index): Month => ({
      key: start.slice(0, 7),
      from: beginnings[index] ?? to,
      to: beginnings[index + 1] ?? to,
    }),
  );
  return { firstDay, lastDay, from: beginnings[0] ?? to, to, months };
}

/** Noon in UTC lies on that day in nearly every zone; the beginning is looked for on both sides of it. */
function beginningOf(date: string, timeZone: string, daysLater: number): Date {
  const noon = new Date(`${date}T12:00:00Z`);
  const shift = [-1, 0, 1].find(
    (days) => dayOf(startOfDay(noon, timeZone, days), timeZone) >= date,
  );
  return startOfDay(noon, timeZone, (shift ?? 0) + daysLater);
}

const monthAfter = (month: string): string => monthBefore(month, -1);

function monthBefore(month: string, count: number): string {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return new Date(Date.UTC(year, number - 1 - count, 1)).toISOString().slice(0, 7);
}
