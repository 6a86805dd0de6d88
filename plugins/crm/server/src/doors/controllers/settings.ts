import type { Core } from '@strapi/strapi';
import { changeSettings, currentSettings } from '../../application/settings';
import { currentRequest } from '../caller';
import { answering } from '../http-errors';
import { readBody } from './actions';
import type { Context } from './answer';

/** R15, L20, R25: how this company closes leads; crm_admin's to change. */
export const settingsController = (
  strapi: Core.Strapi,
): Record<string, (ctx: Context) => Promise<unknown>> => ({
  settings: () => answering(async () => ({ data: await currentSettings({ strapi }), meta: {} })),

  changeSettings: (ctx) =>
    answering(async () => ({
      data: await changeSettings(await currentRequest(strapi), readBody(ctx, 'settings').data),
      meta: {},
    })),
});
