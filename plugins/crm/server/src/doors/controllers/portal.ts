import type { Core } from '@strapi/strapi';
import { acceptInvitation } from '../../application/portal/accept-invitation';
import { readPortal } from '../../application/portal/read-portal';
import { Refused } from '../../application/refused';
import { refuse } from '../../../../core/kernel/refusals';
import { answering } from '../http-errors';
import { readBody } from './actions';
import type { Context } from './answer';

interface PortalContext extends Context {
  state: Context['state'] & {
    user?: { id: number } | null;
    auth?: { strategy?: { name?: string } };
  };
}

/** What contacts themselves come for: to make the login that they were invited to, and to see what is theirs. */
export const portalController = (
  strapi: Core.Strapi,
): Record<string, (ctx: Context) => Promise<unknown>> => ({
  portalMe: (ctx) =>
    answering(async () => {
      const { user, auth } = (ctx as PortalContext).state;
      // Numbers of administrators and of API users are not the same people's.
      if (user == null || auth?.strategy?.name !== 'users-permissions') {
        throw new Refused(refuse('actor.unknown'));
      }
      return { data: await readPortal(strapi, user.id), meta: {} };
    }),

  acceptInvitation: (ctx) =>
    answering(async () => ({
      data: await acceptInvitation(strapi, readBody(ctx, 'contact').data, new Date()),
      meta: {},
    })),
});
