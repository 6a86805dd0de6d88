import { z } from 'zod';
import { nameKeyOf, websiteKeyOf } from '../company/name-key';
import {
  amount,
  chosenValue,
  company,
  day,
  flag,
  group,
  line,
  longText,
  member,
  pipeline,
  takenLine,
} from '../kernel/fields';

/** E12, E13: does qualifying make a deal now, or only a company? */
export const QUALIFICATION_TYPES = ['deal-and-company', 'company-only'] as const;

export const newCompany = () =>
  group('New company', {
    name: line('Name'),
    website: line('Website').optional(),
    taxNumber: line('Tax number', 60).optional(),
  });

/** How long the lines of an opportunity are at most: a step that asks for one is held to it, too. */
export const LINE_LENGTHS = { name: 255, city: 190 } as const;

/** What an opportunity is made from (S8). */
const OPPORTUNITY_FIELDS = {
  name: takenLine('Name', LINE_LENGTHS.name).optional(),
  responsible: member('Responsible').optional(),
  city: line('City', LINE_LENGTHS.city),
  sellingDirection: chosenValue('selling-direction', 'Selling direction'),
  currentSituation: longText('Current situation'),
  estimatedRevenue: amount('Estimated revenue').optional(),
  estimatedCloseDate: day('Estimated close date').optional(),
  description: longText('Description'),
} as const;

const PIPELINE = pipeline('Pipeline of the opportunity', 'opportunity').optional();

/** The form of a deal that comes later, from the lead (E13, X64). */
export const opportunityForm = z.strictObject({ ...OPPORTUNITY_FIELDS, pipeline: PIPELINE });

/** The form of a qualification (S8, E11, E12). */
export const qualificationForm = z.strictObject({
  ...OPPORTUNITY_FIELDS,
  company: company('Company').optional(),
  newCompany: newCompany().optional(),
  type: z
    .enum(QUALIFICATION_TYPES)
    .default('deal-and-company')
    .meta({ title: 'Qualification type' }),
  pipeline: PIPELINE,
  createAnother: flag('Create another opportunity', false),
});

/** The same where a process asks step by step (R23): nothing is needed before its tasks are done. */
export const startingForm = qualificationForm.partial({ city: true, sellingDirection: true });

export type OpportunityInput = z.output<typeof opportunityForm>;
export type QualificationInput = z.output<typeof qualificationForm>;
export type StartingInput = z.output<typeof startingForm>;
export type NewCompany = z.output<ReturnType<typeof newCompany>>;

interface CompanyKeys {
  readonly name: string;
  readonly website: string | null;
}

/** The new companies that an input names, wherever in it: they have to be looked up (S20+). */
export function newCompaniesIn(input: unknown): CompanyKeys[] {
  if (typeof input !== 'object' || input === null) return [];
  return Object.entries(input).flatMap(([key, value]) =>
    key === 'newCompany' ? keysOf(value) : newCompaniesIn(value),
  );
}

function keysOf(value: unknown): CompanyKeys[] {
  const { name, website } = (value ?? {}) as { name?: unknown; website?: unknown };
  if (typeof name !== 'string') return [];
  return [
    {
      name: nameKeyOf(name),
      website: typeof website === 'string' ? websiteKeyOf(website) : null,
    },
  ];
}
