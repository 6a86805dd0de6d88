import { TASK_KINDS, TASK_STATUSES } from '../../../core/task/model';
import { datetime, defineRecord, integer, json, oneOf, string, text, toOne } from './record';

/** What somebody on staff is to do about a lead; a step of a qualification process is one (E10). */
export const task = defineRecord({
  singular: 'task',
  plural: 'tasks',
  displayName: 'Task',
  attributes: {
    kind: oneOf(TASK_KINDS, { default: 'to-do' }),
    title: string({ required: true, maxLength: 255 }),
    description: text({ maxLength: 10_000 }),
    lead: toOne('lead'),
    assignee: toOne('member'),
    status: oneOf(TASK_STATUSES, { default: 'open' }),
    dueAt: datetime(),
    /** The answers so far. */
    form: json(),
    /** The process as it was when the task began (R24). */
    process: json(),
    step: integer({ default: 0 }),
    completedAt: datetime(),
    completedBy: toOne('member'),
  },
  keys: ['lead', 'assignee', 'completedBy'],
  indexes: [
    { name: 'by_lead', columns: ['lead_key', 'status'] },
    { name: 'by_assignee', columns: ['assignee_key', 'status', 'due_at'] },
  ],
});

export const marketingList = defineRecord({
  singular: 'marketing-list',
  plural: 'marketing-lists',
  displayName: 'Marketing list',
  attributes: {
    name: string({ required: true, maxLength: 190 }),
    description: text({ maxLength: 10_000 }),
    leads: { type: 'relation', relation: 'manyToMany', target: 'plugin::crm.lead' },
  },
  indexes: [{ name: 'name', columns: ['name'], type: 'unique' }],
});
