import { createDatabase, type TestDatabase } from './database';
import { createOutside } from './outside';
import { makePeople, type People } from './people';

/*
 * Made once, before the first journey of a run, and dropped after its last: a database with the schema,
 * what ships, and the people. Each file works on a copy. It is made by the very build that the run tests,
 * so it cannot be out of date.
 */

const VARIABLE = 'CRM_TEST_TEMPLATE';

export interface Template {
  readonly name: string;
  readonly people: People;
}

/** The template of this run. */
export function templateOfRun(): Template {
  const described = process.env[VARIABLE];
  if (described === undefined) throw new Error('The run has no template: see jest.config.cjs.');
  return JSON.parse(described) as Template;
}

let database: TestDatabase | undefined;

/** Jest's globalSetup; the workers inherit what it says. */
export default async function makeTemplate(): Promise<void> {
  database = await createDatabase();
  const strapi = await createOutside({ env: database.env });
  await strapi.load();
  const people = await makePeople(strapi);
  await strapi.destroy();
  process.env[VARIABLE] = JSON.stringify({ name: database.name, people } satisfies Template);
}

/** Jest's globalTeardown is a module of its own. */
export const dropTemplate = async (): Promise<void> => database?.drop();
