import createError from 'http-errors';
import { REFUSALS, refuse, refuseField, type Refusal } from '../../../core/kernel/refusals';
import { Refused } from '../application/refused';
import { isUniqueViolation, mayBeRepeated } from '../application/transaction';

const NAMES: Record<number, string> = {
  400: 'ValidationError',
  403: 'ForbiddenError',
  404: 'NotFoundError',
  409: 'ConflictError',
};

/** The one place where a refusal becomes what Strapi sends: its envelope, our code (design.md, section 4). */
export function httpError({ code, details, message }: Refusal): Error {
  const { status } = REFUSALS[code];
  return createError(status, message, {
    name: NAMES[status] ?? 'ApplicationError',
    details: { code, ...details },
  });
}

const BUSY = 'Others were writing at the same moment. Nothing has been changed; try again.';

/** A refusal as Strapi's error; any other error as it is. */
function translated(error: unknown): unknown {
  if (error instanceof Refused) return httpError(error.refusal);
  if (isUniqueViolation(error)) return httpError(takenRefusal(error));
  if (mayBeRepeated(error)) return createError(503, BUSY, { cause: error, expose: true });
  return error;
}

/** Runs a door's work and answers in Strapi's words. */
export async function answering<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw translated(error);
  }
}

const TAKEN: readonly (readonly [index: string, field: string, sentence: string])[] = [
  ['one_individual', 'primaryIndividual', 'This lead already has a primary individual.'],
  ['one_contact', 'primaryContact', 'This lead already has a primary contact.'],
  ['primary_individual_of', 'primaryIndividual', 'This lead already has a primary individual.'],
  ['primary_contact_of', 'primaryContact', 'This lead already has a primary contact.'],
  [
    'name_key',
    'name',
    'A company of this name exists already. Choose it instead of adding it again.',
  ],
  [
    'crm_opportunities_qualification',
    'originatingLead',
    'This qualification has made its opportunity already.',
  ],
  ['qualification_key', 'originatingLead', 'This qualification has made its opportunity already.'],
  [
    'crm_pipelines_default',
    'isDefault',
    'Another pipeline has just become the default of this kind.',
  ],
  [
    'crm_pipelines.default_of',
    'isDefault',
    'Another pipeline has just become the default of this kind.',
  ],
  ['crm_contact_groups_name', 'name', 'Another contact group already has this name.'],
  ['crm_contact_groups.name', 'name', 'Another contact group already has this name.'],
  ['crm_marketing_lists_name', 'name', 'Another marketing list already has this name.'],
  ['crm_marketing_lists.name', 'name', 'Another marketing list already has this name.'],
  ['default_of', 'isDefault', 'Another value is already the default of this type.'],
  ['external_id', 'externalId', 'Another record already has this external id.'],
  ['admin_user', 'adminUser', 'This login already belongs to another member.'],
  ['api_user', 'apiUser', 'This login already belongs to another member.'],
  ['key', 'key', 'Another record of this kind already has this key.'],
];

/** A unique index said no before a rule could: two writers at once. The sentence names the field. */
function takenRefusal(error: unknown): Refusal {
  const { message: all = '' } = error as { message?: string };
  // knex puts the statement in front, which names other columns, too.
  const message = all.slice(all.lastIndexOf(' - ') + 1);
  // Two members of one address, before anybody else is looked at.
  if (/crm_members[._]email/.test(message)) return refuse('email.taken');
  const found = TAKEN.find(([index]) => message.includes(index));
  return found === undefined
    ? refuseField([], 'A record with these values exists already.')
    : refuseField(found[1], found[2]);
}
