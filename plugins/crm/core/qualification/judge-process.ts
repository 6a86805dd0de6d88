import { z } from 'zod';
import { parseInput } from '../kernel/action';
import { isRefusal, refuse, type InputError, type Refusal } from '../kernel/refusals';
import { QUALIFICATION_FIELDS } from '../lead/model';
import { STEP_FIELD_TYPES, type ProcessStep, type StepFieldType } from './process';

/** What qualifying itself takes (design.md, section 4): an answer under such a key is of its type. */
const FIXED_TYPES: Readonly<Record<string, readonly StepFieldType[]>> = {
  name: ['text'],
  responsible: ['member'],
  city: ['text'],
  sellingDirection: ['selling-direction'],
  currentSituation: ['long-text'],
  estimatedRevenue: ['amount'],
  estimatedCloseDate: ['date'],
  description: ['long-text'],
  company: ['company'],
  type: ['qualification-type'],
  pipeline: ['opportunity-pipeline'],
  // S7: an answer under one of these is written to the lead's own field.
  ...Object.fromEntries(
    QUALIFICATION_FIELDS.filter((key) => key !== 'channel').map((key) => [
      key,
      ['text', 'long-text'],
    ]),
  ),
};

/** Said in answers beside `company`, and of the deed itself: no field of a step. */
const RESERVED: readonly string[] = ['newCompany', 'createAnother', 'channel', 'owner'];

const [MOST_STEPS, MOST_FIELDS] = [20, 50];

const text = (what: string) =>
  z
    .string({ error: `${what} is missing.` })
    .trim()
    .min(1, `${what} is missing.`)
    .max(190, `${what} has more than 190 characters.`);

const field = z.strictObject({
  key: z
    .string({ error: 'The key is missing.' })
    .regex(
      /^[a-z][a-zA-Z0-9]{0,59}$/,
      'Write the key in camelCase: letters and digits, small first.',
    ),
  label: text('The label'),
  type: z.enum(STEP_FIELD_TYPES, { error: `Choose one of ${STEP_FIELD_TYPES.join(', ')}.` }),
  required: z.boolean({ error: 'Say true or false.' }).default(false),
});

const step = z.strictObject({
  title: text('The title'),
  assignee: z.union(
    [z.enum(['owner', 'manager']), z.strictObject({ member: z.string().min(1).max(100) })],
    { error: 'Choose "owner", "manager" or { "member": "<documentId>" }.' },
  ),
  fields: z
    .array(field, { error: 'The fields are missing.' })
    .min(1, 'A step asks for something: add a field.')
    .max(MOST_FIELDS, `A step has at most ${MOST_FIELDS} fields.`),
});

const draft = z.object({
  steps: z
    .array(step, { error: 'The steps are missing.' })
    .min(1, 'A process has at least one step.')
    .max(MOST_STEPS, `A process has at most ${MOST_STEPS} steps.`),
});

/**
 * E15, X65: the steps of a copy, as they are kept, or a refusal that names each mistake by its path: a
 * broken process is refused when it is saved, not when a lead comes along.
 *
 * @param members documentIds of active members
 */
export function judgeProcess(
  steps: unknown,
  members: ReadonlySet<string>,
): readonly ProcessStep[] | Refusal {
  const parsed = parseInput(draft, { steps });
  if (isRefusal(parsed)) return parsed;
  const errors = [...unknownMembers(parsed.steps, members), ...wrongFields(parsed.steps)];
  return errors.length > 0 ? refuse('input.invalid', { errors }) : parsed.steps;
}

function unknownMembers(steps: readonly ProcessStep[], members: ReadonlySet<string>): InputError[] {
  return steps.flatMap(({ assignee }, at) =>
    typeof assignee === 'string' || members.has(assignee.member)
      ? []
      : [{ path: ['steps', at, 'assignee'], message: 'There is no such active member.' }],
  );
}

function wrongFields(steps: readonly ProcessStep[]): InputError[] {
  const errors: InputError[] = [];
  const seen = new Set<string>();
  for (const [at, { fields }] of steps.entries()) {
    for (const [index, { key, type }] of fields.entries()) {
      const wrong = (name: string, message: string): void => {
        errors.push({ path: ['steps', at, 'fields', index, name], message });
      };
      if (seen.has(key)) wrong('key', `"${key}" is asked for twice.`);
      seen.add(key);
      if (RESERVED.includes(key)) wrong('key', `"${key}" is not asked for in a process.`);
      const fixed = FIXED_TYPES[key];
      if (fixed !== undefined && !fixed.includes(type)) {
        wrong('type', `"${key}" is of type ${fixed.join(' or ')}.`);
      }
      // Its answer may be a company that is yet to be added, which only qualifying does.
      if (type === 'company' && key !== 'company') wrong('key', 'A company has the key "company".');
    }
  }
  return errors;
}

/** The members that a process names, well-formed or not. */
export function membersOf(steps: unknown): string[] {
  if (!Array.isArray(steps)) return [];
  return steps.flatMap((one: unknown) => {
    const { member } = ((one as { assignee?: unknown } | null)?.assignee ?? {}) as {
      member?: unknown;
    };
    return typeof member === 'string' ? [member] : [];
  });
}
