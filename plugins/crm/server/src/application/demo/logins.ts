import type { Core } from '@strapi/strapi';
import type { CrmRoleKey } from '../../../../core/role/roles';
import type { MemberDraft } from '../../../../core/transfer/drafts';
import { uidOf } from '../../content-types/record';
import { becomingLoginOf } from '../addresses/claim';

/** For every login of the demo, admin panel and API alike (design.md, section 6). */
const PASSWORD = 'Crm-demo-2026';

export interface DemoLogin {
  readonly key: string;
  readonly name: string;
  readonly email: string;
  readonly role: CrmRoleKey;
  /** Code of the role in the admin panel; a contact has no place there. */
  readonly panelRole?: string;
  readonly manager?: string;
}

export const DEMO_LOGINS: readonly DemoLogin[] = [
  {
    key: 'ada',
    name: 'Ada Admin',
    email: 'ada@crm.example',
    role: 'crm_admin',
    panelRole: 'strapi-super-admin',
  },
  staff('eve', 'Eve Editor', 'crm_editor'),
  staff('max', 'Max Manager', 'crm_manager'),
  { ...staff('sam', 'Sam Sales', 'crm_sales'), manager: 'max' },
  { ...staff('sue', 'Sue Sales', 'crm_sales'), manager: 'max' },
  staff('mia', 'Mia Marketeer', 'crm_marketeer'),
  { key: 'pat', name: 'Pat Portal', email: 'pat@customer.example', role: 'crm_portal' },
];

function staff(key: string, name: string, role: CrmRoleKey): DemoLogin {
  return { key, name, email: `${key}@crm.example`, role, panelRole: role };
}

/** Staff become members, with both of their logins. Answers the API users by the key of their login. */
export async function makeLogins(strapi: Core.Strapi): Promise<Map<string, number>> {
  const apiUsers = new Map<string, number>();
  const members = new Map<string, string>();
  for (const login of DEMO_LOGINS) {
    if (login.panelRole === undefined) continue;
    const apiUser = await makeApiUser(strapi, login);
    apiUsers.set(login.key, apiUser);
    const adminUser = await makeAdminUser(strapi, login, login.panelRole);
    const member = await strapi.documents(uidOf('member') as never).create({
      data: {
        externalId: demoId(login.key),
        name: login.name,
        email: login.email,
        office: 'Headquarters',
        apiUser,
        adminUser,
        manager: members.get(login.manager ?? '') ?? null,
      },
    } as never);
    members.set(login.key, (member as { documentId: string }).documentId);
  }
  return apiUsers;
}

/** The portal login of a contact; the contact is there first, as it has the address (R28). */
export async function makePortalLogin(
  strapi: Core.Strapi,
  key: string,
  contact: number,
): Promise<number> {
  const login = DEMO_LOGINS.find((candidate) => candidate.key === key);
  if (login === undefined) throw new Error(`The demo has no login ${key}.`);
  return becomingLoginOf.run(contact, () => makeApiUser(strapi, login));
}

/** The members as drafts, so that leads find their owners. */
export const demoMembers = (): MemberDraft[] =>
  DEMO_LOGINS.filter(({ panelRole }) => panelRole !== undefined).map(({ key, name, email }) => ({
    externalId: demoId(key),
    name,
    email,
    manager: null,
    office: null,
  }));

export const demoId = (key: string): string => `demo:${key}`;

async function makeApiUser(strapi: Core.Strapi, { email, role: type }: DemoLogin): Promise<number> {
  const role = await strapi.db.query('plugin::users-permissions.role').findOne({ where: { type } });
  const user = await strapi.plugin('users-permissions').service('user').add({
    username: email,
    email,
    password: PASSWORD,
    provider: 'local',
    confirmed: true,
    blocked: false,
    role: role.id,
  });
  return Number(user.id);
}

async function makeAdminUser(
  strapi: Core.Strapi,
  { name, email }: DemoLogin,
  code: string,
): Promise<number> {
  const role = await strapi.db.query('admin::role').findOne({ where: { code } });
  const [firstname = '', lastname = ''] = name.split(' ');
  const user = await strapi.service('admin::user').create({
    email,
    firstname,
    lastname,
    password: PASSWORD,
    isActive: true,
    registrationToken: null,
    roles: [role.id],
  });
  return Number(user.id);
}
