import type { Core } from '@strapi/strapi';
import type { DeletionReply } from '../../../../core/contact/doors';
import { askAboutDeletion } from '../../application/contacts/judge-deletion';
import { readLookAlikes, refuseAlike } from '../../application/contacts/look-alikes';
import { keptActiveBy } from '../../application/contacts/kept-active-by';
import { currentRequest } from '../caller';
import { answering } from '../http-errors';
import { contactHandlers, readBody, type Handler } from './actions';
import { addressed, type Context } from './answer';

export const contactController = (strapi: Core.Strapi): Record<string, Handler> => ({
  ...contactHandlers(strapi),

  lookAlikes: (ctx) =>
    answering(async () => ({
      data: await readLookAlikes(await currentRequest(strapi), readBody(ctx, 'contact').data),
      meta: {},
    })),

  deletion: (ctx) =>
    answering(async () => {
      const refusal = await askAboutDeletion(await currentRequest(strapi), addressed(ctx));
      const data: DeletionReply = {
        allowed: refusal === null,
        refusal: refusal === null ? null : { code: refusal.code, message: refusal.message },
      };
      return { data, meta: {} };
    }),

  keptActiveBy: (ctx) =>
    answering(async () => {
      const { keepers, total } = await keptActiveBy(strapi, addressed(ctx));
      return { data: keepers, meta: { total } };
    }),
});

/** A contact that looks like one that is here is made only by who says that it is another (`createAnother`). */
export async function askAboutLookAlikes(strapi: Core.Strapi, ctx: Context): Promise<void> {
  const { createAnother, ...query } = ctx.query;
  ctx.query = query;
  const { data } = (ctx.request.body ?? {}) as { data?: unknown };
  if (createAnother === 'true' || typeof data !== 'object' || data === null) return;
  await refuseAlike(await currentRequest(strapi), data as Record<string, unknown>);
}
