import type { Core } from '@strapi/strapi';
import { checkSettings } from '../../application/check-settings';
import { readOutbox, redoDelivery } from '../../application/outbox/look-after';
import { changeSettings, currentSettings, isFresh } from '../../application/settings';
import { currentRequest } from '../caller';
import { answering } from '../http-errors';
import { readBody } from './actions';
import { addressed, type Context } from './answer';

/** R15, L20, R25: how this company closes leads; crm_admin's to change. */
export const settingsController = (
  strapi: Core.Strapi,
): Record<string, (ctx: Context) => Promise<unknown>> => ({
  settings: () =>
    answering(async () => ({
      data: await currentSettings({ strapi }),
      meta: { fresh: await isFresh({ strapi }) },
    })),

  changeSettings: (ctx) =>
    answering(async () => ({
      data: await changeSettings(await currentRequest(strapi), readBody(ctx, 'settings').data),
      meta: {},
    })),

  checkSettings: () =>
    answering(async () => ({ data: await checkSettings(await currentRequest(strapi)), meta: {} })),

  outbox: (ctx) =>
    answering(async () => {
      const { rows, total, page, pageSize } = await readOutbox(
        await currentRequest(strapi),
        ctx.query,
      );
      const pageCount = Math.ceil(total / pageSize);
      return { data: rows, meta: { pagination: { page, pageSize, pageCount, total } } };
    }),

  redoDelivery: (ctx) =>
    answering(async () => ({
      data: await redoDelivery(await currentRequest(strapi), addressed(ctx)),
      meta: {},
    })),
});
