import type { Core } from '@strapi/strapi';
import type { z } from 'zod';
import { ACTION_DOORS } from '../../../../core';
import {
  BULK_ITEM_STATUSES,
  type BulkItemStatus,
  type BulkOrder,
} from '../../../../core/bulk/model';
import {
  allocateBody,
  bulkBody,
  progressQuery,
  type BulkJobReply,
  type BulkPreviewReply,
} from '../../../../core/bulk/replies';
import { parseInput } from '../../../../core/kernel/action';
import { isRefusal } from '../../../../core/kernel/refusals';
import { orderBulk } from '../../application/bulk/order-bulk';
import { previewBulk, previewUndo } from '../../application/bulk/preview-bulk';
import { oversees, readProgress } from '../../application/bulk/read-bulk';
import type { Selection } from '../../application/bulk/selection';
import { startBulk, type BulkCall, type BulkJobFact } from '../../application/bulk/start-bulk';
import type { BulkPreview } from '../../application/bulk/tally';
import { undoBulk } from '../../application/bulk/undo-bulk';
import type { Answer } from '../../application/once';
import { Refused } from '../../application/refused';
import { uidOf } from '../../content-types/record';
import { currentRequest } from '../caller';
import { answering } from '../http-errors';
import { mayEnter } from '../may-enter';
import { replyOperation } from '../replies';
import { addressed, answerOnce, isPreview, type Context } from './answer';
import { mayAsk } from './may-ask';
import { pageOf } from './page';

type Handler = (ctx: Context) => Promise<unknown>;

function parsed<Schema extends z.ZodType>(schema: Schema, raw: unknown): z.output<Schema> {
  const body = parseInput(schema, raw);
  if (isRefusal(body)) throw new Refused(body);
  return body;
}

/** Starts or previews what the body asks for: many leads, one action. */
const bulkHandler =
  (
    strapi: Core.Strapi,
    read: (body: unknown) => { action: string; input: unknown; asked: Asked },
  ): Handler =>
  (ctx) =>
    answering(() =>
      answerOnce(strapi, ctx, async () => {
        const { action, input, asked } = read(ctx.request.body);
        // Whoever may not do it to one lead may not do it to many.
        const door = ACTION_DOORS.find(({ record, key }) => record === 'lead' && key === action);
        if (door !== undefined) await mayEnter(strapi, ctx, door);
        const call: BulkCall = { action, input, selection: await selectionOf(strapi, ctx, asked) };
        const request = await currentRequest(strapi);
        return isPreview(ctx)
          ? previewAnswer(await previewBulk(request, call))
          : jobAnswer(202, await startBulk(request, call));
      }),
    );

type Asked = Pick<z.output<typeof bulkBody>, 'ids' | 'filters' | 'view' | '_q'>;

/** Filters as in the generated lists, held to what the caller may see there. */
async function selectionOf(
  strapi: Core.Strapi,
  ctx: Context,
  { ids, filters, view, ...asked }: Asked,
): Promise<Selection> {
  if (ids !== undefined) return { ids };
  const allowed = await mayAsk(strapi, ctx, 'lead', { filters, ...asked });
  const { filters: held, _q: search } = allowed as { filters?: unknown; _q?: string };
  return { filters: held ?? {}, search, view };
}

export const bulkHandlers = (strapi: Core.Strapi): Record<string, Handler> => ({
  bulk: bulkHandler(strapi, (raw) => {
    const { action, data, ...asked } = parsed(bulkBody, raw);
    return { action, input: data, asked };
  }),
  allocate: bulkHandler(strapi, (raw) => {
    const { data, ...asked } = parsed(allocateBody, raw);
    const chosen = Object.values(asked).some((part) => part !== undefined);
    return { action: 'allocate', input: data, asked: chosen ? asked : { view: 'unallocated' } };
  }),
});

const orderHandler = (strapi: Core.Strapi, order: BulkOrder): Handler => {
  const handler: Handler = (ctx) =>
    answering(() =>
      answerOnce(strapi, ctx, async () => {
        const request = await currentRequest(strapi);
        return jobAnswer(200, await orderBulk(request, { documentId: addressed(ctx), order }));
      }),
    );
  return handler;
};

interface CoreController {
  validateQuery(ctx: Context): Promise<void>;
  sanitizeQuery(ctx: Context): Promise<Record<string, unknown>>;
  sanitizeOutput(results: unknown, ctx: Context): Promise<unknown>;
  transformResponse(results: unknown, meta: object): unknown;
}

export const bulkJobController = (strapi: Core.Strapi): Record<string, Handler> => ({
  pause: orderHandler(strapi, 'pause'),
  resume: orderHandler(strapi, 'resume'),
  cancel: orderHandler(strapi, 'cancel'),

  undo: (ctx) =>
    answering(() =>
      answerOnce(strapi, ctx, async () => {
        const request = await currentRequest(strapi);
        const documentId = addressed(ctx);
        return isPreview(ctx)
          ? previewAnswer(await previewUndo(request, documentId))
          : jobAnswer(202, await undoBulk(request, documentId));
      }),
    ),

  /** One's own jobs; everybody's for those who oversee them. */
  async find(this: CoreController, ctx: Context) {
    return answering(async () => {
      await this.validateQuery(ctx);
      const query = await this.sanitizeQuery(ctx);
      const { actor } = await currentRequest(strapi);
      const own = { startedByKey: actor.member?.id ?? null };
      const filters = oversees(actor) ? query['filters'] : { $and: [query['filters'] ?? {}, own] };
      const found = await strapi.service(uidOf('bulk-job')).find({ ...query, filters });
      const { results, pagination } = found as { results: unknown; pagination: object };
      return this.transformResponse(await this.sanitizeOutput(results, ctx), { pagination });
    });
  },

  progress: (ctx) =>
    answering(async () => {
      const { actor } = await currentRequest(strapi);
      const { pagination, ...asked } = ctx.query;
      const { status } = parsed(progressQuery, asked);
      const page = pageOf(pagination);
      const { job, refusals, items, total } = await readProgress(strapi, actor, {
        documentId: addressed(ctx),
        statuses: STATUSES[status],
        ...page,
      });
      return {
        data: {
          ...jobReply(job),
          refusals: refusals.map(({ code, message, count }) => ({ code, message, count })),
          items,
        },
        meta: { pagination: { ...page, pageCount: Math.ceil(total / page.pageSize), total } },
      };
    }),
});

const STATUSES: Record<z.output<typeof progressQuery>['status'], readonly BulkItemStatus[]> = {
  all: BULK_ITEM_STATUSES,
  pending: ['pending'],
  done: ['done'],
  requested: ['requested'],
  refused: ['refused', 'failed'],
  failed: ['failed'],
};

const jobReply = (job: BulkJobFact): BulkJobReply => ({
  documentId: job.documentId,
  action: job.action,
  input: job.input,
  status: job.status,
  total: job.total,
  done: job.done,
  requested: job.requested,
  refused: job.refused,
  failed: job.failed,
  pending: job.total - job.done - job.requested - job.refused - job.failed,
  unchanged: job.unchanged,
  voided: job.voided,
  contacts: job.contacts,
  startedBy: job.startedBy,
  startedAt: job.startedAt,
  finishedAt: job.finishedAt,
  problem: job.problem,
  undoes: job.undoes,
});

const jobAnswer = (status: number, job: BulkJobFact): Answer => ({
  status,
  body: { data: jobReply(job), meta: {} },
});

function previewAnswer({ action, sample, refusals, allocation, ...preview }: BulkPreview): Answer {
  const data: BulkPreviewReply = {
    ...preview,
    action,
    refused: preview.total - preview.done - preview.requested,
    refusals: refusals.map(({ code, message, count }) => ({ code, message, count })),
    allocation: [...allocation],
    sample: sample.map((done) => ({
      lead: { documentId: done.plan.subject.documentId, label: done.plan.subject.label },
      operation: replyOperation(done.plan.action ?? action, done, true),
    })),
  };
  return { status: 200, body: { data, meta: { preview: true } } };
}
