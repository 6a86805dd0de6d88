import type { Core } from '@strapi/strapi';
import { createHash } from 'node:crypto';
import { makeFeed, readFeed, readFeedState, revokeFeed } from '../../application/calendar-feed';
import { currentRequest } from '../caller';
import { answering } from '../http-errors';
import { icalOf } from '../ical';
import type { Handler } from './actions';
import type { Context } from './answer';

/** The calendar of a member for calendar programs, behind an address that is its own key. */
export const calendarFeedHandlers = (strapi: Core.Strapi): Record<string, Handler> => ({
  feedState: () =>
    answering(async () => ({
      data: { active: await readFeedState(await currentRequest(strapi)) },
      meta: {},
    })),

  // Without the memory of idempotency keys: that would keep the secret.
  makeFeed: () =>
    answering(async () => ({
      data: { url: addressOf(strapi, await makeFeed(await currentRequest(strapi))) },
      meta: {},
    })),

  revokeFeed: () =>
    answering(async () => {
      await revokeFeed(await currentRequest(strapi));
      return { data: { active: false }, meta: {} };
    }),

  feed: (ctx) =>
    answering(async () => {
      const secret = (ctx.params['secret'] ?? '').replace(/\.ics$/, '');
      const text = icalOf(await readFeed(strapi, secret, new Date()));
      const tag = `"${createHash('sha256').update(text).digest('base64url')}"`;
      ctx.set('ETag', tag);
      // To be kept by the program that asked, and to be asked for again before it is shown.
      ctx.set('Cache-Control', 'private, no-cache');
      if (isKnown(ctx, tag)) {
        ctx.status = 304;
        return undefined;
      }
      ctx.set('Content-Type', 'text/calendar; charset=utf-8');
      ctx.set('Content-Disposition', 'inline; filename="crm.ics"');
      return text;
    }),
});

const isKnown = (ctx: Context, tag: string): boolean =>
  ctx
    .get('If-None-Match')
    .split(',')
    .some((known) => known.trim().replace(/^W\//, '') === tag);

function addressOf(strapi: Core.Strapi, secret: string): string {
  const server: string = strapi.config.get('server.absoluteUrl', '');
  const prefix: string = strapi.config.get('api.rest.prefix', '/api');
  return `${server}${prefix}/crm/calendar-feed/${secret}.ics`;
}
