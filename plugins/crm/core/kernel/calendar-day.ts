/**
 * Is the day with which this text begins one of the calendar? JavaScript takes February 30 for March 2. Text that
 * does not begin with a day such as `2026-03-31` is somebody else's to judge.
 */
export function isCalendarDay(text: string): boolean {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)(?!\d)/.exec(text) ?? [];
  if (year === undefined) return true;
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
}
