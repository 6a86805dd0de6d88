import { adminApi, type StrapiApp } from '@strapi/strapi/admin';
import { isUnanswered } from '../unanswered';

interface Kept {
  readonly queries: Readonly<Record<string, Query | undefined>>;
  /** Who looks at each, by its key. */
  readonly subscriptions: Readonly<Record<string, object | undefined>>;
}

interface Query {
  readonly status: string;
  readonly endpointName: string;
  readonly originalArgs: unknown;
  readonly error?: unknown;
}

interface Endpoint {
  initiate(asked: unknown, options: { subscribe: boolean; forceRefetch: boolean }): unknown;
}

/**
 * What could not be had without a network is asked for again once it is back, where somebody still looks at it.
 * Strapi's store listens to no such thing, and its API is made before anybody could tell it to.
 */
export function lookAgainOnceOnline(app: StrapiApp): void {
  window.addEventListener('online', () => {
    const { store } = app;
    if (store == null) return;
    const state: Readonly<Record<string, unknown>> = store.getState();
    const { queries, subscriptions } = state[adminApi.reducerPath] as Kept;
    // Strapi knows its own endpoints alone by type; here is whatever anybody has added.
    const endpoints = adminApi.endpoints as Readonly<Record<string, Endpoint>>;
    for (const [key, query] of Object.entries(queries)) {
      const isLookedAt = Object.keys(subscriptions[key] ?? {}).length > 0;
      if (query?.status !== 'rejected' || !isUnanswered(query.error) || !isLookedAt) continue;
      const again = endpoints[query.endpointName]?.initiate(query.originalArgs, {
        subscribe: false,
        forceRefetch: true,
      });
      store.dispatch(again as Parameters<typeof store.dispatch>[0]);
    }
  });
}
