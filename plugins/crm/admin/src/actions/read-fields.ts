import { z } from 'zod';
import type { InputSchema } from '../../../core/kernel/fields';

interface Named {
  readonly name: string;
  readonly title: string;
  readonly description?: string;
}

/** What a dialog draws for one field of an action's input. */
export type Field = Named &
  (
    | { readonly kind: 'dropdown-value'; readonly type: string }
    | { readonly kind: 'choice'; readonly options: readonly string[] }
    | { readonly kind: 'flag'; readonly byDefault: boolean }
    | { readonly kind: 'date' }
    | { readonly kind: 'text' }
  );

interface Property {
  readonly title?: string;
  readonly description?: string;
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly anyOf?: readonly Property[];
  readonly 'x-crm'?: { readonly kind: string; readonly type: string };
}

/** The fields of an input, read off its schema, so that a new action needs no dialog of its own. */
export function readFields(input: InputSchema): Field[] {
  const schema = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' });
  // JSON Schema allows `true` for a property; our vocabulary never says it.
  const properties = (schema.properties ?? {}) as Readonly<Record<string, Property>>;
  return Object.entries(properties).map(([name, property]) => fieldFrom(name, property));
}

function fieldFrom(name: string, property: Property): Field {
  const { title = name, description } = property;
  const named: Named = description === undefined ? { name, title } : { name, title, description };
  const value = property['x-crm'];
  if (value?.kind === 'dropdown-value') {
    return { ...named, kind: 'dropdown-value', type: value.type };
  }
  if (property.enum !== undefined) {
    return { ...named, kind: 'choice', options: property.enum.map(String) };
  }
  if (property.type === 'boolean') {
    return { ...named, kind: 'flag', byDefault: property.default === true };
  }
  return { ...named, kind: holdsDate(property) ? 'date' : 'text' };
}

const holdsDate = ({ format, anyOf = [] }: Property): boolean =>
  format === 'date' || format === 'date-time' || anyOf.some(holdsDate);
