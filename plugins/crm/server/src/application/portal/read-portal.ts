import type { Core } from '@strapi/strapi';
import type { PortalReply } from '../../../../core/contact/portal';
import { refuse } from '../../../../core/kernel/refusals';
import { loadPortalView } from '../../facts/portal-view';
import { reading } from '../../store/transaction';
import { Refused } from '../refused';
import { portalLogin } from './standing';

/**
 * What the contact behind this login sees of their own.
 *
 * @throws Refused with `actor.unknown` for a login that is no contact's
 */
export async function readPortal(strapi: Core.Strapi, user: number): Promise<PortalReply> {
  const login = await portalLogin(strapi, user);
  if (login === null || !login.active) throw new Refused(refuse('actor.unknown'));
  const view = await reading(strapi, (tx) => loadPortalView(tx, login.contact));
  if (view === undefined) throw new Refused(refuse('actor.unknown'));
  return view;
}
