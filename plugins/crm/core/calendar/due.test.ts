import fc from 'fast-check';
import { dayOf, dueWindow, isOverdue, overdueBefore, parseDue, startOfDay } from './due';

const BERLIN = 'Europe/Berlin';
const event = (dueAt: string, given: object = {}) => ({
  dueAt,
  allDay: false,
  completedAt: null,
  cancelledAt: null,
  ...given,
});

describe('when something is due (R25)', () => {
  it.each([
    ['2026-07-01T09:00:00+02:00', '2026-07-01T07:00:00.000Z'],
    ['2026-07-01T09:00Z', '2026-07-01T09:00:00.000Z'],
    ['2026-07-01T09:00:00.500-0530', '2026-07-01T14:30:00.500Z'],
  ])('takes an instant with its offset as it is: %s', (text, dueAt) => {
    expect(parseDue(text, BERLIN)).toEqual({ dueAt, allDay: false });
  });

  it.each([
    ['UTC', '2026-07-01T09:00', '2026-07-01T09:00:00.000Z'],
    [BERLIN, '2026-07-01T09:00', '2026-07-01T07:00:00.000Z'],
    [BERLIN, '2026-01-01T09:00:30', '2026-01-01T08:00:30.000Z'],
    ['America/New_York', '2026-07-01T09:00', '2026-07-01T13:00:00.000Z'],
    ['Asia/Kolkata', '2026-07-01T09:00', '2026-07-01T03:30:00.000Z'],
    ['Pacific/Kiritimati', '2026-07-01T09:00', '2026-06-30T19:00:00.000Z'],
    ['Pacific/Pago_Pago', '2026-07-01T20:00', '2026-07-02T07:00:00.000Z'],
  ])('reads a time without an offset in %s: %s', (timeZone, text, dueAt) => {
    expect(parseDue(text, timeZone)).toEqual({ dueAt, allDay: false });
  });

  it.each([
    ['UTC', '2026-07-01T00:00:00.000Z'],
    [BERLIN, '2026-06-30T22:00:00.000Z'],
    ['America/Los_Angeles', '2026-07-01T07:00:00.000Z'],
    ['Australia/Lord_Howe', '2026-06-30T13:30:00.000Z'],
  ])('takes a date as the whole day in %s', (timeZone, dueAt) => {
    expect(parseDue('2026-07-01', timeZone)).toEqual({ dueAt, allDay: true });
  });

  it.each([
    ['', 'nothing'],
    ['tomorrow', 'a word'],
    ['2026-02-30', 'a day that is none'],
    ['2026-13-01T00:00', 'a month that is none'],
    ['09:00', 'a time without a day'],
    ['1899-12-31', 'a year too long ago'],
    ['2201-01-01', 'a year too far ahead'],
  ])('does not know %p (%s)', (text) => {
    expect(parseDue(text, BERLIN)).toBeNull();
  });

  it.each([
    [BERLIN, '2026-03-29T02:30', '2026-03-29T01:00:00.000Z'],
    [BERLIN, '2026-03-29T02:00', '2026-03-29T01:00:00.000Z'],
    [BERLIN, '2026-03-29T03:00', '2026-03-29T01:00:00.000Z'],
    ['America/New_York', '2026-03-08T02:59', '2026-03-08T07:00:00.000Z'],
    ['Australia/Lord_Howe', '2026-10-04T02:15', '2026-10-03T15:30:00.000Z'],
  ])(
    'a time that the clocks leave out is the first after it, in %s: %s',
    (timeZone, text, dueAt) => {
      expect(parseDue(text, timeZone)?.dueAt).toBe(dueAt);
    },
  );

  it.each([
    [BERLIN, '2026-10-25T02:30', '2026-10-25T00:30:00.000Z'],
    ['America/New_York', '2026-11-01T01:30', '2026-11-01T05:30:00.000Z'],
    ['Australia/Lord_Howe', '2026-04-05T01:45', '2026-04-04T14:45:00.000Z'],
  ])('a time that the clocks show twice is the earlier, in %s: %s', (timeZone, text, dueAt) => {
    expect(parseDue(text, timeZone)?.dueAt).toBe(dueAt);
  });
});

describe('the beginning of a day', () => {
  it.each([
    [BERLIN, '2026-07-01T21:59:59.999Z', '2026-06-30T22:00:00.000Z'],
    [BERLIN, '2026-07-01T22:00:00.000Z', '2026-07-01T22:00:00.000Z'],
    ['America/New_York', '2026-07-02T03:59:59.999Z', '2026-07-01T04:00:00.000Z'],
    ['Asia/Tokyo', '2026-07-01T15:00:00.000Z', '2026-07-01T15:00:00.000Z'],
  ])('is midnight in %s, at %s', (timeZone, now, start) => {
    expect(startOfDay(new Date(now), timeZone).toISOString()).toBe(start);
  });

  it('is one o’clock where midnight is left out', () => {
    const start = startOfDay(new Date('2018-11-04T12:00:00Z'), 'America/Sao_Paulo');

    expect(start.toISOString()).toBe('2018-11-04T03:00:00.000Z');
  });

  it('is the first of two midnights', () => {
    const start = startOfDay(new Date('2026-11-01T12:00:00Z'), 'America/Havana');

    expect(start.toISOString()).toBe('2026-11-01T04:00:00.000Z');
  });

  it('lies on the same day as every instant of that day, and the one before does not', () => {
    const zones = [BERLIN, 'America/New_York', 'America/Sao_Paulo', 'Australia/Lord_Howe', 'UTC'];
    const instant = fc.date({
      min: new Date('2000-01-01'),
      max: new Date('2060-01-01'),
      noInvalidDate: true,
    });

    fc.assert(
      fc.property(instant, fc.constantFrom(...zones), (now, timeZone) => {
        const start = startOfDay(now, timeZone);

        expect(start.getTime()).toBeLessThanOrEqual(now.getTime());
        expect(dayOf(start, timeZone)).toBe(dayOf(now, timeZone));
        expect(dayOf(new Date(start.getTime() - 1), timeZone)).not.toBe(dayOf(now, timeZone));
      }),
    );
  });
});

describe('being overdue (X51)', () => {
  const now = new Date('2026-07-01T22:30:00Z');

  it('is to lie before now', () => {
    expect(isOverdue(event('2026-07-01T22:29:59.999Z'), now, BERLIN)).toBe(true);
    expect(isOverdue(event('2026-07-01T22:30:00.000Z'), now, BERLIN)).toBe(false);
  });

  it('is a matter of the configured time zone for a whole day: over in Berlin, not yet in New York', () => {
    const inBerlin = event('2026-06-30T22:00:00.000Z', { allDay: true });
    const inNewYork = event('2026-07-01T04:00:00.000Z', { allDay: true });

    expect(isOverdue(inBerlin, now, BERLIN)).toBe(true);
    expect(isOverdue(inNewYork, now, 'America/New_York')).toBe(false);
  });

  it.each([
    ['2026-03-29', '2026-03-29T21:59:59.999Z', '2026-03-29T22:00:00.000Z'],
    ['2026-10-25', '2026-10-25T22:59:59.999Z', '2026-10-25T23:00:00.000Z'],
  ])('lets the day of a clock change last to its end: %s', (day, stillToday, over) => {
    const wholeDay = event(parseDue(day, BERLIN)?.dueAt ?? '', { allDay: true });

    expect(isOverdue(wholeDay, new Date(stillToday), BERLIN)).toBe(false);
    expect(isOverdue(wholeDay, new Date(over), BERLIN)).toBe(true);
  });

  it('never is what is done or called off', () => {
    const at = '2026-01-01T00:00:00.000Z';

    expect(isOverdue(event(at, { completedAt: at }), now, BERLIN)).toBe(false);
    expect(isOverdue(event(at, { cancelledAt: at }), now, BERLIN)).toBe(false);
  });

  it('is the same by its two bounds, as a database compares them', () => {
    expect(overdueBefore(now, BERLIN)).toEqual({
      timed: now,
      allDay: new Date('2026-07-01T22:00:00.000Z'),
    });
  });
});

describe('the window of now ± 3 days (R27, X54)', () => {
  const within = (instant: string, { from, to }: { from: Date; to: Date }): boolean =>
    new Date(instant) >= from && new Date(instant) < to;

  it('holds what is due exactly three days away, to the end of that day', () => {
    const window = dueWindow(new Date('2026-07-10T10:00:00Z'), BERLIN);

    expect(within('2026-07-13T10:00:00Z', window)).toBe(true);
    expect(within('2026-07-13T21:59:59.999Z', window)).toBe(true);
    expect(within('2026-07-13T22:00:00.000Z', window)).toBe(false);
    expect(within('2026-07-06T22:00:00.000Z', window)).toBe(true);
    expect(within('2026-07-06T21:59:59.999Z', window)).toBe(false);
  });

  it.each([
    ['spring', '2026-03-28T12:00:00Z', '2026-03-24T23:00:00.000Z', '2026-03-31T22:00:00.000Z'],
    ['autumn', '2026-10-24T12:00:00Z', '2026-10-20T22:00:00.000Z', '2026-10-27T23:00:00.000Z'],
  ])('counts days, not hours, when the clocks change in %s', (_when, now, from, to) => {
    expect(dueWindow(new Date(now), BERLIN)).toEqual({ from: new Date(from), to: new Date(to) });
  });

  it('goes with the day of the zone, not with that of the server', () => {
    const now = new Date('2026-07-01T23:00:00Z');

    expect(dueWindow(now, 'Pacific/Auckland', 0).from.toISOString()).toBe(
      '2026-07-01T12:00:00.000Z',
    );
    expect(dueWindow(now, 'America/New_York', 0).from.toISOString()).toBe(
      '2026-07-01T04:00:00.000Z',
    );
  });
});
