import type { Core } from '@strapi/strapi';
import request from 'supertest';
import { createDatabase, type TestDatabase } from './database';
import { openSession, PASSWORD, type People, type Person } from './people';
import { templateOfRun } from './template';

export { untilQuiet } from '../../src/drain';
export { makeApiUser, type Person } from './people';
export type Strapi = Core.Strapi;

export interface Reply {
  readonly status: number;
  // Replies are JSON of any shape; tests look into them with matchers.
  readonly body: any;
  /** As it came, where it is no JSON. */
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

type Body = Record<string, unknown>;

/** Speaks HTTP as one person or token. */
export interface Voice {
  get(url: string): Promise<Reply>;
  post(url: string, body?: Body, headers?: Record<string, string>): Promise<Reply>;
  put(url: string, body?: Body): Promise<Reply>;
  delete(url: string): Promise<Reply>;
}

export interface App {
  readonly strapi: Strapi;
  /** Without any login. */
  readonly nobody: Voice;
  /** Members, each with an API login and an admin login. */
  readonly as: Record<Person, Voice>;
  readonly inPanel: Record<Person, Voice>;
  readonly members: Record<Person, { id: number; documentId: string }>;
  /** A voice for an API token of this type. */
  token(type: 'full-access' | 'read-only'): Promise<Voice>;
  stop(): Promise<void>;
}

/** The application of a test file: it is there from the first test on, and gone after the last. */
export function appForTests(options: Options = {}): App {
  const app = {} as App;
  beforeAll(async () => void Object.assign(app, await startApp(options)));
  afterAll(() => app.stop());
  return app;
}

interface Options {
  /** False: the database is empty when the application starts on it, and nobody is there. */
  readonly people?: boolean;
  /** The people and records of the demo instead, as browser files want them. */
  readonly demo?: boolean;
  readonly env?: Readonly<Record<string, string>> | undefined;
}

/** Boots the real application on a database of its own, with the people of the template. */
async function startApp({ people: wanted = true, demo = false, env }: Options): Promise<App> {
  if (demo) return startOn(await createDatabase(templateOfRun().demo), { env });
  const template = wanted ? templateOfRun() : undefined;
  const database = await createDatabase(template?.name);
  const app = await startOn(database, { env });
  return template === undefined ? app : { ...app, ...(await signIn(app.strapi, template.people)) };
}

/** The same on this database; nobody has logged in. */
export async function startOn(database: TestDatabase, { env }: Options = {}): Promise<App> {
  const strapi = await createOutside({ env: { ...database.env, ...env } });
  const stop = async (): Promise<void> => {
    await strapi.destroy();
    await database.drop();
  };
  try {
    await strapi.load();
    strapi.server.mount();
  } catch (error) {
    // What stays open would keep Jest waiting for ever.
    await stop();
    throw error;
  }
  return {
    strapi,
    nobody: voice(strapi, {}),
    as: {} as App['as'],
    inPanel: {} as App['inPanel'],
    members: {} as App['members'],
    token: (type) => makeToken(strapi, type),
    stop,
  };
}

export function voice(strapi: Strapi, headers: Record<string, string>): Voice {
  const server = strapi.server.httpServer;
  const speak = async (method: Method, url: string, body?: Body, extra = {}): Promise<Reply> => {
    const asked = request(server)[method](url).set(headers).set(extra);
    const answered = await (body === undefined ? asked : asked.send(body));
    const { status, body: data, text, headers: received } = answered;
    // Not enumerable: two answers are alike although each has a date of its own.
    const reply = Object.defineProperty({ status, body: data, text } as Reply, 'headers', {
      value: received,
    });
    holdToContract({ method, url, reply });
    return reply;
  };
  return {
    get: (url) => speak('get', url),
    post: (url, body = {}, extra = {}) => speak('post', url, body, extra),
    put: (url, body = {}) => speak('put', url, body),
    delete: (url) => speak('delete', url),
  };
}

type Method = 'get' | 'post' | 'put' | 'delete';

/** As if all of them had just logged in, on both sides. */
async function signIn(strapi: Strapi, people: People) {
  const as: Partial<App['as']> = {};
  const inPanel: Partial<App['inPanel']> = {};
  const members: Partial<App['members']> = {};
  const speaking = async (...user: [origin: 'users-permissions' | 'admin', id: number]) =>
    voice(strapi, { Authorization: `Bearer ${await openSession(strapi, ...user)}` });
  for (const [name, { member, apiUser, adminUser }] of Object.entries(people)) {
    const person = name as Person;
    members[person] = member;
    as[person] = await speaking('users-permissions', apiUser);
    inPanel[person] = await speaking('admin', adminUser);
  }
  return { as, inPanel, members } as Pick<App, 'as' | 'inPanel' | 'members'>;
}

export async function logIn(strapi: Strapi, email: string): Promise<Voice> {
  const reply = await voice(strapi, {}).post('/api/auth/local', {
    identifier: email,
    password: PASSWORD,
  });
  if (reply.status !== 200) throw new Error(`No login for ${email}: ${JSON.stringify(reply.body)}`);
  return voice(strapi, { Authorization: `Bearer ${reply.body.jwt}` });
}

async function makeToken(strapi: Strapi, type: 'full-access' | 'read-only'): Promise<Voice> {
  const token = await strapi.service('admin::api-token').create({
    name: `test ${type}`,
    description: '',
    type,
    lifespan: null,
    kind: 'content-api',
  });
  return voice(strapi, { Authorization: `Bearer ${token.accessKey}` });
}
