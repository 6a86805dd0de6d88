import { isDay, readTime } from '../typed';
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

/** The paths of the fields that differ, those of a group by what is in it. */
export const changedIn = (before: Input, after: Input): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) => {
    const [was, is] = [before[name], after[name]];
    if (was === is) return [];
    if (!isInput(is)) return [name];
    return changedIn(isInput(was) ? was : {}, is).map((inside) => `${name}.${inside}`);
  });

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

/** What a value should be that cannot be read as that: it is kept as it was typed, to be corrected. */
export function unreadAs(
  kind: Field['kind'],
  value: InputValue,
): 'date' | 'time' | 'number' | undefined {
  if (typeof value !== 'string') return undefined;
  if (kind === 'number') return 'number';
  if (kind !== 'date' && kind !== 'moment') return undefined;
  const [day = '', time] = value.split('T');
  if (!isDay(day)) return 'date';
  return time === undefined || isTime(time) ? undefined : 'time';
}

const isTime = (text: string): boolean => readTime(text.slice(0, 5)) === text.slice(0, 5);

/** Is everything there that has to be, and can be read? Whether it is right, the server says. */
export const isComplete = (fields: readonly Field[], data: Input): boolean =>
  fields.every((field) => {
    const value = data[field.name];
    if (unreadAs(field.kind, value) !== undefined) return false;
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
