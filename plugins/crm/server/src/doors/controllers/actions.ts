import type { Core } from '@strapi/strapi';
import { z } from 'zod';
import { ACTION_DOORS, contactActions, leadActions } from '../../../../core';
import { requestLeftBy } from '../../../../core/close-request/request';
import { parseInput } from '../../../../core/kernel/action';
import type { Catalogue } from '../../../../core/kernel/catalogue';
import type { HistoryReply } from '../../../../core/history/replies';
import { isRefusal, refuse, type Refusal } from '../../../../core/kernel/refusals';
import type { LeadAction } from '../../../../core/lead/action';
import type { TaskFact } from '../../../../core/lead/facts';
import { cancelTask, completeTask, reopenTask } from '../../../../core/task/actions';
import { TASK_STATUSES, type TaskStatus } from '../../../../core/task/model';
import { flagInactiveAssignees } from '../../application/flag-inactive-assignees';
import { listContactActions } from '../../application/contacts/list-contact-actions';
import { listLeadActions } from '../../application/list-lead-actions';
import { keyedFilters, pageOfLeads } from '../../application/list-leads';
import type { Position } from '../../application/read-board';
import { readHistory } from '../../application/read-history';
import { Refused } from '../../application/refused';
import { runContactAction } from '../../application/run-contact-action';
import { runLeadAction } from '../../application/run-lead-action';
import { runTaskAction } from '../../application/run-task';
import type { Done } from '../../application/carry-out';
import type { Request } from '../../application/context';
import { undoOperation } from '../../application/undo-operation';
import { viewedLeads } from '../../application/viewed-leads';
import { uidOf } from '../../content-types/record';
import { findRow } from '../../application/find-row';
import { currentRequest } from '../caller';
import { readCursor, writeCursor } from '../cursor';
import { answering } from '../http-errors';
import { apiDocument } from '../openapi';
import { replyChange, replyOperation } from '../replies';
import { addressed, answerOnce, isPreview, type Context } from './answer';
import { reportHandlers } from './reports';
import { bulkHandlers } from './bulk';
import { exportHandler } from './export';
import { pageOf } from './page';
import { viewAsked } from './view-asked';

export type Handler = (ctx: Context) => Promise<unknown>;

const bodySchema = z.strictObject({
  data: z.record(z.string(), z.unknown()).optional(),
  version: z.number().int().positive().optional(),
});

export /** X33: only leads have versions; one that is sent elsewhere would be trusted and not looked at. */
function readBody(ctx: Context, record: string): z.output<typeof bodySchema> {
  const schema = record === 'lead' ? bodySchema : bodySchema.omit({ version: true });
  const body = parseInput(schema, ctx.request.body);
  if (isRefusal(body)) throw new Refused(body);
  return body;
}

/** What takes no input. */
const emptyBody = z.strictObject({ data: z.strictObject({}).optional() });

/** The record of a reply, as the generated routes would give it: what the caller may see, no more. */
export async function readRecord(
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

interface ActionRequest {
  readonly documentId: string;
  readonly body: z.output<typeof bodySchema>;
  readonly preview: boolean;
}

interface Reply {
  readonly action: string;
  readonly done: Done | undefined;
}

const metaOf = (action: string, done: Done, preview: boolean) => ({
  operation: replyOperation(action, done, preview),
  ...(preview ? { preview } : {}),
});

/** One deed on one record: asked, done or planned, answered with the record as it is then. */
export const actionHandler =
  (
    strapi: Core.Strapi,
    record: string,
    run: (request: Request, asked: ActionRequest) => Promise<Reply>,
  ): Handler =>
  (ctx) =>
    answering(() =>
      answerOnce(strapi, ctx, async () => {
        const documentId = addressed(ctx);
        const asked = { documentId, body: readBody(ctx, record), preview: isPreview(ctx) };
        const { action, done } = await run(await currentRequest(strapi), asked);
        if (done === undefined) throw new Refused(refuse('record.missing'));
        // What was asked for waits for somebody's decision: the answer is the request.
        const left = asked.preview ? undefined : requestLeftBy(done.plan);
        return {
          status: left === undefined ? 200 : 202,
          body: {
            data: await readRecord(
              strapi,
              ctx,
              left?.record ?? record,
              left?.documentId ?? documentId,
            ),
            meta: metaOf(done.plan.action ?? action, done, asked.preview),
          },
        };
      }),
    );

const leadHandler = (strapi: Core.Strapi, key: string): Handler => {
  const action = actionNamed(leadActions, key);
  return actionHandler(strapi, 'lead', async (request, { documentId, body, preview }) => {
    const ids = [await findRow(strapi, 'lead', documentId)];
    const { data: input, version } = body;
    const { done } = await runLeadAction(request, { action, ids, input, version, preview });
    return { action: key, done: done[0] };
  });
};

const contactHandler = (strapi: Core.Strapi, key: string): Handler => {
  const action = actionNamed(contactActions, key);
  return actionHandler(strapi, 'contact', async (request, { documentId, body, preview }) => {
    const ids = [await findRow(strapi, 'contact', documentId)];
    const [done] = await runContactAction(request, { action, ids, input: body.data, preview });
    return { action: key, done };
  });
};

function actionNamed<Entry extends { readonly key: string }>(
  actions: Catalogue<Entry>,
  key: string,
): Entry {
  const action = actions.find(key);
  if (action === undefined) throw new Error(`There is no action ${key}.`);
  return action;
}

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

const replyStays = ({ code, message, details: { changed } }: Refusal): HistoryReply['stays'] => ({
  code,
  message,
  changed: Array.isArray(changed) ? changed.map(String) : [],
});

const historyHandler =
  (strapi: Core.Strapi, record: 'lead' | 'contact'): Handler =>
  (ctx) =>
    answering(async () => {
      const id = await findRow(strapi, record, addressed(ctx));
      const page = pageOf(ctx.query['pagination']);
      const request = await currentRequest(strapi);
      const { operations, total } = await readHistory(request, { record, id, ...page });
      return {
        data: operations.map(({ changes, stays, ...operation }) => ({
          ...operation,
          stays: stays === null ? null : replyStays(stays),
          changes: changes.map(replyChange),
        })),
        meta: {
          pagination: { ...page, pageCount: Math.ceil(total / page.pageSize), total },
        },
      };
    });

interface CoreController {
  validateQuery(ctx: Context): Promise<void>;
  sanitizeQuery(ctx: Context): Promise<Record<string, unknown>>;
  sanitizeOutput(results: unknown, ctx: Context): Promise<unknown>;
  transformResponse(results: unknown, meta: object): unknown;
}

/** Where a list begins that is gone through by cursors. */
const START = 'start';

function cursorOf(asked: unknown): Position | null | undefined {
  if (asked === undefined) return undefined;
  return asked === START ? null : readCursor(typeof asked === 'string' ? asked : '');
}

export const leadController = (strapi: Core.Strapi): Record<string, Handler> => ({
  ...handlersFor('lead', (key) => leadHandler(strapi, key)),
  ...bulkHandlers(strapi),
  history: historyHandler(strapi, 'lead'),

  /** R27: the default list is open and active; `view` or a filter of one's own asks for another. */
  async find(this: CoreController, ctx: Context) {
    return answering(async () => {
      const { view, cursor, ...asked } = ctx.query;
      const chosen = viewAsked(view);
      const after = cursorOf(cursor);
      ctx.query = asked;
      await this.validateQuery(ctx);
      const query = await this.sanitizeQuery(ctx);
      const shown = await viewedLeads({ strapi, now: new Date() }, chosen, asked['filters']);
      const filters = { $and: [await keyedFilters(strapi, query['filters']), shown] };
      const answer = async (rows: unknown, pagination: object): Promise<unknown> =>
        this.transformResponse(await this.sanitizeOutput(rows, ctx), { pagination });
      if (after !== undefined) {
        const { rows, limit, next } = await pageOfLeads(strapi, { ...query, filters }, after);
        return answer(rows, { pageSize: limit, cursor: next === null ? null : writeCursor(next) });
      }
      const found = await strapi.service(uidOf('lead')).find({ ...query, filters });
      const { results, pagination } = found as { results: unknown; pagination: object };
      return answer(results, pagination);
    });
  },

  ...reportHandlers(strapi),
  export: exportHandler(strapi),

  openapi: async () => apiDocument(strapi),

  actions: (ctx) =>
    answering(async () => {
      const id = await findRow(strapi, 'lead', addressed(ctx));
      return { data: await listLeadActions(await currentRequest(strapi), id), meta: {} };
    }),
});

/** The actions of contacts, and their history. */
export const contactHandlers = (strapi: Core.Strapi): Record<string, Handler> => ({
  ...handlersFor('contact', (key) => contactHandler(strapi, key)),
  history: historyHandler(strapi, 'contact'),
  actions: (ctx) =>
    answering(async () => {
      const id = await findRow(strapi, 'contact', addressed(ctx));
      return { data: await listContactActions(await currentRequest(strapi), id), meta: {} };
    }),
});

const taskHandler = (
  strapi: Core.Strapi,
  make: (task: TaskFact) => LeadAction,
  from?: readonly TaskStatus[],
): Handler =>
  actionHandler(strapi, 'task', async (request, { documentId, body, preview }) => {
    const call = { documentId, make, input: body.data, preview };
    return runTaskAction(request, from === undefined ? call : { ...call, from });
  });

export const taskController = (strapi: Core.Strapi): Record<string, Handler> => ({
  complete: taskHandler(strapi, completeTask),
  cancel: taskHandler(strapi, cancelTask),
  reopen: taskHandler(strapi, reopenTask, TASK_STATUSES),

  async find(this: unknown, ctx: Context) {
    const { data, meta } = await generated<ReadTask[]>(this, 'find', ctx);
    return { data: await flagInactiveAssignees(strapi, data), meta };
  },

  async findOne(this: unknown, ctx: Context) {
    const found = await generated<ReadTask | null>(this, 'findOne', ctx);
    if (found?.data == null) return found;
    const [task] = await flagInactiveAssignees(strapi, [found.data]);
    return { data: task, meta: found.meta };
  },
});

interface ReadTask {
  readonly documentId: string;
}

/** What Strapi's own controller answers, below ours. */
const generated = <Data>(
  controller: unknown,
  handler: 'find' | 'findOne',
  ctx: Context,
): Promise<{ data: Data; meta: object }> => {
  const below = Object.getPrototypeOf(controller) as Record<string, Handler | undefined>;
  return below[handler]?.call(controller, ctx) as Promise<{ data: Data; meta: object }>;
};

export const operationController = (strapi: Core.Strapi): Record<string, Handler> => ({
  undo: (ctx) =>
    answering(() =>
      answerOnce(strapi, ctx, async () => {
        const preview = isPreview(ctx);
        const documentId = addressed(ctx);
        const body = parseInput(emptyBody, ctx.request.body);
        if (isRefusal(body)) throw new Refused(body);
        const done = await undoOperation(await currentRequest(strapi), { documentId, preview });
        const { record } = done.plan.subject;
        return {
          status: 200,
          body: {
            data: await readRecord(strapi, ctx, record, done.plan.subject.documentId),
            meta: metaOf('undo', done, preview),
          },
        };
      }),
    ),
});
