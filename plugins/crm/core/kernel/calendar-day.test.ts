import { isCalendarDay } from './calendar-day';

describe('a day of the calendar', () => {
  it.each([
    ['2026-02-28', true],
    ['2026-02-29', false],
    ['2028-02-29', true],
    ['2026-02-30T10:00:00.000Z', false],
    ['2026-13-01', false],
    ['2026-04-31 08:00', false],
    ['0099-12-31', true],
    ['tomorrow', true],
    ['', true],
  ])('%s: %s', (text, expected) => {
    expect(isCalendarDay(text)).toBe(expected);
  });
});
