import { z } from 'zod';
import { CHANGE_DEEDS, PLANNED_RECORDS } from '../kernel/plan';
import { refusalCode } from '../kernel/refusals';

/* What outsiders see of an operation: records and references by documentId, never by row id. */

// Empty in a preview, for a record that does not exist yet.
const documentId = z.string().nullable();
const reference = z.object({ documentId, label: z.string() });
const value = z.union([z.string(), z.number(), z.boolean(), z.null(), reference]);
const subject = {
  record: z.enum(PLANNED_RECORDS),
  documentId,
  label: z.string(),
};

export const changeReply = z.object({
  ...subject,
  field: z.string(),
  before: value,
  after: value,
  rule: z.string(),
  deed: z.enum(CHANGE_DEEDS).optional().meta({
    description: 'Where the record was made or taken away, or came onto a list or off it.',
  }),
});
export type ChangeReply = z.output<typeof changeReply>;

const keptReply = z.object({ ...subject, rule: z.string(), because: z.string() });

/** The `meta.operation` of an action's answer; a preview has no documentId yet. */
export const operationReply = z.object({
  documentId: z.string().nullable(),
  action: z.string(),
  changes: z.array(changeReply),
  kept: z.array(keptReply),
  preview: z.literal(true).optional(),
});
export type OperationReply = z.output<typeof operationReply>;

export const operationMeta = z.object({
  operation: operationReply,
  preview: z.literal(true).optional(),
});

/** An operation in the history of a record. */
export const historyReply = z.object({
  documentId: z.string(),
  action: z.string(),
  number: z.int().nullable().meta({ description: "The lead's version that it made." }),
  at: z.iso.datetime().nullable(),
  actor: z.object({ kind: z.string(), name: z.string() }),
  door: z.string(),
  regime: z.string().nullable().meta({
    description: 'Under which rule closing as lost was allowed or asked for.',
  }),
  input: z.unknown(),
  kept: z.unknown(),
  undoes: z.string().nullable(),
  undoneBy: z.string().nullable(),
  stays: z
    .object({ code: refusalCode, message: z.string(), changed: z.array(z.string()) })
    .nullable()
    .meta({ description: 'Why it cannot be undone as things are, where that shows already.' }),
  changes: z.array(changeReply),
});

export type HistoryReply = z.output<typeof historyReply>;

export const paginationMeta = z.object({
  pagination: z.object({
    page: z.int(),
    pageSize: z.int(),
    pageCount: z.int(),
    total: z.int(),
  }),
});
