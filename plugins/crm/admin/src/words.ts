import { useMemo } from 'react';
import type { StrapiApp } from '@strapi/strapi/admin';
import { createIntl, useIntl, type IntlShape } from 'react-intl';
import type { InputError } from '../../core/kernel/refusals';
import type { ReplyValue } from './api/replies';
import { conflictWords } from './plan/conflict';
import { operationWords } from './plan/operation-words';
import { saidIn } from './said';
import { english } from './translations/english';
import { dayFormat, readDay, readNumber, writtenNumber } from './typed';
import { isBroken, isUnanswered } from './unanswered';

/** Everything the panel says, in English; the other languages have the same keys. */
export type WordId = keyof typeof english;
type Values = Readonly<Record<string, string | number>>;

/** What went wrong, as Strapi's fetch client hands it on. */
interface Failure {
  readonly message?: string;
  readonly code?: string;
  readonly details?: unknown;
}

export interface Words {
  say(id: WordId, values?: Values): string;
  /** Something that has words only where someone wrote them: a field, a rule, a refusal. */
  sayOr(id: string, fallback: string, values?: Values): string;
  field(name: string, fallback?: string): string;
  /** The title of an input's field. A process names its fields as it likes: only our own are translated. */
  title(title: string): string;
  /** "A, B and C". */
  list(parts: readonly string[]): string;
  /** "A, B or C". */
  either(parts: readonly string[]): string;
  value(field: string, value: ReplyValue): string;
  /** What a dropdown value means to the CRM: fixed by the code, so that it has words of ours. */
  masterType(type: { readonly key: string; readonly label: string }): string;
  rule(code: string): string;
  /** Why something is refused or failed: in the reader's language if there are words, else as the server said it. */
  refusal(failure: unknown): string;
  /** A sentence of the server's: in the reader's language if there are words, else as it came. */
  said(sentence: string): string;
  /** How long since, or how long until. */
  ago(at: string): string;
  isPast(at: string): boolean;
  /** For how many days it has been so. */
  days(since: string): string;
  moment(at: string): string;
  day(at: string): string;
  number(value: number): string;
  /** What was typed as a day, as `2026-12-31`, or as a number; nothing where it cannot be read for certain. */
  readDay(typed: string): string | undefined;
  readNumber(typed: string): number | undefined;
  /** A number as it would be typed. */
  typedNumber(value: number): string;
  /** How it is to be written instead. */
  unread(kind: 'date' | 'time' | 'number'): string;
  /** An amount as columns and cards show it, without cents. */
  amount(value: number): string;
}

export function useWords(): Words {
  const intl = useIntl();
  return useMemo(() => wordsOf(intl), [intl]);
}

/** The same where a hook of React cannot be: the Content Manager asks its extensions for plain text. */
export function wordsOutside({ store, configurations }: StrapiApp): Words {
  const locale: string = store?.getState().admin_app.language.locale ?? 'en';
  const translations: Readonly<Record<string, Readonly<Record<string, string>>>> =
    configurations.translations;
  return wordsOf(createIntl({ locale, messages: translations[locale] ?? {} }));
}

/** Tasks are completed by a member, events by an operation: a person's name is none, and stays. */
const OPERATIONS: ReadonlySet<string> = new Set(['inactivatedBy', 'completedBy']);

const ENGLISH: Readonly<Record<string, string>> = english;
const INSTANT = /^\d{4}-\d\d-\d\dT/;
const DAY = /^\d{4}-\d\d-\d\d$/;

const DAY_LENGTH = 24 * 60 * 60 * 1000;

const FIELD = 'crm.field.';
const ID_OF_TITLE: ReadonlyMap<string, string> = new Map(
  Object.entries(ENGLISH).flatMap(([id, title]) => (id.startsWith(FIELD) ? [[title, id]] : [])),
);

function wordsOf(intl: IntlShape): Words {
  const sayOr = (id: string, fallback: string, values: Values = {}): string =>
    id in intl.messages || id in ENGLISH
      ? intl.formatMessage({ id, defaultMessage: ENGLISH[id] ?? fallback }, values)
      : fallback;
  const say = (id: WordId, values?: Values): string => sayOr(id, id, values);
  const moment = (at: string): string =>
    intl.formatDate(at, { dateStyle: 'medium', timeStyle: 'short' });
  const words: Words = {
    say,
    sayOr,
    moment,
    field: (name, fallback) => sayOr(`${FIELD}${name}`, fallback ?? name),
    title: (title) => sayOr(ID_OF_TITLE.get(title) ?? '', title),
    list: (parts) => intl.formatList(parts, { type: 'conjunction' }),
    either: (parts) => intl.formatList(parts, { type: 'disjunction' }),
    value(field, value) {
      if (value === null || value === '') return say('crm.value.none');
      if (typeof value === 'object') {
        // A request has no name of its own: what the CRM calls it is ours to translate. So with operations.
        return OPERATIONS.has(field)
          ? operationWords(words, value.label)
          : sayOr(`crm.value.${field}.name`, value.label);
      }
      if (typeof value === 'boolean') {
        const plain = say(value ? 'crm.value.yes' : 'crm.value.no');
        return sayOr(`crm.value.${field}.${String(value)}`, plain);
      }
      if (typeof value === 'number') return intl.formatNumber(value);
      if (INSTANT.test(value)) return moment(value);
      if (DAY.test(value)) return intl.formatDate(value, { dateStyle: 'medium', timeZone: 'UTC' });
      return sayOr(`crm.value.${field}.${value}`, sayOr(`crm.value.${value}`, value));
    },
    masterType: ({ key, label }) => sayOr(`crm.master.${key}`, label),
    rule: (code) => sayOr(`crm.rule.${code}`, ''),
    refusal(failure) {
      if (isUnanswered(failure)) return say('crm.unreachable');
      if (isBroken(failure)) return say('crm.serverFailed');
      const { message, code, values, changed, missing, errors, holder } = readFailure(failure);
      if (code === 'input.invalid' || isStrapis(failure, errors)) {
        return errors.length > 0
          ? errors.map((error) => errorWords(words, error)).join(' ')
          : byFields(words, message ?? say('crm.failed'));
      }
      if (code === 'email.taken' && holder !== undefined) {
        return say('crm.said.taken', { name: holder });
      }
      const told = message === undefined ? undefined : saidIn(words, message);
      if (told !== undefined) return told;
      // Without a list of what changed, the server's sentence says why.
      if (code === 'operation.conflict' && changed.length === 0)
        return message ?? say('crm.failed');
      return sayOr(`crm.refusal.${code}`, message ?? say('crm.failed'), {
        ...values,
        changed: conflictWords(words, changed),
        missing: words.list(missing.map((name) => words.field(name))),
      });
    },
    said: (sentence) => saidIn(words, sentence) ?? sentence,
    ago: (at) => ago(intl, at),
    isPast: (at) => Date.parse(at) < Date.now(),
    days: (since) =>
      intl.formatNumber(Math.max(0, Math.floor((Date.now() - Date.parse(since)) / DAY_LENGTH)), {
        style: 'unit',
        unit: 'day',
        unitDisplay: 'long',
      }),
    day: (at) => intl.formatDate(at, { dateStyle: 'medium' }),
    number: (value) => intl.formatNumber(value),
    readDay: (typed) => readDay(intl.locale, typed),
    readNumber: (typed) => readNumber(intl.locale, typed),
    typedNumber: (value) => writtenNumber(intl.locale, value),
    unread(kind) {
      if (kind === 'number') {
        return say('crm.unread.number', { example: intl.formatNumber(1234.5) });
      }
      if (kind === 'time') return say('crm.unread.time');
      const { order, example } = dayFormat(intl.locale);
      return say('crm.unread.date', { order, example });
    },
    amount: (value) => intl.formatNumber(value, { maximumFractionDigits: 0 }),
  };
  return words;
}

/** What Strapi itself finds wrong with a field comes without a code of ours. */
const isStrapis = (failure: unknown, errors: readonly InputError[]): boolean =>
  errors.length > 0 &&
  (failure as Failure & { details?: { code?: unknown } }).details?.code === undefined;

const PATH = /(^|[.!?] )([a-z][\w.]*): /gi;

/** `notes: Say more.` names its field as a program knows it; people know it as "Notes". */
const byFields = (words: Words, sentence: string): string =>
  sentence.replace(
    PATH,
    (_all, before: string, path: string) =>
      `${before}${words.field(path.split('.').at(-1) ?? path, path)}: `,
  );

/** The names that a refusal's sentence may mention; what the server left out is an empty text. */
const MENTIONED = [
  'title',
  'label',
  'owner',
  'state',
  'lead',
  'field',
  'action',
  'uses',
  'changed',
  'stage',
  'pipeline',
  'next',
  'task',
  'member',
  'contact',
  'into',
  'leads',
  'opportunities',
];

interface ReadFailure {
  readonly message: string | undefined;
  readonly code: string;
  readonly values: Values;
  readonly changed: readonly string[];
  readonly missing: readonly string[];
  readonly errors: readonly InputError[];
  /** Who has the e-mail address already, for who may know. */
  readonly holder: string | undefined;
}

function readFailure(failure: unknown): ReadFailure {
  const { message, code, details } = (failure ?? {}) as Failure;
  const told = (details ?? {}) as Readonly<Record<string, unknown>>;
  const text = (value: unknown): string =>
    typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  const texts = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);
  return {
    message: message === '' ? undefined : message,
    code: text(told['code'] ?? code),
    values: Object.fromEntries(MENTIONED.map((name) => [name, text(told[name])])),
    changed: texts(told['changed']),
    missing: texts(told['missing']),
    // What a refusal of an input holds; see core/kernel/refusals.
    errors: Array.isArray(told['errors']) ? (told['errors'] as InputError[]) : [],
    holder: (told['holder'] as { readonly label: string } | undefined)?.label,
  };
}

/** "To: Choose a day that is not before the first one." The last name of the path is the field's own. */
function errorWords(words: Words, { path, message }: InputError): string {
  const field = path.findLast((part) => typeof part === 'string');
  const sentence = words.said(message);
  return field === undefined ? sentence : `${words.field(field)}: ${sentence}`;
}

/** Which refusal it is, where the panel has more to say about one than its sentence. */
export const codeOf = (failure: unknown): string => readFailure(failure).code;

const UNITS = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

function ago(intl: IntlShape, at: string): string {
  const seconds = (new Date(at).getTime() - Date.now()) / 1000;
  const [unit, size] = UNITS.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
  return intl.formatRelativeTime(Math.trunc(seconds / size), unit, { numeric: 'auto' });
}
