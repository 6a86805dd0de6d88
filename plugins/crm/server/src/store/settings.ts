import type { Core } from '@strapi/strapi';

const STORE = { type: 'plugin', name: 'crm', key: 'settings' } as const;

/** Under which key Strapi's store keeps what administrators have changed. */
export const SETTINGS_KEY = `${STORE.type}_${STORE.name}_${STORE.key}`;

/** Keeps what differs from the configuration file; the next deed on any node goes by it. */
export const writeSettings = (
  strapi: Core.Strapi,
  changed: Readonly<Record<string, unknown>>,
): Promise<void> => strapi.store(STORE).set({ value: changed });

export const readSettings = async (strapi: Core.Strapi): Promise<Record<string, unknown>> =>
  ((await strapi.store(STORE).get({})) ?? {}) as Record<string, unknown>;
