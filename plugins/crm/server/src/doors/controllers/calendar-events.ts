import type { Core } from '@strapi/strapi';
import { eventBulk, type EventBulkReply } from '../../../../core/calendar/bulk';
import { EVENT_DEEDS, type EventDeed } from '../../../../core/calendar/deeds';
import { dueQuery } from '../../../../core/calendar/due-list';
import { parseInput } from '../../../../core/kernel/action';
import { isRefusal } from '../../../../core/kernel/refusals';
import { Refused } from '../../application/refused';
import { runEventAction, type EventResult } from '../../application/run-event';
import { readDue } from '../../application/read-due';
import { currentRequest } from '../caller';
import { readDueCursor, writeDueCursor } from '../cursor';
import { answering } from '../http-errors';
import { calendarFeedHandlers } from './calendar-feed';
import { actionHandler, type Handler } from './actions';
import { answerOnce, isPreview } from './answer';

const deedHandler = (strapi: Core.Strapi, deed: EventDeed): Handler =>
  actionHandler(strapi, 'calendar-event', async (request, { documentId, body, preview }) => {
    const events = { documentIds: [documentId] };
    const { done } = await runEventAction(request, { deed, events, input: body.data, preview });
    return { action: `${deed.key}-event`, done: done[0] };
  });

/** What is done with calendar events: one at a time, or many (R25, L11). */
export const calendarEventController = (strapi: Core.Strapi): Record<string, Handler> => ({
  ...Object.fromEntries(
    Object.values(EVENT_DEEDS).map((deed) => [deed.key, deedHandler(strapi, deed)]),
  ),

  ...calendarFeedHandlers(strapi),

  due: (ctx) =>
    answering(async () => {
      const query = parseInput(dueQuery, ctx.query);
      if (isRefusal(query)) throw new Refused(query);
      const { cursor, ...asked } = query;
      const after = cursor === undefined ? null : readDueCursor(cursor);
      const page = await readDue(await currentRequest(strapi), asked, after);
      return {
        data: page.items,
        meta: {
          limit: query.limit,
          cursor: page.next === null ? null : writeDueCursor(page.next),
          from: page.from?.toISOString() ?? null,
          to: page.to.toISOString(),
          timeZone: page.timeZone,
        },
      };
    }),

  bulk: (ctx) =>
    answering(() =>
      answerOnce(strapi, ctx, async () => {
        const body = parseInput(eventBulk, ctx.request.body);
        if (isRefusal(body)) throw new Refused(body);
        const preview = isPreview(ctx);
        const result = await runEventAction(await currentRequest(strapi), {
          deed: EVENT_DEEDS[body.action],
          events: { documentIds: body.ids },
          input: body.data,
          preview,
          skipRefused: true,
        });
        return {
          status: 200,
          body: { data: bulkReply(result), meta: preview ? { preview } : {} },
        };
      }),
    ),
});

const bulkReply = ({ done, events, refused }: EventResult): EventBulkReply => ({
  done: events.length,
  operations: done.flatMap(({ operation }) => operation?.documentId ?? []),
  refused: refused.map(({ event, refusal }) => ({
    documentId: event.documentId,
    label: event.label,
    code: refusal.code,
    message: refusal.message,
  })),
});
