import { z } from 'zod';
import type { InputSchema } from '../../../core/kernel/fields';

interface Named {
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  readonly required: boolean;
}

/** A record that a field names, where the panel looks for it. */
export type PickedRecord =
  | 'member'
  | 'company'
  | 'contact'
  | 'marketing-list'
  | 'pipeline'
  | 'contact-group';

/** What a dialog draws for one field of an action's input. */
export type Field = Named &
  (
    | { readonly kind: 'dropdown-value'; readonly type: string; readonly nullable: boolean }
    | {
        readonly kind: 'record';
        readonly of: PickedRecord;
        readonly pipelines?: string;
        /** The one that is not offered: the record that the form is about. */
        readonly except?: string;
      }
    | { readonly kind: 'records'; readonly of: PickedRecord }
    /** Its options are the stages of a lead's pipeline; see fields-for-lead.ts. */
    | { readonly kind: 'stage'; readonly options: readonly StageOption[] }
    | { readonly kind: 'choice'; readonly options: readonly string[]; readonly byDefault?: string }
    | { readonly kind: 'flag'; readonly byDefault: boolean }
    | { readonly kind: 'number' | 'text' | 'long-text' }
    | { readonly kind: 'date'; readonly future: boolean }
    /** A day, with a time of it or as a whole; no schema asks for it yet. */
    | { readonly kind: 'moment' }
    | GroupField
  );

/** Fields under one name; what may be left out is folded until somebody opens it. */
export interface GroupField extends Named {
  readonly kind: 'group';
  readonly fields: readonly Field[];
  readonly drawn: 'folded' | 'open' | 'flat';
  /** What it starts with. */
  readonly prefill?: Readonly<Record<string, unknown>>;
}

export interface StageOption {
  readonly documentId: string;
  readonly name: string;
}

/** The part of JSON Schema that an input of ours is said in. */
export interface JsonSchema {
  readonly title?: string;
  readonly description?: string;
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly 'x-crm'?: {
    readonly kind: string;
    readonly type?: string;
    readonly pipelines?: string;
  };
}

/** The same words in which the server describes an input, for one that the panel holds itself. */
export const schemaOf = (input: InputSchema): JsonSchema =>
  // JSON Schema allows `true` for a property; our vocabulary never says it.
  z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as JsonSchema;

/** The fields of an input, read off its schema, so that a new action needs no dialog of its own. */
export function readFields({ properties = {}, required = [] }: JsonSchema): Field[] {
  return Object.entries(properties).flatMap(([name, property]) => {
    const { title = name, description } = property;
    const named: Named = {
      name,
      title,
      required: required.includes(name),
      ...(description === undefined ? {} : { description }),
    };
    const field = fieldFrom(named, property);
    return field === undefined ? [] : [field];
  });
}

const RECORDS: readonly string[] = [
  'member',
  'company',
  'contact',
  'marketing-list',
  'pipeline',
  'contact-group',
];
const isPicked = (kind: string): kind is PickedRecord => RECORDS.includes(kind);

function fieldFrom(named: Named, property: JsonSchema): Field | undefined {
  const { kind = '', type = '', pipelines } = property['x-crm'] ?? {};
  if (kind === 'dropdown-value') {
    return { ...named, kind, type, nullable: holds(property, 'null') };
  }
  if (kind === 'stage') return { ...named, kind, options: [] };
  if (kind === 'long-text') return { ...named, kind };
  if (isPicked(kind)) {
    return {
      ...named,
      kind: 'record',
      of: kind,
      ...(pipelines === undefined ? {} : { pipelines }),
    };
  }
  if (property.type === 'array') {
    const of = property.items?.['x-crm']?.kind ?? '';
    return isPicked(of) ? { ...named, kind: 'records', of } : undefined;
  }
  return property.type === 'object' ? groupFrom(named, property) : plainFrom(named, property);
}

/** An object without fields of its own is filled by whoever knows what belongs there. */
function groupFrom(named: Named, property: JsonSchema): Field | undefined {
  if (property.properties === undefined) return undefined;
  const drawn = named.required ? 'open' : 'folded';
  return { ...named, kind: 'group', fields: readFields(property), drawn };
}

function plainFrom(named: Named, property: JsonSchema): Field {
  if (property.enum !== undefined) {
    const options = property.enum.map(String);
    return typeof property.default === 'string'
      ? { ...named, kind: 'choice', options, byDefault: property.default }
      : { ...named, kind: 'choice', options };
  }
  if (property.type === 'boolean') {
    return { ...named, kind: 'flag', byDefault: property.default === true };
  }
  if (property.type === 'number' || property.type === 'integer') {
    return { ...named, kind: 'number' };
  }
  if (holdsDate(property)) return { ...named, kind: 'date', future: FUTURE.includes(named.name) };
  return { ...named, kind: 'text' };
}

/** Days that lie ahead by their nature; every other day may have passed. */
const FUTURE = ['until', 'followUpAt'];

const holds = ({ type, anyOf = [] }: JsonSchema, asked: string): boolean =>
  type === asked || anyOf.some((part) => holds(part, asked));

const holdsDate = ({ format, anyOf = [] }: JsonSchema): boolean =>
  format === 'date' || format === 'date-time' || anyOf.some(holdsDate);
