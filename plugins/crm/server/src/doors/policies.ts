import type { Core } from '@strapi/strapi';
import { mayReadUnknown } from '../../../core/role/may-write';
import { Refused } from '../application/refused';
import { currentRequest, roleKeysOf } from './caller';
import { answering } from './http-errors';

export interface PolicyContext {
  readonly state: object;
}

/**
 * R13: who is inactive reads nothing either, and who has a role of the team's is on it. Before every generated
 * route and every door of the API that is not a contact's.
 */
async function onTeam(
  context: PolicyContext,
  _config: unknown,
  { strapi }: { strapi: Core.Strapi },
): Promise<boolean> {
  try {
    await currentRequest(strapi);
  } catch (error) {
    const isUnknown = error instanceof Refused && error.refusal.code === 'actor.unknown';
    if (!isUnknown || !mayReadUnknown(roleKeysOf(context.state))) {
      return answering(() => {
        throw error;
      });
    }
  }
  return true;
}

/** R13: the same in the panel for who is inactive; an administrator who is no member goes by Strapi's rights there. */
async function notInactive(
  _context: PolicyContext,
  _config: unknown,
  { strapi }: { strapi: Core.Strapi },
): Promise<boolean> {
  await answering(() => refuseInactive(strapi));
  return true;
}

/** @throws Refused with `actor.inactive` */
export async function refuseInactive(strapi: Core.Strapi): Promise<void> {
  try {
    await currentRequest(strapi);
  } catch (error) {
    if (error instanceof Refused && error.refusal.code === 'actor.inactive') throw error;
  }
}

export const policies = { 'on-team': onTeam, 'not-inactive': notInactive };
export const ON_TEAM = 'plugin::crm.on-team';
export const NOT_INACTIVE = 'plugin::crm.not-inactive';
