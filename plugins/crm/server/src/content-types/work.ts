import { TASK_KINDS, TASK_STATUSES } from '../../../core/task/model';
import {
  boolean,
  datetime,
  defineRecord,
  integer,
  json,
  oneOf,
  string,
  text,
  toOne,
} from './record';

/** What somebody is to do about a lead; a step of a qualification process is one (E10). */
export const task = defineRecord({
  singular: 'task',
  plural: 'tasks',
  displayName: 'Task',
  attributes: {
    kind: oneOf(TASK_KINDS, { default: 'to-do' }),
    title: string({ required: true, maxLength: 255 }),
    description: text({ maxLength: 10_000 }),
    lead: toOne('lead'),
    /** Whose it is: a member's, or a contact's (P3). */
    assignee: toOne('member'),
    contact: toOne('contact'),
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
  keys: ['lead', 'assignee', 'contact', 'completedBy'],
  indexes: [
    { name: 'by_lead', columns: ['lead_key', 'status'] },
    { name: 'by_assignee', columns: ['assignee_key', 'status', 'due_at'] },
    { name: 'by_due', columns: ['status', 'due_at'] },
    { name: 'by_contact', columns: ['contact_key', 'status', 'due_at'] },
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

/** What is to happen with a lead or a person, and when; who closes a lead settles its events (R25). */
export const calendarEvent = defineRecord({
  singular: 'calendar-event',
  plural: 'calendar-events',
  displayName: 'Calendar event',
  attributes: {
    title: string({ required: true, maxLength: 255 }),
    type: toOne('dropdown-value'),
    notes: text({ maxLength: 10_000 }),
    lead: toOne('lead'),
    contact: toOne('contact'),
    assignee: toOne('member'),
    /** The instant; of an all-day event, the beginning of its day in the configured time zone. */
    dueAt: datetime({ required: true }),
    allDay: boolean(false),
    completedAt: datetime(),
    // A join column, as of a contact's `inactivatedBy`: a bulk close settles thousands at a time.
    completedBy: toOne('operation', { useJoinTable: false }),
    cancelledAt: datetime(),
  },
  keys: ['type', 'lead', 'contact', 'assignee'],
  indexes: [
    { name: 'by_lead', columns: ['lead_key', 'completed_at', 'cancelled_at', 'due_at'] },
    { name: 'by_contact', columns: ['contact_key', 'completed_at', 'due_at'] },
    { name: 'by_assignee', columns: ['assignee_key', 'completed_at', 'cancelled_at', 'due_at'] },
    { name: 'by_due', columns: ['completed_at', 'cancelled_at', 'due_at'] },
    { name: 'by_type', columns: ['type_key'] },
  ],
});

/** L15: people who are put together by what became of their leads, to be written to later. */
export const contactGroup = defineRecord({
  singular: 'contact-group',
  plural: 'contact-groups',
  displayName: 'Contact group',
  attributes: {
    name: string({ required: true, maxLength: 190 }),
    description: text({ maxLength: 10_000 }),
    /** Ticked at first in the form for closing as lost, and where a request names no groups. */
    defaultOnLost: boolean(false),
    defaultOnWon: boolean(false),
    contacts: { type: 'relation', relation: 'manyToMany', target: 'plugin::crm.contact' },
  },
  indexes: [{ name: 'name', columns: ['name'], type: 'unique' }],
});

/** R27: filters, columns and order of a list, kept under a name. */
export const savedView = defineRecord({
  singular: 'saved-view',
  plural: 'saved-views',
  displayName: 'Saved view',
  attributes: {
    name: string({ required: true, maxLength: 190 }),
    page: string({ required: true, maxLength: 100 }),
    query: json({ required: true }),
    owner: toOne('member'),
    shared: boolean(false),
  },
  keys: ['owner'],
  indexes: [{ name: 'by_owner', columns: ['owner_key', 'page'] }],
});
