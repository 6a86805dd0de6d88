import type { Core } from '@strapi/strapi';

export const PASSWORD = 'Crm-demo-2026';

const PEOPLE = {
  admin: { role: 'crm_admin', name: 'Ada Admin' },
  manager: { role: 'crm_manager', name: 'Max Manager' },
  sales: { role: 'crm_sales', name: 'Sam Sales' },
  sue: { role: 'crm_sales', name: 'Sue Sales' },
  marketeer: { role: 'crm_marketeer', name: 'Mia Marketeer' },
  editor: { role: 'crm_editor', name: 'Eve Editor' },
} as const;
export type Person = keyof typeof PEOPLE;

/** A member with an API login and an admin login. */
interface Staff {
  readonly member: { readonly id: number; readonly documentId: string };
  readonly apiUser: number;
  readonly adminUser: number;
}
export type People = Readonly<Record<Person, Staff>>;

/** Writes the people that journeys speak as. */
export async function makePeople(strapi: Core.Strapi): Promise<People> {
  const people: Partial<Record<Person, Staff>> = {};
  for (const [person, { role, name }] of Object.entries(PEOPLE)) {
    const email = `${person}@crm.example`;
    const apiUser = await makeApiUser(strapi, email, role);
    const adminUser = await makeAdminUser(strapi, email, name, role);
    const manager = person.startsWith('s') ? people.manager?.member.documentId : undefined;
    const member = await strapi.documents('plugin::crm.member').create({
      data: { name, email, apiUser: apiUser.id, adminUser: adminUser.id, manager },
    } as never);
    people[person as Person] = {
      member: { id: Number(member.id), documentId: member.documentId },
      apiUser: apiUser.id,
      adminUser: adminUser.id,
    };
  }
  return people as People;
}

export async function makeApiUser(
  strapi: Core.Strapi,
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
  strapi: Core.Strapi,
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

/**
 * What the login routes hand out once they have compared the password, which takes a tenth of a second;
 * tests/demo.test.ts goes the whole way. A session is short-lived, so each file gets its own.
 */
export async function openSession(
  strapi: Core.Strapi,
  origin: 'users-permissions' | 'admin',
  user: number,
): Promise<string> {
  const sessions = strapi.sessionManager(origin);
  const refresh = await sessions.generateRefreshToken(String(user), 'journey', {
    type: 'refresh',
  });
  const access = await sessions.generateAccessToken(refresh.token);
  if ('error' in access) throw new Error(`No session for ${origin} ${user}: ${access.error}`);
  return access.token;
}
