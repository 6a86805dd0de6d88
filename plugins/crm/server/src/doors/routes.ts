import { factories } from '@strapi/strapi';
import { ACTION_DOORS, EXTRA_DOORS } from '../../../core';
import {
  CRM_RECORDS,
  OWN_FIND_ONE,
  READ_ONLY_RECORDS,
  type CrmRecord,
} from '../../../core/role/roles';
import { uidOf } from '../content-types/record';
import { adminUid } from './permissions';
import { NOT_INACTIVE, ON_TEAM } from './policies';

export interface Route {
  method: string;
  path: string;
  handler: string;
  config: object;
}

const CUSTOM = [
  ...EXTRA_DOORS,
  ...ACTION_DOORS.map((door) => ({ ...door, method: 'POST' as const })),
];

type Door = (typeof CUSTOM)[number];

const isOpen = (door: Door): boolean => 'open' in door && door.open;
/** A contact in the portal is nobody on the team. */
const isContacts = (door: Door): boolean =>
  'onlyFor' in door && door.onlyFor !== undefined && door.onlyFor.includes('crm_portal');
const isInPanel = (door: Door): boolean =>
  !isOpen(door) && !('side' in door && door.side === 'api');

const customRoutes = (doors: readonly Door[], config: (door: Door) => object): Route[] =>
  doors.map((door) => ({
    method: door.method,
    path: door.path,
    handler: `${door.record}.${door.handler}`,
    config: config(door),
  }));

/** A record that has a door of its own for one of it is read there. */
const generatedReads = (record: CrmRecord): ('find' | 'findOne')[] =>
  OWN_FIND_ONE.includes(record) ? ['find'] : ['find', 'findOne'];

/** Anew for every record: Strapi writes into it whose permission a route asks for. */
const onTeam = () =>
  Object.fromEntries(
    ['find', 'findOne', 'create', 'update', 'delete'].map((name) => [
      name,
      { policies: [ON_TEAM] },
    ]),
  );

/** Strapi's generated routes for every record; what only the code writes can only be read. */
const generated = Object.fromEntries(
  CRM_RECORDS.map((record) => [
    record,
    // Strapi knows our uids only through the host's generated types.
    factories.createCoreRouter(uidOf(record) as never, {
      ...(READ_ONLY_RECORDS.includes(record) ? { only: generatedReads(record) } : {}),
      config: onTeam(),
    }),
  ]),
);

export const routes = {
  ...generated,
  actions: {
    type: 'content-api',
    routes: customRoutes(CUSTOM, (door) =>
      isOpen(door) ? { auth: false } : isContacts(door) ? {} : { policies: [ON_TEAM] },
    ),
  },
  admin: {
    type: 'admin',
    routes: customRoutes(CUSTOM.filter(isInPanel), (door) => ({
      policies: [
        'admin::isAuthenticatedAdmin',
        { name: 'admin::hasPermissions', config: { actions: [adminUid(door)] } },
        NOT_INACTIVE,
      ],
    })),
  },
};
