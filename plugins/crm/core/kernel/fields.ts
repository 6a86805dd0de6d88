import { z } from 'zod';
import { faultOfLine, faultOfLines, isReadable, UNREADABLE } from './plain-text';
import { tidyAddress } from './tidy-address';
import type { DropdownTypeKey } from '../dropdown/types';

/** The records that an input can name, by documentId. */
export const NAMED_RECORDS = [
  'dropdown-value',
  'member',
  'stage',
  'pipeline',
  'company',
  'contact',
  'marketing-list',
  'contact-group',
] as const;
export type NamedRecord = (typeof NAMED_RECORDS)[number];

/** What a field names; `type` says which dropdown, `pipelines` which kind of pipeline. */
export type FieldKind =
  | { readonly kind: 'dropdown-value'; readonly type: DropdownTypeKey }
  | { readonly kind: 'pipeline'; readonly pipelines: 'lead' | 'opportunity' }
  | { readonly kind: Exclude<NamedRecord, 'dropdown-value' | 'pipeline'> }
  /** A text of several lines, to be drawn as such. */
  | { readonly kind: 'long-text' };

/**
 * The vocabulary of inputs. Parsed by the server, drawn by the panel, described in OpenAPI: the
 * `meta` of a field says what it is, in words that survive `z.toJSONSchema`.
 */
export interface FieldMeta {
  readonly title: string;
  readonly description?: string;
  readonly 'x-crm'?: FieldKind;
}

const field = <Schema extends z.ZodType>(schema: Schema, meta: FieldMeta): Schema =>
  schema.meta({ ...meta });

/** A text that has to be there says so in words, not in types. */
const textNamed = (title: string) =>
  z.string({
    error: ({ input }) => (input == null ? `${title} is missing.` : `${title} must be a text.`),
  });

const plainText = (schema: z.ZodString, faultOf: (text: string) => string | null): z.ZodString =>
  schema.refine((text) => faultOf(text) === null, {
    error: ({ input }) => faultOf(String(input)) ?? undefined,
  });

const NO_SUCH_RECORD = 'There is no such record.';

export const REASON_MISSING = 'Give a reason.';

/** A documentId; optional fields are made so by `.optional()`. */
const documentId = (title: string, kind: FieldKind) =>
  field(
    textNamed(title)
      .min(1, `${title} is missing.`)
      .max(100, NO_SUCH_RECORD)
      .refine(isReadable, NO_SUCH_RECORD),
    { title, 'x-crm': kind },
  );

/** The documentId of a dropdown value of this type; `null` empties the field. */
export const dropdownValue = (type: DropdownTypeKey, title: string) =>
  field(z.string().min(1).max(100).refine(isReadable, NO_SUCH_RECORD).nullable().optional(), {
    title,
    'x-crm': { kind: 'dropdown-value', type },
  });

/** The documentId of a dropdown value of this type, which has to be given. */
export const chosenValue = (type: DropdownTypeKey, title: string) =>
  documentId(title, { kind: 'dropdown-value', type });

/** The documentId of a dropdown value that says why: missing, the refusal is `reason.required`. */
export const chosenReason = (type: DropdownTypeKey, title: string) =>
  field(
    z
      .string({
        error: ({ input }) => (input == null ? REASON_MISSING : `${title} must be a text.`),
      })
      .min(1, REASON_MISSING)
      .max(100, NO_SUCH_RECORD)
      .refine(isReadable, NO_SUCH_RECORD),
    { title, 'x-crm': { kind: 'dropdown-value', type } },
  );

export const member = (title: string) => documentId(title, { kind: 'member' });
export const stage = (title: string) => documentId(title, { kind: 'stage' });
export const company = (title: string) => documentId(title, { kind: 'company' });
/** The contact that is meant; not among many, but by being looked for. */
export const contact = (title: string) => documentId(title, { kind: 'contact' });
export const contactGroup = (title: string) => documentId(title, { kind: 'contact-group' });
export const marketingList = (title: string) => documentId(title, { kind: 'marketing-list' });
export const pipeline = (title: string, pipelines: 'lead' | 'opportunity') =>
  documentId(title, { kind: 'pipeline', pipelines });

/** One line of plain text, never blank. */
export const line = (title: string, max = 190) =>
  field(
    plainText(
      textNamed(title)
        .trim()
        .min(1, `${title} is missing.`)
        .max(max, `${title} has more than ${max} characters.`),
      faultOfLine,
    ),
    { title },
  );

/** A line that starts out as what stands somewhere already; whoever takes it says what it may hold. */
export const takenLine = (title: string, max: number) =>
  field(
    textNamed(title)
      .trim()
      .min(1, `${title} is missing.`)
      .max(max, `${title} has more than ${max} characters.`)
      .refine(isReadable, UNREADABLE),
    { title },
  );

const LONG_TEXT = 10_000;

const paragraphs = (title: string) =>
  textNamed(title).trim().max(LONG_TEXT, `${title} has more than ${LONG_TEXT} characters.`);

const LONG = { 'x-crm': { kind: 'long-text' } } as const;

/** Several lines of plain text, or none. */
export const longText = (title: string, description?: string) =>
  field(plainText(paragraphs(title), faultOfLines).optional(), {
    title,
    ...(description === undefined ? {} : { description }),
    ...LONG,
  });

/** Several lines of plain text, never blank. */
export const neededText = (title: string) =>
  field(plainText(paragraphs(title).min(1, `${title} is missing.`), faultOfLines), {
    title,
    ...LONG,
  });

/** A reason that has to be given: where nothing else is wrong, the refusal is `reason.required`. */
export const reason = (title: string) =>
  field(
    plainText(
      z
        .string({
          error: ({ input }) => (input == null ? REASON_MISSING : `${title} must be a text.`),
        })
        .trim()
        .min(1, REASON_MISSING)
        .max(LONG_TEXT, `${title} has more than ${LONG_TEXT} characters.`),
      faultOfLines,
    ),
    { title, ...LONG },
  );

/** An amount of money; what the column can hold. */
export const amount = (title: string) =>
  field(
    z
      .number({ error: `${title} must be a number.` })
      .min(0, `${title} cannot be less than 0.`)
      .max(99_999_999.99, `${title} cannot be more than 99,999,999.99.`),
    { title },
  );

const [FIRST_DAY, LAST_DAY] = ['1900-01-01', '2200-12-31'];

/** A day of the calendar, without a time. */
export const day = (title: string) =>
  field(
    z.iso
      .date({ error: `${title} must be a date such as 2026-03-31.` })
      .refine((text) => text >= FIRST_DAY && text <= LAST_DAY, {
        message: `${title} must lie between 1900 and 2200.`,
      }),
    { title },
  );

/** An e-mail address as it is stored; `null` empties the field. */
export const emailAddress = (title: string, description?: string) =>
  field(
    z
      .string({ error: `${title} must be a text.` })
      .transform(tidyAddress)
      .pipe(z.email({ error: `${title} is no e-mail address.` }).max(190))
      .nullable()
      .optional(),
    { title, ...(description === undefined ? {} : { description }) },
  );

export const flag = (title: string, byDefault: boolean) =>
  field(z.boolean().default(byDefault), { title });

/** Some records of one kind, each by its documentId; how many there may be is for the form's own good. */
export const several = <Item extends z.ZodType>(title: string, item: Item, most = 100) =>
  field(
    z
      .array(item, { error: `${title} must be a list.` })
      .max(most, `${title} has more than ${most} entries.`),
    { title },
  );

export const choice = <const Options extends readonly [string, ...string[]]>(
  title: string,
  options: Options,
) => field(z.enum(options).optional(), { title });

/** An instant, ISO 8601 with a zone or a plain date (its midnight in UTC). */
export const instant = (title: string) =>
  field(
    z
      .union([z.iso.datetime({ offset: true }), z.iso.date()])
      .transform((text) => new Date(text).toISOString())
      .nullable()
      .optional(),
    { title },
  );

/** A time without an offset, which JSON Schema has no format for. */
const localTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?$/)
  .refine((text) => z.iso.datetime({ local: true }).safeParse(text).success);

/**
 * When something is due: an instant with its offset, a local time of the configured time zone, or a whole
 * day. Read by `parseDue` (calendar/due.ts), which knows the zone.
 */
export const dueTime = (title: string) => {
  const message = `${title} must be a time such as 2026-03-31T09:00, or a date such as 2026-03-31.`;
  return field(
    z
      .union([z.iso.datetime({ offset: true }), z.iso.date(), localTime], { error: message })
      .refine((text) => text.slice(0, 10) >= FIRST_DAY && text.slice(0, 10) <= LAST_DAY, {
        message: `${title} must lie between 1900 and 2200.`,
      }),
    { title },
  );
};

/** Fields that belong together, under one name. */
export const group = <Shape extends z.core.$ZodShape>(title: string, shape: Shape) =>
  z.strictObject(shape, { error: `${title} must be an object.` }).meta({ title });

export type InputSchema = z.ZodObject;

/** The schema inside of `optional`, `nullable` and `default`. */
function inner(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault
    ? inner(schema.unwrap())
    : schema;
}

/** May this be left out, and is it nothing but text? What names a record says so with its kind. */
const isOptionalText = (schema: z.core.$ZodType): boolean =>
  schema instanceof z.ZodOptional &&
  inner(schema) instanceof z.ZodString &&
  !isNamed(fieldKind(schema)?.kind ?? '');

/** An input without the texts, nested ones too, that are `null` and may be left out. */
export function withoutEmptyTexts(schema: InputSchema, raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return raw;
  const parts: Readonly<Record<string, z.core.$ZodType>> = schema.shape;
  return Object.fromEntries(
    Object.entries(raw).flatMap(([name, value]: [string, unknown]) => {
      const part = parts[name];
      if (part === undefined) return [[name, value]];
      if (value === null && isOptionalText(part)) return [];
      const nested = inner(part);
      return [[name, nested instanceof z.ZodObject ? withoutEmptyTexts(nested, value) : value]];
    }),
  );
}

const metaOf = (schema: z.core.$ZodType): FieldMeta | undefined =>
  z.globalRegistry.get(schema) as FieldMeta | undefined;

/** What a field of an input is, or `undefined` for a plain one. */
export const fieldKind = (schema: z.core.$ZodType): FieldKind | undefined =>
  (metaOf(schema) ?? metaOf(inner(schema)))?.['x-crm'];

/** DocumentIds by the record they are of. */
export type NamedIds = ReadonlyMap<NamedRecord, readonly string[]>;

const isNamed = (kind: string): kind is NamedRecord =>
  (NAMED_RECORDS as readonly string[]).includes(kind);

/** The documentIds that an input names, nested ones too, each once. */
export function namedIds(
  schema: InputSchema,
  input: Readonly<Record<string, unknown>>,
): Map<NamedRecord, string[]> {
  const found = new Map<NamedRecord, Set<string>>();
  collect(schema, input);
  return new Map([...found].map(([record, ids]) => [record, [...ids]]));

  function collect(object: InputSchema, values: Readonly<Record<string, unknown>>): void {
    for (const [name, part] of Object.entries(object.shape)) {
      const value = values[name];
      const kind = fieldKind(part)?.kind;
      if (kind !== undefined && isNamed(kind) && typeof value === 'string') {
        found.set(kind, (found.get(kind) ?? new Set()).add(value));
      }
      const nested = inner(part);
      if (nested instanceof z.ZodObject && typeof value === 'object' && value !== null) {
        collect(nested, value as Record<string, unknown>);
      }
      if (nested instanceof z.ZodArray && Array.isArray(value)) {
        const { element } = nested;
        value.forEach((one) => collect(z.object({ one: element }), { one }));
      }
    }
  }
}

export const mergeIds = (all: readonly NamedIds[]): NamedIds => {
  const merged = new Map<NamedRecord, string[]>();
  for (const [record, ids] of all.flatMap((named) => [...named])) {
    merged.set(record, [...new Set([...(merged.get(record) ?? []), ...ids])]);
  }
  return merged;
};
