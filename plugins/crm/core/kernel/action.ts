import type { z } from 'zod';
import type { GrantKey } from './actor';
import { REASON_MISSING, withoutEmptyTexts, type InputSchema } from './fields';
import { refuse, type Refusal } from './refusals';
import type { Value } from './values';

export interface Words {
  /** On a button. */
  readonly label: string;
  /** In the history, after the actor's name. */
  readonly done: string;
}

/** A field that a decision sets, and the rule that asks for it. */
export interface Setting {
  readonly field: string;
  readonly after: Value;
  readonly rule: string;
}

export interface ActionSpec<Schema extends InputSchema, Context, Decision> {
  /** The verb: route, permission, history. */
  readonly key: string;
  readonly words: Words;
  /** Asked for before anything else (R13). */
  readonly grant: GrantKey;
  readonly input: Schema;
  /** May it run on an inactive record (R10)? */
  readonly whenInactive: boolean;
  /** May it run on many records at once? */
  readonly bulk: boolean;
  decide(context: Context, input: z.output<Schema>): Decision | Refusal;
}

/** An action as its catalogue holds it, its input type closed over. */
export interface Action<Context, Decision> {
  readonly key: string;
  readonly words: Words;
  readonly grant: GrantKey;
  readonly input: InputSchema;
  readonly whenInactive: boolean;
  readonly bulk: boolean;
  /** Parses untrusted input; refuses with `input.invalid`, each error named by its path. */
  parse(raw: unknown): Readonly<Record<string, unknown>> | Refusal;
  decide(context: Context, input: Readonly<Record<string, unknown>>): Decision | Refusal;
}

export function defineAction<Schema extends InputSchema, Context, Decision>(
  spec: ActionSpec<Schema, Context, Decision>,
): Action<Context, Decision> {
  return {
    ...spec,
    parse: (raw) => parseForm(spec.input, raw),
    // The one cast: `parse` has made this input from the action's own schema.
    decide: (context, input) => spec.decide(context, input as z.output<Schema>),
  };
}

/** The input of a deed: `null` in a text that may be left out says as much as leaving it out. */
export const parseForm = <Schema extends InputSchema>(
  schema: Schema,
  raw: unknown,
): z.output<Schema> | Refusal => parseInput(schema, withoutEmptyTexts(schema, raw));

export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  raw: unknown,
): z.output<Schema> | Refusal {
  const parsed = schema.safeParse(raw ?? {}, { error: inWords });
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: [...issue.path, key], message: 'is not known here.' }))
      : [{ path: issue.path, message: sentence(issue.message) }],
  );
  const lacksReason = errors.every(({ message }) => message === REASON_MISSING);
  return refuse(lacksReason ? 'reason.required' : 'input.invalid', { errors });
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object such as { }',
  record: 'an object such as { }',
};

/** What the parser says of a value that its schema has no sentence of its own for. */
function inWords(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined
        ? 'is missing.'
        : `must be ${TYPES[issue.expected] ?? `a ${issue.expected}`}.`;
    case 'too_big':
      return bound('at most', issue.maximum, issue.origin);
    case 'too_small':
      return bound('at least', issue.minimum, issue.origin);
    case 'invalid_value':
      return `Choose ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(String).join(', ')}.`;
    default:
      return undefined;
  }
}

/** Of a text its characters are counted, of a list its entries. */
function bound(which: string, size: number | bigint, origin: string): string {
  const unit = { string: ' characters', array: ' entries' }[origin];
  return unit === undefined ? `is ${which} ${size}.` : `takes ${which} ${size}${unit}.`;
}

const sentence = (message: string): string => (/[.!?]$/.test(message) ? message : `${message}.`);
