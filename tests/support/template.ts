import type { Core } from '@strapi/strapi';
import { createDatabase, type TestDatabase } from './database';
import { createOutside } from './outside';
import { makePeople, type People } from './people';

/*
 * Made once, before the first journey of a run, and dropped after its last: a database with the schema,
 * what ships, and the people; and where there is a browser, one with the demo. Each file works on a copy.
 * They are made by the very build that the run tests, so they cannot be out of date.
 */

const VARIABLE = 'CRM_TEST_TEMPLATE';

export interface Template {
  readonly name: string;
  readonly people: People;
  /** The database of the demo. */
  readonly demo: string | undefined;
}

/** The template of this run. */
export function templateOfRun(): Template {
  const described = process.env[VARIABLE];
  if (described === undefined) throw new Error('The run has no template: see jest.config.cjs.');
  return JSON.parse(described) as Template;
}

const made: TestDatabase[] = [];

/** Jest's globalSetup; the workers inherit what it says. */
export default async function makeTemplate(): Promise<void> {
  const { name, found: people } = await fill({}, makePeople);
  // The browser's files alone work on the demo.
  const demo = process.env['CRM_TEST_CHROMIUM'] ? await fill({ CRM_SEED: 'demo' }) : undefined;
  const template: Template = { name, people, demo: demo?.name };
  process.env[VARIABLE] = JSON.stringify(template);
}

/** A database that the application has started on, with what is written then. */
async function fill<Found = void>(
  env: Readonly<Record<string, string>>,
  write?: (strapi: Core.Strapi) => Promise<Found>,
): Promise<{ name: string; found: Found }> {
  const database = await createDatabase();
  made.push(database);
  const strapi = await createOutside({ env: { ...database.env, ...env } });
  await strapi.load();
  // Without anything to write nothing is found.
  const found = (await write?.(strapi)) as Found;
  await strapi.destroy();
  return { name: database.name, found };
}

/** Jest's globalTeardown is a module of its own. */
export const dropTemplate = async (): Promise<void> => {
  for (const database of made) await database.drop();
};
