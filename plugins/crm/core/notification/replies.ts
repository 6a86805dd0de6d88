import { z } from 'zod';
import { paginationMeta } from '../history/replies';

const unread = z.int().meta({ description: 'Own notifications that have not been read.' });

export const unreadMeta = z.object({ unread });
/** Strapi's own lists are asked for by page or by where to start. */
const byStart = z.object({ start: z.int(), limit: z.int(), total: z.int().optional() });

export const notificationsMeta = z.object({
  pagination: z.union([paginationMeta.shape.pagination, byStart]),
  unread,
});
export const readAllReply = z.object({ read: z.int() });

const reference = z.object({ documentId: z.string(), label: z.string() });

/** Who the caller is, and what is each person's own to change (R17). */
export const meReply = z.object({
  kind: z.enum(['member', 'token', 'system']),
  name: z.string(),
  member: z
    .object({
      documentId: z.string(),
      name: z.string(),
      email: z.string().nullable(),
      manager: reference.nullable(),
      notifyInPanel: z.boolean(),
      notifyByEmail: z.boolean(),
    })
    .nullable(),
  roles: z.array(z.string()),
  grants: z.record(z.string(), z.enum(['any', 'own'])),
  unread,
});
export type MeReply = z.output<typeof meReply>;

export const meChange = z.strictObject({
  notifyInPanel: z.boolean().optional(),
  notifyByEmail: z.boolean().optional(),
});
