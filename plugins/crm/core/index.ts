import { contactActions } from './contact/actions';
import { leadActions } from './lead/actions';
import type { CrmRecord, CrmRoleKey } from './role/roles';

/** The catalogues that every door is derived from. */
export { contactActions } from './contact/actions';
export { leadActions } from './lead/actions';

interface ActionDoor {
  readonly record: 'lead' | 'contact';
  readonly key: string;
  /** The handler and the permission: `close-lost` → `closeLost`. */
  readonly handler: string;
  readonly path: string;
  readonly label: string;
}

const camelCase = (key: string): string =>
  key.replace(/-(\w)/g, (_match, letter: string) => letter.toUpperCase());

const doorTo =
  (record: ActionDoor['record']) =>
  ({ key, words }: { key: string; words: { label: string } }): ActionDoor => ({
    record,
    key,
    handler: camelCase(key),
    path: `/${record}s/:id/${key}`,
    label: words.label,
  });

/** One route, handler, permission and button for each action of the catalogues. */
export const ACTION_DOORS: readonly ActionDoor[] = [
  ...leadActions.all.map(doorTo('lead')),
  ...contactActions.all.map(doorTo('contact')),
];

interface ExtraDoor {
  readonly method: 'GET' | 'POST';
  readonly record: CrmRecord;
  readonly handler: string;
  readonly path: string;
  readonly label: string;
  /** Roles that may come in beside the working ones. */
  readonly alsoFor?: readonly CrmRoleKey[];
  /** Roles that may come in, where not every working one may. */
  readonly onlyFor?: readonly CrmRoleKey[];
}

/** The other routes beside the generated ones: who reads history, asks what is allowed, or undoes. */
export const EXTRA_DOORS: readonly ExtraDoor[] = [
  {
    method: 'GET',
    record: 'lead',
    handler: 'actions',
    path: '/leads/:id/actions',
    label: 'See what is allowed on a lead',
  },
  {
    method: 'GET',
    record: 'lead',
    handler: 'history',
    path: '/leads/:id/history',
    label: "Read a lead's history",
  },
  {
    method: 'GET',
    record: 'contact',
    handler: 'history',
    path: '/contacts/:id/history',
    label: "Read a contact's history",
  },
  {
    method: 'POST',
    record: 'operation',
    handler: 'undo',
    path: '/operations/:id/undo',
    label: 'Undo an operation',
  },
  {
    method: 'GET',
    record: 'pipeline',
    handler: 'board',
    path: '/pipelines/:id/board',
    label: "See a pipeline's board",
  },
  {
    method: 'GET',
    record: 'dropdown-value',
    handler: 'usage',
    path: '/dropdown-values/:id/usage',
    label: 'See who uses a dropdown value',
    alsoFor: ['crm_editor'],
  },
  {
    method: 'POST',
    record: 'dropdown-value',
    handler: 'apply',
    path: '/dropdown-values/:id/apply',
    label: 'Score the leads of a value again after its master type changed',
  },
  {
    method: 'POST',
    record: 'stage',
    handler: 'remap',
    path: '/stages/:id/remap',
    label: 'Move everything in a stage to another stage',
    onlyFor: ['crm_admin'],
  },
];
