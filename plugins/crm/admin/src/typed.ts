/*
 * What people type where a date, a time or a number is asked for, as they write it in their language. What cannot
 * be read for certain is nothing: Strapi's own inputs make of it another date or number, and say nothing.
 */

const WRITTEN = { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'UTC' } as const;
const LENGTHS = {
  day: String.raw`\d{1,2}`,
  month: String.raw`\d{1,2}`,
  year: String.raw`[1-9]\d{3}|\d{2}`,
};
/** The last day of a year: nobody takes its day for a month. */
const EXAMPLE = '2026-12-31';

type Part = keyof typeof LENGTHS;
const isPart = (type: string): type is Part => type in LENGTHS;

const partsOf = (locale: string) =>
  new Intl.DateTimeFormat(locale, WRITTEN).formatToParts(new Date(EXAMPLE));

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`);

/** `2026-12-31`: a day that there is. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  const date = new Date(text);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

const ISO = /^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})$/;

/** The day that was typed, as `2026-12-31`: in the order and with the marks of the language, or like that. */
export function readDay(locale: string, typed: string): string | undefined {
  const pattern = partsOf(locale)
    .map(({ type, value }) =>
      isPart(type) ? `(?<${type}>${LENGTHS[type]})` : String.raw`\s*${escaped(value.trim())}\s*`,
    )
    .join('');
  const text = typed.trim();
  const { groups } = ISO.exec(text) ?? new RegExp(`^${pattern}$`).exec(text) ?? {};
  if (groups === undefined) return undefined;
  const { year = '', month = '', day = '' } = groups;
  const read = [year.padStart(4, '20'), month.padStart(2, '0'), day.padStart(2, '0')].join('-');
  return isDay(read) ? read : undefined;
}

/** How a day is written: `month/day/year`, and one as an example. */
export function dayFormat(locale: string): { readonly order: string; readonly example: string } {
  const names = new Intl.DisplayNames(locale, { type: 'dateTimeField' });
  const parts = partsOf(locale);
  return {
    order: parts.map(({ type, value }) => (isPart(type) ? names.of(type) : value)).join(''),
    example: parts.map(({ value }) => value).join(''),
  };
}

/** The time that was typed, as `09:30`; hours alone are full ones. */
export function readTime(typed: string): string | undefined {
  const { groups } = /^(?<hour>\d{1,2})([:.](?<minute>\d\d))?$/.exec(typed.trim()) ?? {};
  const { hour = '', minute = '00' } = groups ?? {};
  if (hour === '' || Number(hour) > 23 || Number(minute) > 59) return undefined;
  return `${hour.padStart(2, '0')}:${minute}`;
}

const marksOf = (locale: string) => {
  const parts = new Intl.NumberFormat(locale).formatToParts(1_234_567.8);
  const mark = (type: string): string => parts.find((part) => part.type === type)?.value ?? '';
  return { group: mark('group'), decimal: mark('decimal') };
};

/** The digits that a number of JavaScript keeps. */
const DIGITS = 15;

/** The number that was typed: thousands are parted by threes or not at all. */
export function readNumber(locale: string, typed: string): number | undefined {
  const { group, decimal } = marksOf(locale);
  // Spaces that part thousands are of several kinds, and keyboards have one.
  const between = group.trim() === '' ? String.raw`\s` : escaped(group);
  const whole = String.raw`\d+|\d{1,3}(?:${between}\d{3})+`;
  const pattern = new RegExp(
    `^(?<sign>[-−]?)(?<whole>${whole})(?:${escaped(decimal)}(?<part>\\d*))?$`,
  );
  const { groups } = pattern.exec(typed.trim()) ?? {};
  if (groups === undefined) return undefined;
  const digits = (groups['whole'] ?? '').replace(/\D/g, '');
  const part = groups['part'] ?? '';
  if (`${digits}${part}`.replace(/^0+/, '').length > DIGITS) return undefined;
  return Number(`${groups['sign'] === '' ? '' : '-'}${digits}.${part}`);
}

/** As it is typed, all of it. */
export const writtenNumber = (locale: string, value: number): string =>
  new Intl.NumberFormat(locale, { maximumFractionDigits: 20 }).format(value);
