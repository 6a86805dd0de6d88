import type { Core } from '@strapi/strapi';
import { viewedLeads } from '../application/viewed-leads';
import { uidOf } from '../content-types/record';
import { viewAsked } from './controllers/view-asked';
import { answering } from './http-errors';

interface Context {
  readonly method: string;
  readonly params: { readonly model?: string };
  query: Record<string, unknown>;
  readonly state: Record<symbol, object | undefined>;
}

/** What this request's list is held to. */
const SHOWN = Symbol('crm.shown');

const LISTS: readonly string[] = ['findMany', 'count'];

/**
 * R27: the Content Manager's list of leads knows the views by name, as the API does: `?view=due`. The filter
 * is added where the list is read, as on its way there it would be taken apart and copied.
 */
export function offerLeadViews(strapi: Core.Strapi): void {
  const leads = uidOf('lead');
  strapi.server.router.use(
    '/content-manager/collection-types/:model',
    async (ctx: Context, next: () => Promise<unknown>) => {
      const { view, ...query } = ctx.query;
      if (ctx.method === 'GET' && ctx.params.model === leads && view !== undefined) {
        ctx.query = query;
        ctx.state[SHOWN] = await answering(() =>
          viewedLeads({ strapi, now: new Date() }, viewAsked(view), query['filters']),
        );
      }
      return next();
    },
  );
  strapi.documents.use(async (context, next) => {
    if (context.uid !== leads || !LISTS.includes(context.action)) return next();
    const { state } = (strapi.requestContext.get() ?? {}) as Partial<Context>;
    const shown = state?.[SHOWN];
    if (shown !== undefined) {
      // Every read takes filters; the union of their parameters does not say so.
      const params = context.params as { filters?: unknown };
      params.filters = { $and: [params.filters ?? {}, shown] };
    }
    return next();
  });
}
