import { z } from 'zod';
import { BULK_DOORS } from './bulk/doors';
import { CALENDAR_DOORS } from './calendar/doors';
import { contactActions } from './contact/actions';
import { decisionForm } from './close-request/actions';
import { decidedReply, decideInput, waitingReply } from './close-request/replies';
import { CONTACT_DOORS } from './contact/doors';
import { appliedReply, usageReply } from './dropdown/replies';
import { historyReply, operationMeta, paginationMeta } from './history/replies';
import { leadActions } from './lead/actions';
import { exportQuery } from './lead/export';
import { offeredAction } from './lead/replies';
import { NOTIFICATION_DOORS } from './notification/doors';
import type { DoorContract } from './openapi/contract';
import { settingsChange, settingsMeta, settingsSchema } from './kernel/settings';
import { board, boardMeta, boardQuery } from './pipeline/board';
import { remapInput, remapReply } from './pipeline/remap';
import { REPORT_DOORS } from './report/doors';
import type { CrmRecord, CrmRoleKey } from './role/roles';

/** The catalogues that every door is derived from. */
export { contactActions } from './contact/actions';
export { leadActions } from './lead/actions';

export interface ActionDoor {
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
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly record: CrmRecord;
  readonly handler: string;
  readonly path: string;
  readonly label: string;
  /** Roles that may come in beside the working ones. */
  readonly alsoFor?: readonly CrmRoleKey[];
  /** Roles that may come in, where not every working one may. */
  readonly onlyFor?: readonly CrmRoleKey[];
  /** On one side only: contacts have no place in the panel. */
  readonly side?: 'api';
  /** What it asks for is in the request: anybody may come in, and the panel has no use for it. */
  readonly open?: true;
  /** What it takes and answers; a door without one fails the test of the catalogues. */
  readonly contract?: DoorContract;
}

/** The answers of a task's form, which its process says. */
const taskBody = z.strictObject({ data: z.looseObject({}).optional() });

const decisionBody = z.strictObject({ data: decisionForm.optional() });

/** One decision on one request: approve, decline, withdraw. */
const requestDoor = (handler: string, label: string): ExtraDoor => ({
  method: 'POST',
  record: 'close-request',
  handler,
  path: `/close-requests/:id/${handler}`,
  label,
  contract: {
    takes: ['preview', 'populate', 'fields'],
    body: decisionBody,
    answers: { data: ['close-request'], meta: operationMeta },
  },
});

const previewMeta = z.object({ preview: z.literal(true).optional() });

/** The other routes beside the generated ones: who reads history, asks what is allowed, or undoes. */
export const EXTRA_DOORS: readonly ExtraDoor[] = [
  {
    method: 'GET',
    record: 'lead',
    handler: 'actions',
    path: '/leads/:id/actions',
    label: 'See what is allowed on a lead',
    contract: { answers: { data: z.array(offeredAction) } },
  },
  {
    method: 'GET',
    record: 'lead',
    handler: 'history',
    path: '/leads/:id/history',
    label: "Read a lead's history",
    contract: {
      takes: ['pagination'],
      answers: { data: z.array(historyReply), meta: paginationMeta },
    },
  },
  {
    method: 'GET',
    record: 'contact',
    handler: 'actions',
    path: '/contacts/:id/actions',
    label: 'See what is allowed on a contact',
    contract: { answers: { data: z.array(offeredAction) } },
  },
  {
    method: 'GET',
    record: 'contact',
    handler: 'history',
    path: '/contacts/:id/history',
    label: "Read a contact's history",
    contract: {
      takes: ['pagination'],
      answers: { data: z.array(historyReply), meta: paginationMeta },
    },
  },
  {
    method: 'POST',
    record: 'operation',
    handler: 'undo',
    path: '/operations/:id/undo',
    label: 'Undo an operation',
    contract: {
      takes: ['preview', 'populate', 'fields'],
      answers: { data: ['lead', 'contact'], meta: operationMeta },
    },
  },
  {
    method: 'GET',
    record: 'pipeline',
    handler: 'board',
    path: '/pipelines/:id/board',
    label: "See a pipeline's board",
    contract: {
      takes: ['filters', 'search'],
      query: boardQuery,
      answers: { data: board, meta: boardMeta },
    },
  },
  {
    method: 'POST',
    record: 'task',
    handler: 'complete',
    path: '/tasks/:id/complete',
    label: 'Complete a task',
    contract: {
      takes: ['preview', 'populate', 'fields'],
      body: taskBody,
      answers: { data: ['task'], meta: operationMeta },
    },
  },
  {
    method: 'POST',
    record: 'task',
    handler: 'cancel',
    path: '/tasks/:id/cancel',
    label: 'Cancel a task',
    contract: {
      takes: ['preview', 'populate', 'fields'],
      body: taskBody,
      answers: { data: ['task'], meta: operationMeta },
    },
  },
  {
    method: 'POST',
    record: 'task',
    handler: 'reopen',
    path: '/tasks/:id/reopen',
    label: 'Reopen a task',
    contract: {
      takes: ['preview', 'populate', 'fields'],
      body: taskBody,
      answers: { data: ['task'], meta: operationMeta },
    },
  },
  requestDoor('approve', 'Approve a request to close a lead as lost'),
  requestDoor('decline', 'Decline a request to close a lead as lost'),
  requestDoor('withdraw', 'Withdraw a request to close a lead as lost'),
  {
    method: 'POST',
    record: 'close-request',
    handler: 'decide',
    path: '/close-requests/decide',
    label: 'Decide on many requests to close leads as lost',
    contract: {
      takes: ['preview'],
      body: z.strictObject({ data: decideInput }),
      answers: { data: z.array(decidedReply), meta: previewMeta },
    },
  },
  {
    method: 'GET',
    record: 'close-request',
    handler: 'waiting',
    path: '/waiting-close-requests',
    label: 'See the requests that wait, and who can decide on them',
    contract: {
      answers: { data: z.array(waitingReply), meta: z.object({ stuck: z.int() }) },
    },
  },
  {
    method: 'GET',
    record: 'dropdown-value',
    handler: 'usage',
    path: '/dropdown-values/:id/usage',
    label: 'See who uses a dropdown value',
    alsoFor: ['crm_editor'],
    contract: { answers: { data: usageReply } },
  },
  {
    method: 'POST',
    record: 'dropdown-value',
    handler: 'apply',
    path: '/dropdown-values/:id/apply',
    label: 'Score the leads of a value again after its master type changed',
    contract: {
      takes: ['preview'],
      answers: { data: appliedReply, meta: previewMeta },
    },
  },
  {
    method: 'GET',
    record: 'lead',
    handler: 'openapi',
    path: '/openapi.json',
    label: 'Read the description of the API',
    alsoFor: ['crm_editor'],
    contract: {
      answers: { whole: z.looseObject({ openapi: z.string(), paths: z.looseObject({}) }) },
    },
  },
  {
    method: 'POST',
    record: 'stage',
    handler: 'remap',
    path: '/stages/:id/remap',
    label: 'Move everything in a stage to another stage',
    onlyFor: ['crm_admin'],
    contract: {
      takes: ['preview'],
      body: z.strictObject({ data: remapInput }),
      answers: { data: remapReply, meta: previewMeta },
    },
  },
  {
    method: 'GET',
    record: 'role',
    handler: 'settings',
    path: '/settings',
    label: 'Read the settings of the CRM',
    contract: { answers: { data: settingsSchema, meta: settingsMeta } },
  },
  {
    method: 'PUT',
    record: 'role',
    handler: 'changeSettings',
    path: '/settings',
    label: 'Change the settings of the CRM',
    onlyFor: ['crm_admin'],
    contract: {
      body: z.strictObject({ data: settingsChange }),
      answers: { data: settingsSchema },
    },
  },
  {
    method: 'GET',
    record: 'lead',
    handler: 'export',
    path: '/leads.csv',
    label: 'Export leads',
    contract: {
      takes: ['filters', 'search'],
      query: exportQuery,
      answers: { text: 'text/csv' },
    },
  },
  ...CALENDAR_DOORS,
  ...NOTIFICATION_DOORS,
  ...REPORT_DOORS,
  ...BULK_DOORS,
  ...CONTACT_DOORS,
];
