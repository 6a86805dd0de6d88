import { z } from 'zod';
import { outboxMeta, outboxQuery, outboxReply } from '../outbox/replies';
import { settingsWarning } from '../settings/check';
import { meChange, meReply, readAllReply, unreadMeta } from './replies';

/** One's own notifications and switches; for administrators the outbox, and what the settings promise in vain. */
export const NOTIFICATION_DOORS = [
  {
    method: 'GET',
    record: 'role',
    handler: 'checkSettings',
    path: '/settings/check',
    label: 'Check the settings for what will not work',
    onlyFor: ['crm_admin'],
    contract: { answers: { data: z.array(settingsWarning) } },
  },
  {
    method: 'GET',
    record: 'role',
    handler: 'outbox',
    path: '/outbox',
    label: 'See what is to be delivered, and what was given up',
    onlyFor: ['crm_admin'],
    contract: {
      query: outboxQuery,
      answers: { data: z.array(outboxReply), meta: outboxMeta },
    },
  },
  {
    method: 'POST',
    record: 'role',
    handler: 'redoDelivery',
    path: '/outbox/:id/redo',
    label: 'Deliver once more what was given up',
    onlyFor: ['crm_admin'],
    contract: { answers: { data: outboxReply } },
  },
  {
    method: 'POST',
    record: 'notification',
    handler: 'readAll',
    path: '/notifications/read-all',
    label: 'Mark all of your notifications as read',
    contract: { answers: { data: readAllReply, meta: unreadMeta } },
  },
  {
    method: 'POST',
    record: 'notification',
    handler: 'read',
    path: '/notifications/:id/read',
    label: 'Mark a notification as read',
    contract: {
      takes: ['populate', 'fields'],
      answers: { data: ['notification'], meta: unreadMeta },
    },
  },
  {
    method: 'GET',
    record: 'member',
    handler: 'me',
    path: '/me',
    label: 'See who you are and what you may do',
    alsoFor: ['crm_editor'],
    contract: { answers: { data: meReply } },
  },
  {
    method: 'PUT',
    record: 'member',
    handler: 'changeMe',
    path: '/me',
    label: 'Switch your own notifications on and off',
    alsoFor: ['crm_editor'],
    contract: {
      body: z.strictObject({ data: meChange }),
      answers: { data: meReply },
    },
  },
] as const;
