import type { Core } from '@strapi/strapi';
import { mayBeContacted } from '../../../../core/contact/rules/may-be-contacted';
import { tokenStands, type PortalToken } from '../../../../core/contact/rules/token-stands';
import { loadPortalLogins, type PortalLogin } from '../../facts/portal';
import { reading } from '../../store/transaction';

const USERS = 'plugin::users-permissions.user';

/** Does this token still stand? Tokens of others than contacts are none of the portal's business. */
export async function stands(
  strapi: Core.Strapi,
  user: number,
  token: PortalToken,
): Promise<boolean> {
  const [login] = await reading(strapi, (tx) => loadPortalLogins(tx, [user], token.session));
  return login === undefined || tokenStands(token, login);
}

/** The contact whose login this is, or `null`. */
export async function portalLogin(strapi: Core.Strapi, user: number): Promise<PortalLogin | null> {
  const [login] = await reading(strapi, (tx) => loadPortalLogins(tx, [user]));
  return login ?? null;
}

/** Does this name, or address, belong to a login whose contact is inactive? */
export async function isShut(strapi: Core.Strapi, identifier: string): Promise<boolean> {
  return (await loginsNamed(strapi, identifier)).some(({ active }) => !active);
}

/** R30: not to a contact that is inactive, has died or wants no contact; others are none of our business. */
export async function mayBeWrittenTo(strapi: Core.Strapi, identifier: string): Promise<boolean> {
  const logins = await loginsNamed(strapi, identifier);
  return logins.every((login) => login.active && mayBeContacted(login) === true);
}

async function loginsNamed(
  strapi: Core.Strapi,
  identifier: string,
): Promise<readonly PortalLogin[]> {
  const found: { id: number }[] = await strapi.db.query(USERS).findMany({
    where: { $or: [{ email: identifier.toLowerCase() }, { username: identifier }] },
    select: ['id'],
  });
  return reading(strapi, (tx) =>
    loadPortalLogins(
      tx,
      found.map(({ id }) => id),
    ),
  );
}
