import type { Core } from '@strapi/strapi';
import type { Actor } from '../../../core/kernel/actor';
import { settingsSchema, type Settings } from '../../../core/kernel/settings';
import { timeOfDeed } from '../../../core/history/turn';
import type { LeadFact } from '../../../core/lead/model';
import type { Login } from '../facts/actor';
import type { Door } from '../reactions/history';

export type { Door } from '../reactions/history';

/** Who asks, through which door, and when: the clock is read once, at the door. */
export interface Request {
  readonly strapi: Core.Strapi;
  readonly actor: Actor;
  readonly door: Door;
  readonly now: Date;
  /** The login behind the actor, for work that goes on after the request. */
  readonly login?: Login | null;
}

/** The request as it goes on when the locks of these leads are its own (I5). */
export const atItsTurn = (request: Request, leads: readonly LeadFact[]): Request => ({
  ...request,
  now: timeOfDeed(request.now, leads),
});

/**
 * The settings of the configuration file; a wrong one is named at boot, where they are first read. What
 * administrators have changed since goes before them: `loadStanding`.
 */
export const configuredSettings = (strapi: Core.Strapi): Settings =>
  settingsSchema.parse(
    Object.fromEntries(
      Object.keys(settingsSchema.shape).map((section) => [
        section,
        strapi.plugin('crm').config(section) ?? undefined,
      ]),
    ),
  );
