import { z } from 'zod';
import { operationReply, paginationMeta } from '../history/replies';
import { LEAD_VIEWS } from '../lead/views';
import { allocateInput } from './allocate';
import { BULK_ITEM_STATUSES, BULK_JOB_STATUSES } from './model';

const named = z.object({ documentId: z.string(), label: z.string() });

/** The same of what a job would do and of what it did: whoever compares them reads the same words. */
const counts = {
  unchanged: z.int().meta({ description: 'Among `done`: leads on which nothing changes.' }),
  voided: z.int().meta({ description: 'Waiting requests to close that become void (R16).' }),
  contacts: z
    .object({ inactive: z.int(), active: z.int() })
    .meta({ description: 'How many people become inactive, and come back.' }),
};

/** A bulk job as it is started, asked about and told what to do. */
export const bulkJobReply = z.object({
  documentId: z.string(),
  action: z.string(),
  input: z.looseObject({}),
  status: z.enum(BULK_JOB_STATUSES),
  total: z.int(),
  done: z.int(),
  requested: z
    .int()
    .meta({ description: 'Leads that stay open until somebody decides on the request (R15).' }),
  refused: z.int(),
  failed: z.int(),
  pending: z.int(),
  ...counts,
  startedBy: named.nullable(),
  startedAt: z.iso.datetime().nullable(),
  finishedAt: z.iso.datetime().nullable(),
  problem: z.string().nullable(),
  undoes: z.string().nullable().meta({ description: 'The job that this one undoes.' }),
});
export type BulkJobReply = z.output<typeof bulkJobReply>;

const refusalGroup = z.object({ code: z.string(), message: z.string(), count: z.int() });

/** How far a job is; `items` are those of its leads that `status` asks for. */
export const bulkProgressReply = bulkJobReply.extend({
  refusals: z.array(refusalGroup),
  items: z.array(
    z.object({
      lead: named,
      status: z.enum(BULK_ITEM_STATUSES),
      code: z.string().nullable(),
      message: z.string().nullable(),
      operation: z.string().nullable(),
      request: z
        .string()
        .nullable()
        .meta({ description: 'The close request that this job has made of it.' }),
    }),
  ),
});

/** What a job would do. */
export const bulkPreviewReply = z.object({
  action: z.string(),
  total: z.int(),
  done: z.int(),
  requested: z.int().meta({ description: 'Leads that it would only ask for (R15).' }),
  refused: z.int(),
  ...counts,
  refusals: z.array(refusalGroup),
  sample: z.array(z.object({ lead: named, operation: operationReply })),
  allocation: z.array(z.object({ member: named, leads: z.int() })),
});
export type BulkPreviewReply = z.output<typeof bulkPreviewReply>;

export const bulkMeta = z.object({ preview: z.literal(true).optional() });

/** A job is answered at once and done afterwards; a preview is answered in its place. */
export const startedReply = z.union([bulkJobReply, bulkPreviewReply]);

export const progressMeta = paginationMeta;

export const progressQuery = z.strictObject({
  status: z
    .enum(['all', ...BULK_ITEM_STATUSES])
    .default('refused')
    .meta({ description: 'Which of the leads are listed; `refused` lists failed ones as well.' }),
});

const MOST = 100_000;

const selection = {
  ids: z
    .array(z.string().min(1).max(100))
    .min(1, 'Choose at least one lead.')
    .max(MOST, `Choose ${MOST} leads at most; for more, choose them by filters.`)
    .optional()
    .meta({ description: 'These leads, by documentId.' }),
  filters: z
    .looseObject({})
    .optional()
    .meta({ description: 'All leads that these filters find, as in the list.' }),
  view: z.enum(LEAD_VIEWS).optional().meta({
    description: 'One of the ready-made lists; by default, as in the list, the open ones.',
  }),
  _q: z.string().optional().meta({ description: 'A search, as in the list.' }),
};

const FOUND_BY = ['filters', 'view', '_q'] as const;

type Chosen = Readonly<Partial<Record<'ids' | (typeof FOUND_BY)[number], unknown>>>;

const isFound = (body: Chosen): boolean => FOUND_BY.some((key) => body[key] !== undefined);

/** Ids or filters: which of them is meant must not be guessed. */
const oneWay = (body: Chosen): boolean => (body.ids !== undefined) !== isFound(body);

const ONE_WAY = { path: ['ids'], message: 'Choose leads by ids, or by filters; one of the two.' };

export const bulkBody = z
  .strictObject({
    action: z.string({ error: 'Say which action.' }).max(100),
    ...selection,
    data: z.looseObject({}).optional(),
  })
  .refine(oneWay, ONE_WAY);

export const allocateBody = z
  .strictObject({ ...selection, data: allocateInput })
  .refine((body) => body.ids === undefined || !isFound(body), ONE_WAY);
