import { createStrapi, type Core } from '@strapi/strapi';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import request from 'supertest';
import { holdToContract } from './contract';
import { createDatabase, type TestDatabase } from './database';

const ROOT = path.resolve(__dirname, '../..');
const PASSWORD = 'Crm-demo-2026';

export type Strapi = Core.Strapi;

export interface Reply {
  readonly status: number;
  // Replies are JSON of any shape; tests look into them with matchers.
  readonly body: any;
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

const PEOPLE = {
  admin: { role: 'crm_admin', name: 'Ada Admin' },
  manager: { role: 'crm_manager', name: 'Max Manager' },
  sales: { role: 'crm_sales', name: 'Sam Sales' },
  sue: { role: 'crm_sales', name: 'Sue Sales' },
  marketeer: { role: 'crm_marketeer', name: 'Mia Marketeer' },
  editor: { role: 'crm_editor', name: 'Eve Editor' },
} as const;
export type Person = keyof typeof PEOPLE;

/** The application of a test file: it is there from the first test on, and gone after the last. */
export function appForTests(options: Parameters<typeof startApp>[0] = {}): App {
  const app = {} as App;
  beforeAll(async () => void Object.assign(app, await startApp(options)));
  afterAll(() => app.stop());
  return app;
}

/** Boots the real application on a database of its own. */
async function startApp(
  options: { people?: boolean; env?: Readonly<Record<string, string>> } = {},
): Promise<App> {
  const database = await createDatabase();
  return startOn(database, options);
}

export async function startOn(
  database: TestDatabase,
  options: { people?: boolean; env?: Readonly<Record<string, string>> } = {},
): Promise<App> {
  Object.assign(process.env, database.env, options.env);
  const strapi = createStrapi({ appDir: ROOT, distDir: path.join(ROOT, 'dist') });
  const stop = async (): Promise<void> => {
    await destroy(strapi);
    await database.drop();
  };
  await strapi.load();
  strapi.server.mount();
  const people =
    options.people === false
      ? undefined
      : await makePeople(strapi).catch(async (error: unknown) => {
          // What stays open would keep Jest waiting for ever.
          await stop();
          throw error;
        });
  return {
    strapi,
    nobody: voice(strapi, {}),
    as: (people?.as ?? {}) as App['as'],
    inPanel: (people?.inPanel ?? {}) as App['inPanel'],
    members: (people?.members ?? {}) as App['members'],
    token: (type) => makeToken(strapi, type),
    stop,
  };
}

interface Pool {
  numUsed(): number;
  numPendingAcquires(): number;
}

/** After a commit Strapi reads for its events without being waited for; this waits until it has. */
export async function untilQuiet(strapi: Strapi): Promise<void> {
  const { pool } = strapi.db.connection.client as { pool?: Pool };
  let quiet = 0;
  for (let look = 0; look < 200 && quiet < 3; look += 1) {
    const busy = pool !== undefined && pool.numUsed() + pool.numPendingAcquires() > 0;
    quiet = busy ? 0 : quiet + 1;
    await sleep(25);
  }
}

/** A pool that is closed under a read rejects it, and Jest takes that for a failure of the test. */
export async function destroy(strapi: Strapi): Promise<void> {
  await untilQuiet(strapi);
  await strapi.destroy();
}

function voice(strapi: Strapi, headers: Record<string, string>): Voice {
  const server = strapi.server.httpServer;
  const speak = async (method: Method, url: string, body?: Body, extra = {}): Promise<Reply> => {
    const asked = request(server)[method](url).set(headers).set(extra);
    const { status, body: answered } = await (body === undefined ? asked : asked.send(body));
    const reply = { status, body: answered };
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

async function makePeople(strapi: Strapi) {
  const as: Partial<App['as']> = {};
  const inPanel: Partial<App['inPanel']> = {};
  const members: Partial<App['members']> = {};
  for (const [person, { role, name }] of Object.entries(PEOPLE)) {
    const email = `${person}@crm.example`;
    const apiUser = await makeApiUser(strapi, email, role);
    const adminUser = await makeAdminUser(strapi, email, name, role);
    const manager = person.startsWith('s') ? members.manager?.documentId : undefined;
    const member = await strapi.documents('plugin::crm.member').create({
      data: { name, email, apiUser: apiUser.id, adminUser: adminUser.id, manager },
    } as never);
    members[person as Person] = { id: Number(member.id), documentId: member.documentId };
    as[person as Person] = await logIn(strapi, email);
    inPanel[person as Person] = await logIntoPanel(strapi, email);
  }
  return { as, inPanel, members };
}

export async function makeApiUser(
  strapi: Strapi,
  email: string,
  roleType: string,
): Promise<{ id: number }> {
  const role = await strapi.db
    .query('plugin::users-permissions.role')
    .findOne({ where: { type: roleType } });
  return strapi.plugin('users-permissions').service('user').add({
    username: email,
    email,
    password: PASSWORD,
    provider: 'local',
    confirmed: true,
    role: role.id,
  });
}

async function makeAdminUser(
  strapi: Strapi,
  email: string,
  name: string,
  code: string,
): Promise<{ id: number }> {
  const roles = strapi.db.query('admin::role');
  const role = await roles.findOne({
    where: { code: code === 'crm_admin' ? 'strapi-super-admin' : code },
  });
  return strapi.service('admin::user').create({
    email,
    firstname: name,
    password: PASSWORD,
    isActive: true,
    registrationToken: null,
    roles: [role.id],
  });
}

export async function logIn(strapi: Strapi, email: string): Promise<Voice> {
  const reply = await voice(strapi, {}).post('/api/auth/local', {
    identifier: email,
    password: PASSWORD,
  });
  if (reply.status !== 200) throw new Error(`No login for ${email}: ${JSON.stringify(reply.body)}`);
  return voice(strapi, { Authorization: `Bearer ${reply.body.jwt}` });
}

async function logIntoPanel(strapi: Strapi, email: string): Promise<Voice> {
  const reply = await voice(strapi, {}).post('/admin/login', { email, password: PASSWORD });
  if (reply.status !== 200) throw new Error(`No panel login: ${JSON.stringify(reply.body)}`);
  const { data } = reply.body;
  return voice(strapi, { Authorization: `Bearer ${data.accessToken ?? data.token}` });
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
