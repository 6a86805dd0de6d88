import type { Core } from '@strapi/strapi';
import type { Actor } from '../../../core/kernel/actor';
import { settingsSchema, type Settings } from '../../../core/kernel/settings';
import type { Door } from '../reactions/history';

export type { Door } from '../reactions/history';

/** Who asks, through which door, and when: the clock is read once, at the door. */
export interface Request {
  readonly strapi: Core.Strapi;
  readonly actor: Actor;
  readonly door: Door;
  readonly now: Date;
}

/** The settings of this application; a wrong one is named at boot, where they are first read. */
export const settingsOf = (strapi: Core.Strapi): Settings =>
  settingsSchema.parse({
    cascade: strapi.plugin('crm').config('cascade') ?? {},
    closeLost: strapi.plugin('crm').config('closeLost') ?? {},
  });
