import type { Grants } from '../kernel/actor';

interface RoleDefinition {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly grants: Grants;
  /** On which sides of Strapi the role is created. */
  readonly sides: readonly ('admin' | 'api')[];
}

const BOTH = ['admin', 'api'] as const;

/** The roles that ship, with their default grants (design.md, section 3; R13, R14, S4, S13, S14). */
export const CRM_ROLES = [
  {
    key: 'crm_admin',
    name: 'CRM Administrator',
    description:
      'Keeps members, roles, dropdowns, pipelines and settings, and works on every lead.',
    sides: BOTH,
    grants: {
      assign: 'any',
      reassign: 'any',
      qualify: 'own',
      disqualify: 'own',
      'change-stage': 'any',
      'close-won': 'any',
      'mark-sold': 'any',
      activate: 'any',
      deactivate: 'any',
      reopen: 'any',
      invite: 'any',
      merge: 'any',
      erase: 'any',
      edit: 'any',
    },
  },
  {
    key: 'crm_manager',
    name: 'CRM Manager',
    description: 'Leads a team: assigns, closes, reopens.',
    sides: BOTH,
    grants: {
      assign: 'any',
      reassign: 'any',
      qualify: 'own',
      disqualify: 'own',
      'change-stage': 'any',
      'close-won': 'any',
      'mark-sold': 'any',
      activate: 'any',
      deactivate: 'any',
      'add-to-marketing-list': 'any',
      reopen: 'any',
      invite: 'any',
      merge: 'any',
      edit: 'any',
    },
  },
  {
    key: 'crm_sales',
    name: 'CRM Sales',
    description: 'Works on the leads it owns.',
    sides: BOTH,
    grants: {
      assign: 'own',
      reassign: 'own',
      qualify: 'own',
      disqualify: 'own',
      'change-stage': 'own',
      'close-won': 'own',
      'mark-sold': 'own',
      activate: 'any',
      deactivate: 'any',
      'add-to-marketing-list': 'any',
      reopen: 'own',
      edit: 'any',
    },
  },
  {
    key: 'crm_marketeer',
    name: 'CRM Marketeer',
    description: 'Runs campaigns and works on the leads it owns.',
    sides: BOTH,
    grants: {
      assign: 'own',
      reassign: 'own',
      qualify: 'own',
      disqualify: 'own',
      'change-stage': 'own',
      'close-won': 'own',
      'mark-sold': 'own',
      activate: 'any',
      deactivate: 'any',
      reopen: 'own',
      edit: 'any',
    },
  },
  {
    key: 'crm_editor',
    name: 'CRM Editor',
    description: 'Keeps the dropdown values.',
    sides: BOTH,
    grants: {},
  },
  {
    key: 'crm_portal',
    name: 'CRM Portal',
    description: 'A contact with a login of their own.',
    sides: ['api'],
    grants: {},
  },
  {
    key: 'crm_integration',
    name: 'CRM Integration',
    description: 'What an API token acts as.',
    sides: [],
    grants: {
      assign: 'any',
      reassign: 'any',
      activate: 'any',
      deactivate: 'any',
      'add-to-marketing-list': 'any',
      edit: 'any',
    },
  },
] as const satisfies readonly RoleDefinition[];

export type CrmRoleKey = (typeof CRM_ROLES)[number]['key'];

/** Generated CRUD by role, the same on both sides (design.md, section 3). */
export type Crud = 'find' | 'create' | 'update' | 'delete';

const ALL: readonly Crud[] = ['find', 'create', 'update', 'delete'];
const READ: readonly Crud[] = ['find'];
const WORK = [
  'lead',
  'lead-contact',
  'contact',
  'company',
  'opportunity',
  'task',
  'calendar-event',
  'contact-group',
  'marketing-list',
  'saved-view',
] as const;
const DICTIONARIES = [
  'dropdown-type',
  'master-type',
  'dropdown-value',
  'pipeline',
  'stage',
  'qualification-process',
] as const;
const HISTORY = ['operation', 'change'] as const;
/** What deeds leave behind: asked for, told and run by actions, read by everybody who works. */
const DEEDS = ['close-request', 'notification', 'bulk-job'] as const;

export const CRM_RECORDS = [
  ...WORK,
  ...DICTIONARIES,
  'member',
  'role',
  ...DEEDS,
  ...HISTORY,
] as const;
export type CrmRecord = (typeof CRM_RECORDS)[number];

/** Read-only for everyone: written by the code alone. */
export const READ_ONLY_RECORDS: readonly CrmRecord[] = ['master-type', ...DEEDS, ...HISTORY];

/** Read one by one through a door of their own, which tells more than the record. */
export const OWN_FIND_ONE: readonly CrmRecord[] = ['bulk-job'];

type RecordRights = Partial<Record<CrmRecord, readonly Crud[]>>;

const rights = (records: readonly CrmRecord[], cruds: readonly Crud[]): RecordRights =>
  Object.fromEntries(records.map((record) => [record, cruds]));

const WORKER: RecordRights = {
  ...rights(WORK, ALL),
  ...rights([...DICTIONARIES, 'member', ...DEEDS, ...HISTORY], READ),
};

export const RECORD_RIGHTS: Readonly<Record<CrmRoleKey, RecordRights>> = {
  crm_admin: { ...rights(CRM_RECORDS, ALL), ...rights(READ_ONLY_RECORDS, READ) },
  crm_manager: WORKER,
  crm_sales: WORKER,
  crm_marketeer: WORKER,
  crm_editor: { ...rights(DICTIONARIES, READ), 'dropdown-value': ALL },
  crm_portal: {},
  crm_integration: {},
};

/** The roles whose holders work on leads and contacts, and so see their actions. */
export const WORKING_ROLES: readonly CrmRoleKey[] = [
  'crm_admin',
  'crm_manager',
  'crm_sales',
  'crm_marketeer',
];
