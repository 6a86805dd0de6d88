import type { Core } from '@strapi/strapi';
import {
  changeMe,
  readAllNotifications,
  readNotification,
  unreadOf,
  whoAmI,
} from '../../application/notifications';
import { currentRequest } from '../caller';
import { answering } from '../http-errors';
import { readBody, readRecord } from './actions';
import { addressed, type Context } from './answer';

type Controller = Record<string, (ctx: Context) => Promise<unknown>>;

interface Listed {
  readonly data: unknown;
  readonly meta: object;
}

/** What one member is told. The list shows one's own alone (`core/role/own-records.ts`). */
export const notificationController = (strapi: Core.Strapi): Controller => ({
  async find(this: unknown, ctx: Context) {
    // The generated list, from Strapi's own controller below this one.
    const generated = Object.getPrototypeOf(this) as Controller;
    return answering(async () => {
      const listed = (await generated['find']?.call(this, ctx)) as Listed;
      return { ...listed, meta: { ...listed.meta, ...(await unread(strapi)) } };
    });
  },

  read: (ctx) =>
    answering(async () => {
      const documentId = addressed(ctx);
      await readNotification(await currentRequest(strapi), documentId);
      return {
        data: await readRecord(strapi, ctx, 'notification', documentId),
        meta: await unread(strapi),
      };
    }),

  readAll: () =>
    answering(async () => ({
      data: { read: await readAllNotifications(await currentRequest(strapi)) },
      meta: await unread(strapi),
    })),
});

const unread = async (strapi: Core.Strapi): Promise<{ unread: number }> => ({
  unread: await unreadOf(await currentRequest(strapi)),
});

/** Who the caller is; each person's own switches. */
export const memberController = (strapi: Core.Strapi): Controller => ({
  me: () => answering(async () => ({ data: await whoAmI(await currentRequest(strapi)), meta: {} })),

  changeMe: (ctx) =>
    answering(async () => ({
      data: await changeMe(await currentRequest(strapi), readBody(ctx, 'member').data),
      meta: {},
    })),
});
