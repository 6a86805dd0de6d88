import { z } from 'zod';
import { paginationMeta } from '../history/replies';
import { OUTBOX_STATUSES } from './delivery';

export const outboxQuery = z.object({
  status: z.enum(OUTBOX_STATUSES).optional(),
  page: z.coerce.number().int().min(1).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
});

export const outboxReply = z.object({
  documentId: z.string(),
  kind: z.string(),
  payload: z
    .unknown()
    .meta({ description: 'Ids; whom they stand for is looked up when it is done.' }),
  status: z.enum(OUTBOX_STATUSES),
  attempts: z.int(),
  nextAttemptAt: z.iso.datetime().nullable(),
  lastError: z.string().nullable(),
  createdAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
});
export type OutboxReply = z.output<typeof outboxReply>;

export const outboxMeta = paginationMeta;
