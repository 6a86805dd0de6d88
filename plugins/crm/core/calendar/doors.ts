import { z } from 'zod';
import { operationMeta } from '../history/replies';
import { eventBulk, eventBulkReply } from './bulk';
import { EVENT_DEEDS } from './deeds';
import { dueItem, dueMeta, dueQuery } from './due-list';

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
