import type { Core } from '@strapi/strapi';
import type { Actor } from '../../../core/kernel/actor';
import { isRefusal } from '../../../core/kernel/refusals';
import { loadActor, type Login } from '../facts/actor';
import { reading } from '../store/transaction';
import { Refused } from './refused';

export type { Login } from '../facts/actor';

/**
 * Who a login is.
 *
 * @throws Refused with `actor.unknown` or `actor.inactive`
 */
export async function resolveActor(strapi: Core.Strapi, login: Login): Promise<Actor> {
  const actor = await reading(strapi, (tx) => loadActor(tx, login));
  if (isRefusal(actor)) throw new Refused(actor);
  return actor;
}
