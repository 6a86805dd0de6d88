import { DateTime, IANAZone } from 'luxon';

/**
 * What is due, and when a day begins, in the configured time zone (R25, R27). The clock is handed in:
 * nothing here asks for the time.
 */
export interface Due {
  /** The instant, ISO 8601 in UTC; of a whole day its beginning. */
  readonly dueAt: string;
  readonly allDay: boolean;
}

/** The parts of an event that tell whether somebody is late with it. */
export interface DueEvent {
  readonly dueAt: string | Date;
  readonly allDay: boolean;
  readonly completedAt: string | Date | null;
  readonly cancelledAt: string | Date | null;
}

/** A stretch of time: `from` belongs to it, `to` no longer does. */
export interface TimeWindow {
  readonly from: Date;
  readonly to: Date;
}

/** X51: not done, not called off, and its time is over: the instant, or the whole of its day. */
export function isOverdue(event: DueEvent, now: Date, timeZone: string): boolean {
  if (event.completedAt !== null || event.cancelledAt !== null) return false;
  const { timed, allDay } = overdueBefore(now, timeZone);
  return new Date(event.dueAt) < (event.allDay ? allDay : timed);
}

/** The same as two bounds that a database can compare with: of events with a time, and of whole days. */
export const overdueBefore = (now: Date, timeZone: string): { timed: Date; allDay: Date } => ({
  timed: now,
  allDay: startOfDay(now, timeZone),
});

/**
 * R27, X54: from the beginning of the day `days` ago to the end of the day `days` ahead. Whole days of the
 * calendar, so that a change of the clocks moves neither edge.
 */
export const dueWindow = (now: Date, timeZone: string, days = 3): TimeWindow => ({
  from: startOfDay(now, timeZone, -days),
  to: startOfDay(now, timeZone, days + 1),
});

/** The first instant of the day that `now` falls on, or of one some days before or after it. */
export function startOfDay(now: Date, timeZone: string, daysLater = 0): Date {
  const local = DateTime.fromJSDate(now, { zone: timeZone });
  const midnight = Date.UTC(local.year, local.month - 1, local.day + daysLater);
  return instantOf(midnight, timeZone);
}

/** The day of the calendar on which an instant falls: `2026-03-29`. */
export const dayOf = (instant: Date, timeZone: string): string =>
  DateTime.fromJSDate(instant, { zone: timeZone }).toFormat('yyyy-MM-dd');

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const HAS_OFFSET = /(?:z|[+-]\d{2}(?::?\d{2})?)$/i;
const [FIRST_YEAR, LAST_YEAR] = [1900, 2200];

/**
 * Reads when something is due: an instant with its offset, a local time of the configured zone, or a date,
 * which is the whole day. A time that the clocks leave out is the first one after it, a time that they
 * show twice is the earlier.
 *
 * @returns null for what is no date at all, or lies outside of 1900 to 2200
 */
export function parseDue(text: string, timeZone: string): Due | null {
  const written = text.trim();
  const allDay = DAY.test(written);
  const time = written.split('T')[1];
  // Without an offset read as if it were UTC: that gives the numbers on the wall, whatever the zone.
  const read = DateTime.fromISO(written, { zone: 'utc' });
  if (!read.isValid || (!allDay && time === undefined)) return null;
  if (read.year < FIRST_YEAR || read.year > LAST_YEAR) return null;
  const hasOffset = time !== undefined && HAS_OFFSET.test(time);
  const instant = hasOffset ? read.toJSDate() : instantOf(read.toMillis(), timeZone);
  return { dueAt: instant.toISOString(), allDay };
}

const MINUTE = 60_000;
/** No zone changes its offset twice within this time, and none is farther from UTC. */
const AROUND = 36 * 60 * MINUTE;

/**
 * The instant at which clocks show this wall time, given as if it were UTC. luxon itself promises neither
 * side of a change: it moves a time that is left out by the whole gap, and takes either of two.
 */
function instantOf(wall: number, timeZone: string): Date {
  const zone = IANAZone.create(timeZone);
  const offsetAt = (instant: number): number => zone.offset(instant) * MINUTE;
  const offsets = [offsetAt(wall - AROUND), offsetAt(wall + AROUND)] as const;
  const shown = offsets
    .map((offset) => wall - offset)
    .filter((instant) => instant + offsetAt(instant) === wall);
  if (shown.length > 0) return new Date(Math.min(...shown));
  return new Date(changeBetween(wall - AROUND, wall + AROUND, offsetAt));
}

/** The first minute at which the later offset holds. */
function changeBetween(from: number, to: number, offsetAt: (instant: number) => number): number {
  const before = offsetAt(from);
  let [low, high] = [Math.floor(from / MINUTE), Math.ceil(to / MINUTE)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle * MINUTE) === before) low = middle;
    else high = middle;
  }
  return high * MINUTE;
}
