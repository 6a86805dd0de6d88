import type { Core } from '@strapi/strapi';
import { ACTION_DOORS, EXTRA_DOORS } from '../../../core';
import {
  CRM_ROLES,
  RECORD_RIGHTS,
  WORKING_ROLES,
  type CrmRecord,
  type Crud,
  type CrmRoleKey,
} from '../../../core/role/roles';
import { contentTypes } from '../content-types';
import { uidOf } from '../content-types/record';

/** What an open door answers to is in its address. */
const DOORS = [...ACTION_DOORS, ...EXTRA_DOORS.filter((door) => door.open !== true)];

export interface Door {
  readonly record: string;
  readonly handler: string;
}

const isInPanel = (door: (typeof DOORS)[number]): boolean =>
  !('side' in door && door.side === 'api');

/** Users-permissions knows a door by its handler. */
export const apiUid = ({ record, handler }: Door) => `plugin::crm.${record}.${handler}`;

/** Strapi's administrators know it by a name without capitals: `lead.change-stage`. */
const doorName = ({ record, handler }: Door): string =>
  `${record}.${handler.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

export const adminUid = (door: Door) => `plugin::crm.${doorName(door)}`;

/** Under which heading a record's doors stand; its own plural if nothing is said. */
const SUB_CATEGORIES: Partial<Record<CrmRecord, string>> = {
  operation: 'leads',
  'dropdown-value': 'dropdowns',
  stage: 'pipelines',
  'qualification-process': 'pipelines',
};

const subCategoryOf = (record: CrmRecord): string =>
  SUB_CATEGORIES[record] ?? `${record.replaceAll('-', ' ')}s`;

/** Shows each action of the plugin on Strapi's own screen for administrator roles. */
export async function registerAdminPermissions(strapi: Core.Strapi): Promise<void> {
  await strapi.service('admin::permission').actionProvider.registerMany(
    DOORS.filter(isInPanel).map((door) => ({
      section: 'plugins',
      displayName: door.label,
      uid: doorName(door),
      pluginName: 'crm',
      subCategory: subCategoryOf(door.record),
    })),
  );
}

/**
 * Creates the plugin's roles on both sides of Strapi, with the permissions each needs. Every permission
 * is given once in the life of a database: what an administrator takes away stays away, what a new
 * version adds is added.
 */
export async function shipRolePermissions(strapi: Core.Strapi): Promise<void> {
  const store = strapi.store({ type: 'plugin', name: 'crm', key: 'shipped-permissions' });
  const shipped = new Set((await store.get({})) as string[] | null);
  for (const role of CRM_ROLES) {
    const sides: readonly string[] = role.sides;
    if (sides.includes('api')) await shipApiRole(strapi, role, shipped);
    if (sides.includes('admin')) await shipAdminRole(strapi, role, shipped);
  }
  await closeToOthers(strapi, shipped);
  await store.set({ value: [...shipped] });
}

/** Strapi's own Editor and Author are given every content type at first; ours are for our roles (once). */
async function closeToOthers(strapi: Core.Strapi, shipped: Set<string>): Promise<void> {
  if (shipped.has('closed-to-others')) return;
  await strapi.db.query('admin::permission').deleteMany({
    where: {
      subject: { $startsWith: 'plugin::crm.' },
      role: { code: { $in: ['strapi-editor', 'strapi-author'] } },
    },
  });
  shipped.add('closed-to-others');
}

type Role = (typeof CRM_ROLES)[number];

async function shipApiRole(strapi: Core.Strapi, role: Role, shipped: Set<string>): Promise<void> {
  const roles = strapi.db.query('plugin::users-permissions.role');
  const found =
    (await roles.findOne({ where: { type: role.key } })) ??
    (await roles.create({
      data: { name: role.name, description: role.description, type: role.key },
    }));
  const permissions = strapi.db.query('plugin::users-permissions.permission');
  const present: { action: string }[] = await permissions.findMany({ where: { role: found.id } });
  const actions = new Set(present.map(({ action }) => action));
  if (role.key === FIRST_ROLE) forgetWhenCleared(shipped, 'api', actions);
  for (const action of apiActions(role.key)) {
    const key = `api:${role.key}:${action}`;
    if (!shipped.has(key) && !actions.has(action)) {
      await permissions.create({ data: { action, role: found.id } });
    }
    shipped.add(key);
  }
}

const FIRST_ROLE: CrmRoleKey = CRM_ROLES[0].key;

/**
 * A start without the plugin makes Strapi clear away our permissions on both sides, for administrators
 * page by page, and it skips some on the way. When the first role has lost most of its own, every role
 * is given all of them again; what was taken away one by one stays away.
 */
function forgetWhenCleared(
  shipped: Set<string>,
  side: 'api' | 'admin',
  present: ReadonlySet<string>,
): void {
  const prefix = `${side}:${FIRST_ROLE}:`;
  const given = [...shipped].filter(
    (key) => key.startsWith(prefix) && key.includes('plugin::crm.'),
  );
  const left = given.filter((key) => present.has(key.slice(prefix.length)));
  if (left.length * 2 >= given.length) return;
  for (const key of shipped) if (key.startsWith(`${side}:`)) shipped.delete(key);
}

const HANDLERS: Record<Crud, readonly string[]> = {
  find: ['find', 'findOne'],
  create: ['create'],
  update: ['update'],
  delete: ['delete'],
};

function apiActions(key: CrmRoleKey): string[] {
  const generated = Object.entries(RECORD_RIGHTS[key]).flatMap(([record, cruds]) =>
    cruds.flatMap((crud) => HANDLERS[crud].map((handler) => apiUid({ record, handler }))),
  );
  const own = key === 'crm_portal' ? [] : ['plugin::users-permissions.user.me'];
  return [
    ...generated,
    ...customDoors(key).map(apiUid),
    ...own,
    'plugin::users-permissions.auth.logout',
    'plugin::users-permissions.auth.changePassword',
  ];
}

const customDoors = (key: CrmRoleKey): Door[] =>
  DOORS.filter((door) => rolesOf(door).includes(key));

const rolesOf = (door: (typeof DOORS)[number]): readonly CrmRoleKey[] =>
  'method' in door ? (door.onlyFor ?? [...WORKING_ROLES, ...(door.alsoFor ?? [])]) : WORKING_ROLES;

async function shipAdminRole(strapi: Core.Strapi, role: Role, shipped: Set<string>): Promise<void> {
  const roles = strapi.db.query('admin::role');
  const found =
    (await roles.findOne({ where: { code: role.key } })) ??
    (await roles.create({
      data: { name: role.name, code: role.key, description: role.description },
    }));
  const present: AdminPermission[] = await strapi
    .service('admin::permission')
    .findMany({ where: { role: found.id } });
  if (role.key === FIRST_ROLE) {
    const names = present.map(({ action, subject }) => `${action}:${subject ?? ''}`);
    forgetWhenCleared(shipped, 'admin', new Set(names));
  }
  const fresh = adminPermissions(role.key).filter(
    ({ action, subject }) => !shipped.has(`admin:${role.key}:${action}:${subject ?? ''}`),
  );
  if (fresh.length === 0) return;
  await strapi.service('admin::role').assignPermissions(found.id, [
    ...present.map(({ action, subject, properties, conditions }) => ({
      action,
      subject,
      properties,
      conditions,
    })),
    ...fresh,
  ]);
  for (const { action, subject } of fresh)
    shipped.add(`admin:${role.key}:${action}:${subject ?? ''}`);
}

interface AdminPermission {
  action: string;
  subject: string | null;
  properties: { fields?: string[] };
  conditions: string[];
}

const EXPLORER: Record<Crud, string> = {
  find: 'plugin::content-manager.explorer.read',
  create: 'plugin::content-manager.explorer.create',
  update: 'plugin::content-manager.explorer.update',
  delete: 'plugin::content-manager.explorer.delete',
};

function adminPermissions(key: CrmRoleKey): AdminPermission[] {
  const records = Object.entries(RECORD_RIGHTS[key]).flatMap(([record, cruds]) =>
    cruds.map((crud) => ({
      action: EXPLORER[crud],
      subject: uidOf(record),
      // Deleting has no fields.
      properties: crud === 'delete' ? {} : { fields: visibleFields(record as CrmRecord) },
      conditions: [],
    })),
  );
  const custom = DOORS.filter(isInPanel)
    .filter((door) => rolesOf(door).includes(key))
    .map((door) => ({
      action: adminUid(door),
      subject: null,
      properties: {},
      conditions: [],
    }));
  return [...records, ...custom];
}

function visibleFields(record: CrmRecord): string[] {
  const attributes = contentTypes[record]?.schema.attributes ?? {};
  return Object.entries(attributes as Record<string, { visible?: boolean }>)
    .filter(([, attribute]) => attribute.visible !== false)
    .map(([name]) => name);
}
