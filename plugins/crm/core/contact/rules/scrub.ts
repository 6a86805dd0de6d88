import { INACTIVE_REASONS } from '../model';
import { LEAD_STATES, LEAD_STATUSES, OUTCOMES } from '../../lead/model';

/** What stands in a text where a person was named. */
const ERASED = '[erased]';

/** What the row of an erased person is called, in lists as in history. */
export const ERASED_NAME = 'Erased contact';

/** What a person is called, and may be found by. */
export interface Identity {
  readonly id: number;
  /** First and last name: many people's. Looked for only in what is about this person. */
  readonly names: readonly string[];
  /** The whole name, a phone number: looked for in what others have a part in, too. */
  readonly own: readonly string[];
  /** Nobody else's: looked for everywhere. */
  readonly addresses: readonly string[];
}

/** How much of a row is a person's: it is about them, or about others, too. */
export type Share = 'whole' | 'part';

export interface Scrubber {
  /** A text without the people whom it is about. */
  readonly text: (text: string, about: ReadonlySet<number>, share?: Share) => string;
  /** The same for JSON: what names another record is that record's, and is about whom that is about. */
  readonly data: (data: unknown, about: ReadonlySet<number>, share?: Share) => unknown;
}

/**
 * R29: takes people out of texts. Whole words, in capitals or not: `Ana` is not in `Banana`. Somebody else of
 * the same name keeps it wherever it is theirs.
 *
 * @param recordsOf whom a record is about, by documentId; of one that is not in it nothing is known
 */
export function scrubber(
  people: readonly Identity[],
  recordsOf: ReadonlyMap<string, ReadonlySet<number>> = new Map(),
): Scrubber {
  const everywhere = addressPattern(people.flatMap(({ addresses }) => addresses));
  const patterns = new Map(
    people.map(({ id, names, own }) => [
      id,
      { whole: wordPattern([...own, ...names]), part: wordPattern(own) },
    ]),
  );
  const text = (given: string, about: ReadonlySet<number>, share: Share = 'whole'): string => {
    let left = without(given, everywhere);
    for (const id of about) left = without(left, patterns.get(id)?.[share] ?? null);
    return left;
  };
  const data = (given: unknown, about: ReadonlySet<number>, share: Share = 'whole'): unknown => {
    if (typeof given === 'string')
      return WORDS_OF_OURS.has(given) ? given : text(given, about, share);
    if (Array.isArray(given)) return given.map((item) => data(item, about, share));
    if (typeof given !== 'object' || given === null) return given;
    const { documentId } = given as { documentId?: unknown };
    const isRecord = typeof documentId === 'string' && documentId !== '';
    const theirs = isRecord ? (recordsOf.get(documentId) ?? NOBODY) : about;
    return Object.fromEntries(
      Object.entries(given).map(([key, value]) => [
        key,
        KEPT_KEYS.has(key) ? value : data(value, theirs, isRecord ? 'whole' : share),
      ]),
    );
  };
  return { text, data };
}

const NOBODY: ReadonlySet<number> = new Set();

/** What says what a thing is, or who on the team did it. */
const KEPT_KEYS = new Set([
  'documentId',
  'record',
  'field',
  'rule',
  'deed',
  'action',
  'code',
  'kind',
  'by',
]);

/** A surname may be Won; what says `won` and nothing else is the outcome. */
const WORDS_OF_OURS: ReadonlySet<string> = new Set([
  ...LEAD_STATES,
  ...LEAD_STATUSES,
  ...OUTCOMES,
  ...INACTIVE_REASONS,
]);

const without = (text: string, pattern: RegExp | null): string =>
  pattern === null ? text : text.replace(pattern, ERASED);

/** Can this person be found in a text, by what is nobody else's? */
export const finder = ({ own, addresses }: Identity): ((text: string) => boolean) => {
  const patterns = [addressPattern(addresses), wordPattern(own)];
  return (text) => patterns.some((pattern) => pattern !== null && text.search(pattern) >= 0);
};

const LETTER = '\\p{L}\\p{M}\\p{N}';

const wordPattern = (words: readonly string[]): RegExp | null =>
  anyOf(words, `(?<![${LETTER}])`, `(?![${LETTER}])`);

/** `ana@x.example` is neither in `joana@x.example` nor in `ana@x.example.org`. */
const addressPattern = (addresses: readonly string[]): RegExp | null =>
  anyOf(addresses, `(?<![${LETTER}.+_-])`, `(?![${LETTER}_-]|\\.[${LETTER}])`);

function anyOf(values: readonly string[], before: string, after: string): RegExp | null {
  const spelled = values.flatMap((value) => [value.normalize('NFC'), value.normalize('NFD')]);
  const told = [...new Set(spelled.map((value) => value.trim()))].filter(isTelling);
  if (told.length === 0) return null;
  // The longest first: a whole name goes as one.
  const parts = told.sort((one, other) => other.length - one.length).map(literally);
  return new RegExp(`${before}(?:${parts.join('|')})${after}`, 'giu');
}

/** A single letter is in every text. */
const isTelling = (value: string): boolean => value.length > 1;

const literally = (value: string): string =>
  value.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replace(/\s+/g, '\\s+');

/** `12` is in many texts, and nobody's. */
const SHORTEST_NUMBER = 5;

/** Who somebody is, of what is or was known of them. */
export function identityOf(
  id: number,
  known: readonly {
    readonly firstName?: string | null;
    readonly lastName?: string | null;
    readonly phone?: string | null;
    readonly externalId?: string | null;
    readonly emails?: readonly (string | null)[];
    /** As history calls them. */
    readonly label?: string | null;
  }[],
): Identity {
  const given = (values: readonly (string | null | undefined)[]): string[] => [
    ...new Set(
      values.flatMap((value) => (value == null || value.trim() === '' ? [] : [value.trim()])),
    ),
  ];
  const names = given(known.flatMap(({ firstName, lastName }) => [firstName, lastName]));
  const whole = known.flatMap(({ firstName, lastName, label }) => [
    ...(firstName && lastName
      ? [`${firstName} ${lastName}`, `${lastName} ${firstName}`, `${lastName}, ${firstName}`]
      : []),
    label,
  ]);
  const numbers = known
    .flatMap(({ phone, externalId }) => [phone, externalId])
    .filter((value) => (value ?? '').trim().length >= SHORTEST_NUMBER);
  const own = given([...whole, ...numbers]).filter(
    (value) => value !== ERASED_NAME && !names.includes(value),
  );
  return { id, names, own, addresses: given(known.flatMap(({ emails = [] }) => emails)) };
}
