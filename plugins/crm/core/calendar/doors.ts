import { z } from 'zod';
import { operationMeta } from '../history/replies';
import { eventBulk, eventBulkReply } from './bulk';
import { EVENT_DEEDS } from './deeds';
import { dueItem, dueMeta, dueQuery } from './due-list';
import { feedReply, feedState } from './feed';

/** The routes of calendar events beside the generated ones. */
export const CALENDAR_DOORS = [
  {
    method: 'GET' as const,
    record: 'calendar-event' as const,
    handler: 'due',
    path: '/due',
    label: 'See what is due and overdue',
    contract: {
      query: dueQuery,
      answers: { data: z.array(dueItem), meta: dueMeta },
    },
  },
  {
    method: 'GET' as const,
    record: 'calendar-event' as const,
    handler: 'feedState',
    path: '/calendar-feed',
    label: 'See whether your calendar has an address',
    contract: { answers: { data: feedState } },
  },
  {
    method: 'POST' as const,
    record: 'calendar-event' as const,
    handler: 'makeFeed',
    path: '/calendar-feed',
    label: 'Make or renew the address of your calendar',
    contract: { answers: { data: feedReply } },
  },
  {
    method: 'DELETE' as const,
    record: 'calendar-event' as const,
    handler: 'revokeFeed',
    path: '/calendar-feed',
    label: 'Take back the address of your calendar',
    contract: { answers: { data: feedState } },
  },
  {
    method: 'GET' as const,
    record: 'calendar-event' as const,
    handler: 'feed',
    path: '/calendar-feed/:secret',
    label: 'Read a calendar by its secret address',
    open: true as const,
    contract: { takes: ['secret'] as const, answers: { text: 'text/calendar' } },
  },
  ...Object.values(EVENT_DEEDS).map(({ key, words, input }) => ({
    method: 'POST' as const,
    record: 'calendar-event' as const,
    handler: key,
    path: `/calendar-events/:id/${key}`,
    label: `${words.label} a calendar event`,
    contract: {
      takes: ['preview', 'populate', 'fields'] as const,
      body: z.strictObject({ data: input.optional() }),
      answers: { data: ['calendar-event'] as const, meta: operationMeta },
    },
  })),
  {
    method: 'POST' as const,
    record: 'calendar-event' as const,
    handler: 'bulk',
    path: '/calendar-events/bulk',
    label: 'Do something with many calendar events',
    contract: {
      takes: ['preview'] as const,
      body: eventBulk,
      answers: {
        data: eventBulkReply,
        meta: z.object({ preview: z.literal(true).optional() }),
      },
    },
  },
];
