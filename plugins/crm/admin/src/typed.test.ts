import { dayFormat, isDay, readDay, readNumber, readTime, writtenNumber } from './typed';

describe('a date that was typed', () => {
  it.each([
    ['en', '12/24/2026', '2026-12-24'],
    ['en', '1/2/26', '2026-01-02'],
    ['de', '24.12.2026', '2026-12-24'],
    ['de', ' 4.1.26 ', '2026-01-04'],
    ['en-GB', '24/12/2026', '2026-12-24'],
    ['hu', '2026. 12. 24.', '2026-12-24'],
    ['ja', '2026/12/24', '2026-12-24'],
    ['en', '2026-12-24', '2026-12-24'],
    ['de', '2026-12-24', '2026-12-24'],
  ])('%s: %s is read', (locale, typed, day) => {
    expect(readDay(locale, typed)).toBe(day);
  });

  it.each([
    ['en', '24/12/2026'],
    ['en', '24.12.2026'],
    ['de', '12/24/2026'],
    ['de', '05/06/2026'],
    ['en', '02/30/2026'],
    ['en', '12/24'],
    ['en', '12/24/202'],
    ['en', '12/24/0026'],
    ['en', '12/24/20266'],
    ['en', '1/2/--'],
    ['en', '2026-13-01'],
    ['en', ''],
  ])('%s: %s is no date, and none is made of it', (locale, typed) => {
    expect(readDay(locale, typed)).toBeUndefined();
  });

  it('says how it is to be written', () => {
    expect(dayFormat('en')).toEqual({ order: 'month/day/year', example: '12/31/2026' });
    expect(dayFormat('de')).toEqual({ order: 'Tag.Monat.Jahr', example: '31.12.2026' });
  });

  it('is a day that there is', () => {
    expect(['2026-02-28', '2026-02-29', '24/12/2026'].map(isDay)).toEqual([true, false, false]);
  });
});

describe('a time that was typed', () => {
  it('is read with a colon, a dot or as full hours, and nothing else is', () => {
    expect(['9:30', '09.30', '9', '23:59'].map(readTime)).toEqual([
      '09:30',
      '09:30',
      '09:00',
      '23:59',
    ]);
    expect(['24:00', '9:5', '9:75', '930', ''].map(readTime)).toEqual(Array(5).fill(undefined));
  });
});

describe('a number that was typed', () => {
  it.each([
    ['de', '1.234,5', 1234.5],
    ['de', '1234,5', 1234.5],
    ['de', '1.500', 1500],
    ['en', '1,234.5', 1234.5],
    ['en', '1.500', 1.5],
    ['fr', '1 234,5', 1234.5],
    ['en', '-3', -3],
    ['en', '0', 0],
  ])('%s: %s is read', (locale, typed, number) => {
    expect(readNumber(locale, typed)).toBe(number);
  });

  it.each([
    ['de', '1e9'],
    ['en', '1e9'],
    ['de', '1.5'],
    ['de', '12.34,5'],
    ['en', '1,5'],
    ['en', '1,234,5'],
    ['en', '12345678901234567890'],
    ['en', '-'],
    ['en', '12 apples'],
  ])('%s: %s is no number, and none is made of it', (locale, typed) => {
    expect(readNumber(locale, typed)).toBeUndefined();
  });

  it('is written as it can be read again', () => {
    for (const locale of ['en', 'de', 'fr', 'de-CH']) {
      expect(readNumber(locale, writtenNumber(locale, -1_234_567.25))).toBe(-1_234_567.25);
    }
  });
});
