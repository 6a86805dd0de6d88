import type { Core } from '@strapi/strapi';
import { SYSTEM, type Actor } from '../../../core/kernel/actor';
import { refuse } from '../../../core/kernel/refusals';
import { Refused } from '../application/refused';
import type { Request, Door } from '../application/context';
import { resolveActor, type Login } from '../application/resolve-actor';

interface User {
  id: number;
  email?: string;
  username?: string;
  firstname?: string;
  roles?: { code?: string }[];
  role?: { type?: string };
}

interface RequestState {
  user?: User | null;
  auth?: { strategy?: { name?: string }; credentials?: { id?: number; name?: string } | null };
}

// Who a request is does not change while it runs; one look-up serves all of its writes.
const known = new WeakMap<object, Promise<Actor>>();

/**
 * Who is writing right now: the person or token behind the current HTTP request, or the system where
 * there is no request (seed, cron, another plugin's start-up).
 *
 * @throws Refused with `actor.unknown` or `actor.inactive`
 */
export async function currentRequest(strapi: Core.Strapi): Promise<Request> {
  const context = strapi.requestContext.get();
  const now = new Date();
  if (context === undefined) return { strapi, actor: SYSTEM, door: 'code', now };
  const state = context.state as RequestState;
  const found = known.get(state) ?? actorOf(strapi, state);
  known.set(state, found);
  const door = doorOf(context.path, state);
  return { strapi, actor: await found, door, now, login: loginOf(state) };
}

async function actorOf(strapi: Core.Strapi, state: RequestState): Promise<Actor> {
  const login = loginOf(state);
  if (login === null) throw new Refused(refuse('actor.unknown'));
  return resolveActor(strapi, login);
}

function loginOf({ user, auth }: RequestState): Login | null {
  const strategy = auth?.strategy?.name;
  if (strategy === 'content-api-token') {
    const { id = 0, name = 'API token' } = auth?.credentials ?? {};
    return { kind: 'token', id, name: `API token ${name}`, roleKeys: [] };
  }
  if (user === undefined || user === null) return null;
  const name = user.firstname ?? user.username ?? user.email ?? `user ${user.id}`;
  if (strategy === 'admin' || strategy === 'admin-token') {
    const codes = (user.roles ?? []).flatMap(({ code }) => code ?? []);
    return { kind: 'admin', id: user.id, name, roleKeys: codes };
  }
  return { kind: 'api', id: user.id, name, roleKeys: user.role?.type ? [user.role.type] : [] };
}

/** The keys of the roles that the login of a request brings. */
export const roleKeysOf = (state: object): readonly string[] => loginOf(state)?.roleKeys ?? [];

function doorOf(path: string, { auth }: RequestState): Door {
  if (path.startsWith('/content-manager')) return 'content-manager';
  if (path.startsWith('/graphql')) return 'graphql';
  if (path.startsWith('/mcp')) return 'mcp';
  return auth?.strategy?.name === 'admin' ? 'admin' : 'rest';
}
