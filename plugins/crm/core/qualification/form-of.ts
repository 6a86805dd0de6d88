import { z } from 'zod';
import {
  amount,
  chosenValue,
  company,
  day,
  flag,
  line,
  longText,
  member,
  pipeline,
  type InputSchema,
} from '../kernel/fields';
import { newCompany, QUALIFICATION_TYPES } from './input';
import type { ProcessStep, StepField, StepFieldType } from './process';

/** The field of a form for each type of question; one that needs no answer may be left out. */
const FIELDS: Readonly<Record<StepFieldType, (label: string, required: boolean) => z.ZodType>> = {
  text: (label, required) => unless(required, line(label)),
  'long-text': (label, required) => (required ? neededText(label) : longText(label)),
  number: (label, required) => unless(required, plainNumber(label)),
  amount: (label, required) => unless(required, amount(label)),
  date: (label, required) => unless(required, day(label)),
  flag: (label, required) => (required ? answeredFlag(label) : flag(label, false)),
  company: (label) => company(label).optional(),
  'qualification-type': (label, required) => unless(required, qualificationType(label)),
  'opportunity-pipeline': (label, required) => unless(required, pipeline(label, 'opportunity')),
  'selling-direction': (label, required) =>
    unless(required, chosenValue('selling-direction', label)),
  member: (label, required) => unless(required, member(label)),
};

const unless = (required: boolean, schema: z.ZodType): z.ZodType =>
  required ? schema : schema.optional();

const neededText = (title: string) =>
  longText(title)
    .unwrap()
    .min(1, `${title} is missing.`)
    .meta({ title, 'x-crm': { kind: 'long-text' } });

const plainNumber = (title: string) =>
  z.number({ error: `${title} must be a number.` }).meta({ title });

const answeredFlag = (title: string) =>
  z.boolean({ error: `${title}: say yes or no.` }).meta({ title });

const qualificationType = (title: string) =>
  z
    .enum(QUALIFICATION_TYPES, { error: `Choose one of ${QUALIFICATION_TYPES.join(', ')}.` })
    .meta({ title });

/**
 * The form of a step's task: what its completion is parsed with, drawn and described by. Where a step
 * asks for the company, a new one may be given instead (E11).
 */
export function formOf({ fields }: Pick<ProcessStep, 'fields'>): InputSchema {
  const shape = Object.fromEntries(
    fields.flatMap(({ key, label, type, required }) => [
      [key, FIELDS[type](label, required)] as const,
      ...(type === 'company' ? [['newCompany', newCompany().optional()] as const] : []),
    ]),
  );
  const asked = fields.find(({ type }) => type === 'company');
  return asked === undefined ? z.strictObject(shape) : oneCompany(z.strictObject(shape), asked);
}

function oneCompany(schema: InputSchema, { key, label, required }: StepField): InputSchema {
  return schema.superRefine((answers, context) => {
    const given = [answers[key], answers['newCompany']].filter((answer) => answer !== undefined);
    const say = (message: string): void =>
      context.addIssue({ code: 'custom', path: [key], message });
    if (given.length === 2) say('Choose a company or add a new one, not both.');
    if (given.length === 0 && required) say(`${label} is missing.`);
  });
}
