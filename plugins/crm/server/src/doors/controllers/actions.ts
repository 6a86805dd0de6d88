import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { ACTION_DOORS, contactActions, leadActions } from '../../../../core';
import { parseInput } from '../../../../core/kernel/action';
import { isRefusal, refuse, refuseField } from '../../../../core/kernel/refusals';
import { isLeadView, LEAD_VIEWS, namesStanding, viewFilter } from '../../../../core/lead/views';
import { listLeadActions } from '../../application/list-lead-actions';
import { readHistory } from '../../application/read-history';
import { Refused } from '../../application/refused';
import { runContactAction } from '../../application/run-contact-action';
import { runLeadAction } from '../../application/run-lead-action';
import { undoOperation } from '../../application/undo-operation';
import { uidOf } from '../../content-types/record';
import { findRow } from '../../application/find-row';
import { currentRequest } from '../caller';
import { answering } from '../http-errors';
import { replyChange, replyOperation } from '../replies';
import { answerOnce, type Context } from './answer';

type Handler = (ctx: Context) => Promise<unknown>;

const bodySchema = z.strictObject({
  data: z.record(z.string(), z.unknown()).optional(),
  version: z.number().int().positive().optional(),
});

export function readBody(ctx: Context): z.output<typeof bodySchema> {
  const body = parseInput(bodySchema, ctx.request.body);
  if (isRefusal(body)) throw new Refused(body);
  return body;
}

const isPreview = (ctx: Context): boolean => ctx.query['preview'] === 'true';

/** The record of a reply, as the generated routes would give it: what the caller may see, no more. */
async function readRecord(
  strapi: Core.Strapi,
  ctx: Context,
  record: string,
  documentId: string,
): Promise<unknown> {
  const uid = uidOf(record);
  const schema = strapi.contentType(uid as never);
  const auth = ctx.state.auth as never;
  const { preview: _preview, ...asked } = ctx.query;
  const query = await strapi.contentAPI.sanitize.query(asked, schema, { auth });
  const entity = await strapi
    .documents(uid as never)
    .findOne({ documentId, populate: query['populate'] } as never);
  return strapi.contentAPI.sanitize.output(entity, schema, { auth });
}

const leadHandler =
  (strapi: Core.Strapi, key: string): Handler =>
  (ctx) =>
    answering(async () => {
      const documentId = ctx.params['id'] ?? '';
      const action = leadActions.find(key);
      if (action === undefined) throw new Error(`There is no lead action ${key}.`);
      return answerOnce(strapi, ctx, async () => {
        const { data, version } = readBody(ctx);
        const preview = isPreview(ctx);
        const id = await findRow(strapi, 'lead', documentId);
        const request = await currentRequest(strapi);
        const { done } = await runLeadAction(request, {
          action,
          ids: [id],
          input: data,
          version,
          preview,
        });
        const [first] = done;
        if (first === undefined) throw new Refused(refuse('record.missing'));
        return {
          status: 200,
          body: {
            data: await readRecord(strapi, ctx, 'lead', documentId),
            meta: { operation: replyOperation(key, first, preview) },
          },
        };
      });
    });

const contactHandler =
  (strapi: Core.Strapi, key: string): Handler =>
  (ctx) =>
    answering(async () => {
      const documentId = ctx.params['id'] ?? '';
      const action = contactActions.find(key);
      if (action === undefined) throw new Error(`There is no contact action ${key}.`);
      return answerOnce(strapi, ctx, async () => {
        const { data } = readBody(ctx);
        const preview = isPreview(ctx);
        const id = await findRow(strapi, 'contact', documentId);
        const request = await currentRequest(strapi);
        const [first] = await runContactAction(request, {
          action,
          ids: [id],
          input: data,
          preview,
        });
        if (first === undefined) throw new Refused(refuse('record.missing'));
        return {
          status: 200,
          body: {
            data: await readRecord(strapi, ctx, 'contact', documentId),
            meta: { operation: replyOperation(key, first, preview) },
          },
        };
      });
    });

const handlersFor = (
  record: 'lead' | 'contact',
  make: (key: string) => Handler,
): Record<string, Handler> =>
  Object.fromEntries(
    ACTION_DOORS.filter((door) => door.record === record).map(({ handler, key }) => [
      handler,
      make(key),
    ]),
  );

const historyHandler =
  (strapi: Core.Strapi, record: 'lead' | 'contact'): Handler =>
  (ctx) =>
    answering(async () => {
      const id = await findRow(strapi, record, ctx.params['id'] ?? '');
      const page = pageOf(ctx.query['pagination']);
      const { operations, total } = await readHistory(strapi, { record, id, ...page });
      return {
        data: operations.map(({ changes, ...operation }) => ({
          ...operation,
          changes: changes.map(replyChange),
        })),
        meta: {
          pagination: { ...page, pageCount: Math.ceil(total / page.pageSize), total },
        },
      };
    });

const pageSchema = z.object({
  page: z.coerce.number().int().min(1).default(1),
  pageSize: z.coerce.number().int().min(1).max(100).default(25),
});

function pageOf(pagination: unknown): z.output<typeof pageSchema> {
  const page = parseInput(pageSchema, pagination);
  if (isRefusal(page)) throw new Refused(page);
  return page;
}

interface CoreController {
  validateQuery(ctx: Context): Promise<void>;
  sanitizeQuery(ctx: Context): Promise<Record<string, unknown>>;
  sanitizeOutput(results: unknown, ctx: Context): Promise<unknown>;
  transformResponse(results: unknown, meta: object): unknown;
}

export const leadController = (strapi: Core.Strapi): Record<string, Handler> => ({
  ...handlersFor('lead', (key) => leadHandler(strapi, key)),
  history: historyHandler(strapi, 'lead'),

  /** R27: the default list is open and active; `view` or a filter of one's own asks for another. */
  async find(this: CoreController, ctx: Context) {
    return answering(async () => {
      const { view = 'open', ...asked } = ctx.query;
      if (!isLeadView(view)) {
        throw new Refused(refuseField('view', `Choose one of ${LEAD_VIEWS.join(', ')}.`));
      }
      ctx.query = asked;
      await this.validateQuery(ctx);
      const query = await this.sanitizeQuery(ctx);
      const replaced = !('view' in ctx.query) && view === 'open' && namesStanding(asked['filters']);
      const filters = replaced
        ? query['filters']
        : { $and: [query['filters'] ?? {}, viewFilter(view, new Date())] };
      const found = await strapi.service(uidOf('lead')).find({ ...query, filters });
      const { results, pagination } = found as { results: unknown; pagination: object };
      return this.transformResponse(await this.sanitizeOutput(results, ctx), { pagination });
    });
  },

  actions: (ctx) =>
    answering(async () => {
      const id = await findRow(strapi, 'lead', ctx.params['id'] ?? '');
      return { data: await listLeadActions(await currentRequest(strapi), id), meta: {} };
    }),
});

export const contactController = (strapi: Core.Strapi): Record<string, Handler> => ({
  ...handlersFor('contact', (key) => contactHandler(strapi, key)),
  history: historyHandler(strapi, 'contact'),
});

export const operationController = (strapi: Core.Strapi): Record<string, Handler> => ({
  undo: (ctx) =>
    answering(() =>
      answerOnce(strapi, ctx, async () => {
        const preview = isPreview(ctx);
        const documentId = ctx.params['id'] ?? '';
        const done = await undoOperation(await currentRequest(strapi), { documentId, preview });
        const { record } = done.plan.subject;
        return {
          status: 200,
          body: {
            data: await readRecord(strapi, ctx, record, done.plan.subject.documentId),
            meta: { operation: replyOperation('undo', done, preview) },
          },
        };
      }),
    ),
});
