import type { Field, GroupField } from './read-fields';

/** `undefined` says nothing about a field, `null` empties it. */
export type InputValue = string | number | boolean | null | undefined | readonly string[] | Input;
export interface Input {
  readonly [name: string]: InputValue;
}

const isInput = (value: unknown): value is Input =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What a form starts with: what is filled in for it, then the defaults. */
export function startingInput(
  fields: readonly Field[],
  prefill: Readonly<Record<string, unknown>> = {},
): Input {
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = startingValue(field, prefill[field.name]);
      return value === undefined ? [] : [[field.name, value]];
    }),
  );
}

function startingValue(field: Field, given: unknown): InputValue {
  if (field.kind === 'group')
    return isInput(given) ? startingInput(field.fields, given) : undefined;
  // A prefill is JSON in the words of the input.
  const value = given as InputValue;
  if (field.kind === 'flag') return value ?? field.byDefault;
  return field.kind === 'choice' ? (value ?? field.byDefault) : value;
}

/** What stands in a group: what was typed, or what it starts with. */
export const groupInput = (group: GroupField, value: InputValue): Input =>
  isInput(value) ? value : startingInput(group.fields, group.prefill);

/** One change of a form. A company is chosen or named anew, and another stage asks for other things. */
export function withChange(input: Input, name: string, value: InputValue): Input {
  const changed = { ...input, [name]: value };
  if (name === 'stage') return { ...changed, data: undefined };
  if (name === 'company' && value !== undefined) return { ...changed, newCompany: undefined };
  if (name === 'newCompany' && isInput(value) && Object.values(value).some(isSaid)) {
    return { ...changed, company: undefined };
  }
  return changed;
}

const isNone = (value: InputValue): boolean => Array.isArray(value) && value.length === 0;

/** Nothing chosen of several is said, too: it is not what would be taken by default. */
const isSaid = (value: InputValue): boolean => value !== undefined && value !== '';

/** What is sent: of the fields that are drawn, those that say something. */
export function said(fields: readonly Field[], input: Input): Record<string, InputValue> {
  return Object.fromEntries(
    fields.flatMap((field): [string, InputValue][] => {
      const value = input[field.name];
      if (field.kind !== 'group') return isSaid(value) ? [[field.name, value]] : [];
      if (field.drawn === 'folded' && !isInput(value)) return [];
      const inside = said(field.fields, groupInput(field, value));
      const empty = Object.keys(inside).length === 0;
      return empty && field.drawn === 'folded' ? [] : [[field.name, inside]];
    }),
  );
}

/** Is everything there that has to be? Whether it is right, the server says. */
export const isComplete = (fields: readonly Field[], data: Input): boolean =>
  fields.every((field) => {
    const value = data[field.name];
    if (value === undefined || value === null || isNone(value)) return !field.required;
    return field.kind !== 'group' || (isInput(value) && isComplete(field.fields, value));
  });

/** A reason that may be left out is for the history and changes no plan: typing it asks nothing. */
export const forPreview = (fields: readonly Field[], data: Input): Input =>
  Object.fromEntries(
    Object.entries(data).filter(
      ([name]) =>
        !fields.some((field) => field.name === name && name === 'reason' && isRemark(field)),
    ),
  );

const isRemark = ({ kind, required }: Field): boolean => kind === 'long-text' && !required;
