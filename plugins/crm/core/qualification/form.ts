import { z } from 'zod';
import {
  amount,
  chosenValue,
  company,
  day,
  line,
  neededText,
  member,
  takenLine,
  pipeline,
  type InputSchema,
} from '../kernel/fields';
import { LINE_LENGTHS, newCompany, QUALIFICATION_TYPES } from './input';
import type { ProcessStep, StepField, StepFieldType } from './process';

type Draw = (label: string, key: string) => z.ZodType;

const FIELDS: Readonly<Record<StepFieldType, Draw>> = {
  text: (label, key) =>
    key === 'name'
      ? takenLine(label, LINE_LENGTHS.name)
      : line(label, key === 'city' ? LINE_LENGTHS.city : LINE_LENGTHS.name),
  'long-text': (label) => neededText(label),
  number: (label) => z.number({ error: `${label} must be a number.` }).meta({ title: label }),
  amount: (label) => amount(label),
  date: (label) => day(label),
  flag: (label) => z.boolean({ error: `${label} must be true or false.` }).meta({ title: label }),
  company: (label) => company(label),
  'qualification-type': (label) =>
    z
      .enum(QUALIFICATION_TYPES, {
        error: `${label} must be one of ${QUALIFICATION_TYPES.join(', ')}.`,
      })
      .meta({ title: label }),
  'opportunity-pipeline': (label) => pipeline(label, 'opportunity'),
  'selling-direction': (label) => chosenValue('selling-direction', label),
  member: (label) => member(label),
};

/**
 * The form of one step, in the vocabulary of inputs: what a task's answers are parsed with, drawn and
 * described by. A company can be chosen or named anew; that one of both is there shows with the lead.
 */
export const formOf = ({ fields }: Pick<ProcessStep, 'fields'>): InputSchema =>
  z.strictObject(Object.fromEntries(fields.flatMap(drawn)));

function drawn({ key, label, type, required }: StepField): [string, z.ZodType][] {
  const schema = FIELDS[type](label, key);
  if (type === 'company') {
    return [
      [key, schema.optional()],
      ['newCompany', newCompany().optional()],
    ];
  }
  return [[key, required ? schema : schema.optional()]];
}
