import type { Core } from '@strapi/strapi';
import { refuse } from '../../../core/kernel/refusals';
import { Refused } from '../application/refused';
import type { Context } from './controllers/answer';
import { adminUid, apiUid, type Door } from './permissions';

interface Ability {
  can(action: string): boolean;
}

/**
 * May the caller come in by this door, too? For what one door does in another's stead: an administrator of
 * Strapi who has taken a door away from a role has taken it away in bulk as well.
 *
 * @throws Refused with `access.role`, or Strapi's own error
 */
export async function mayEnter(
  strapi: Core.Strapi,
  ctx: Context,
  door: Door & { readonly key: string },
): Promise<void> {
  const { userAbility, auth } = ctx.state as { userAbility?: Ability; auth?: unknown };
  if (userAbility !== undefined) {
    if (!userAbility.can(adminUid(door)))
      throw new Refused(refuse('access.role', { grant: door.key }));
    return;
  }
  await strapi.get('auth').verify(auth, { scope: [apiUid(door)] });
}
