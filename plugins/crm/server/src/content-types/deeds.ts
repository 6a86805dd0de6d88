import { BULK_JOB_STATUSES } from '../../../core/bulk/model';
import { CLOSE_REQUEST_STATUSES } from '../../../core/close-request/model';
import { NOTIFICATION_KINDS } from '../../../core/notification/model';
import {
  boolean,
  datetime,
  defineRecord,
  hidden,
  integer,
  json,
  oneOf,
  string,
  text,
  toOne,
} from './record';

/** R15, R16: somebody asks to close a lead as lost; whoever may decides. */
export const closeRequest = defineRecord({
  singular: 'close-request',
  plural: 'close-requests',
  displayName: 'Close request',
  attributes: {
    lead: toOne('lead'),
    requester: toOne('member'),
    /** The input of close-lost as it was asked for; it is judged again when it is approved (X46). */
    form: json(),
    status: oneOf(CLOSE_REQUEST_STATUSES, { default: 'pending' }),
    decider: toOne('member'),
    decidedAt: datetime(),
    note: text({ maxLength: 10_000 }),
    /** The lead's key while this waits, empty afterwards: one waiting request per lead (I10). */
    openKey: hidden(integer()),
  },
  keys: ['lead', 'requester', 'decider'],
  indexes: [
    { name: 'open', columns: ['open_key'], type: 'unique' },
    { name: 'by_lead', columns: ['lead_key', 'status'] },
    { name: 'by_requester', columns: ['requester_key', 'status', 'created_at'] },
    { name: 'by_status', columns: ['status', 'created_at'] },
  ],
});

/** What one member is told, in the panel and by e-mail (R17). */
export const notification = defineRecord({
  singular: 'notification',
  plural: 'notifications',
  displayName: 'Notification',
  attributes: {
    recipient: toOne('member'),
    kind: oneOf(NOTIFICATION_KINDS, { required: true }),
    /** What the sentence speaks of: names and counts, one digest for a bulk. */
    details: json(),
    lead: toOne('lead'),
    readAt: datetime(),
    /** Off where it is only the source of a mail: the recipient wants nothing in the panel. */
    inPanel: hidden(boolean(true)),
    /** The cause and the recipient: nobody is told twice of one thing (I27). */
    key: hidden(string({ maxLength: 190 })),
  },
  keys: ['recipient', 'lead'],
  indexes: [
    { name: 'key', columns: ['key'], type: 'unique' },
    { name: 'by_recipient', columns: ['recipient_key', 'read_at', 'created_at', 'id'] },
  ],
});

/** One action on many leads, frozen when it was started; its leads are rows of a table of its own. */
export const bulkJob = defineRecord({
  singular: 'bulk-job',
  plural: 'bulk-jobs',
  displayName: 'Bulk job',
  attributes: {
    action: string({ required: true, maxLength: 100 }),
    input: json(),
    status: oneOf(BULK_JOB_STATUSES, { default: 'queued' }),
    total: integer({ default: 0 }),
    done: integer({ default: 0 }),
    /** Leads that it was only asked for, and that somebody decides on (R15). */
    requested: integer({ default: 0 }),
    refused: integer({ default: 0 }),
    /** Leads on which something broke; the others went on. */
    failed: integer({ default: 0 }),
    /** Of those done, on how many nothing changed; and what came along: people, and requests that are void. */
    unchanged: integer({ default: 0 }),
    voided: integer({ default: 0 }),
    contactsInactive: integer({ default: 0 }),
    contactsActive: integer({ default: 0 }),
    startedBy: toOne('member'),
    startedAt: datetime(),
    finishedAt: datetime(),
    /** The job that this one undoes. */
    undoes: toOne('bulk-job', { useJoinTable: false }),
    /** Why it failed, for people. */
    problem: text({ maxLength: 10_000 }),
    /** Who it acts as: the roles and grants of its starter are looked up anew for each batch. */
    actor: hidden(json()),
    /** It has come to its end, the last look at people included (X2). */
    settled: hidden(boolean(false)),
  },
  keys: ['startedBy'],
  indexes: [{ name: 'by_status', columns: ['status', 'created_at'] }],
});
