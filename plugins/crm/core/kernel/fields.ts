import { z } from 'zod';
import type { DropdownTypeKey } from '../dropdown/types';

/**
 * The vocabulary of inputs. Parsed by the server, drawn by the panel, described in OpenAPI: the
 * `meta` of a field says what it is, in words that survive `z.toJSONSchema`.
 */
export interface FieldMeta {
  readonly title: string;
  readonly description?: string;
  readonly 'x-crm'?: { readonly kind: 'dropdown-value'; readonly type: DropdownTypeKey };
}

const field = <Schema extends z.ZodType>(schema: Schema, meta: FieldMeta): Schema =>
  schema.meta({ ...meta });

/** The documentId of a dropdown value of this type; `null` empties the field. */
export const dropdownValue = (type: DropdownTypeKey, title: string) =>
  field(z.string().min(1).nullable().optional(), {
    title,
    'x-crm': { kind: 'dropdown-value', type },
  });

export const longText = (title: string, description?: string) =>
  field(
    z.string().trim().max(10_000).optional(),
    description === undefined ? { title } : { title, description },
  );

export const flag = (title: string, byDefault: boolean) =>
  field(z.boolean().default(byDefault), { title });

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

export type InputSchema = z.ZodObject;

/** What a field of an input is, or `undefined` for a plain one. */
export const fieldKind = (schema: z.core.$ZodType): FieldMeta['x-crm'] =>
  (z.globalRegistry.get(schema) as FieldMeta | undefined)?.['x-crm'];

/** The documentIds of all dropdown values that an input names. */
export function namedValues(
  schema: InputSchema,
  input: Readonly<Record<string, unknown>>,
): string[] {
  return Object.entries(schema.shape).flatMap(([name, part]) => {
    const value = input[name];
    return fieldKind(part) !== undefined && typeof value === 'string' ? [value] : [];
  });
}
