import type { Core } from '@strapi/strapi';
import { SYSTEM, type Actor } from '../../../../core/kernel/actor';
import { isRefusal, refuse, type Refusal } from '../../../../core/kernel/refusals';
import { loadActor, type Login } from '../../facts/actor';
import type { BulkActor } from '../../facts/bulk-jobs';
import type { Tx } from '../../store/transaction';

interface User {
  readonly isActive?: boolean;
  readonly blocked?: boolean | null;
  readonly roles?: readonly { code?: string }[];
  readonly role?: { type?: string } | null;
}

/**
 * Who a job acts as, right now: roles may have been taken away since it was started, and people leave. The
 * login is read anew, as it was in the request that started the job.
 */
export async function actorOfJob(
  strapi: Core.Strapi,
  tx: Tx,
  { login }: BulkActor,
): Promise<Actor | Refusal> {
  if (login === null) return SYSTEM;
  const roleKeys = await READ[login.kind](strapi, login.id);
  return isRefusal(roleKeys) ? roleKeys : loadActor(tx, { ...login, roleKeys });
}

/** The roles that a login has today, or why it cannot be used any more. */
const READ: Record<
  Login['kind'],
  (strapi: Core.Strapi, id: number) => Promise<string[] | Refusal>
> = {
  async admin(strapi, id) {
    const user: User | null = await strapi.db
      .query('admin::user')
      .findOne({ where: { id }, populate: ['roles'] });
    if (user === null) return refuse('actor.unknown');
    if (user.isActive !== true || user.blocked === true) return refuse('actor.inactive');
    return (user.roles ?? []).flatMap(({ code }) => code ?? []);
  },
  async api(strapi, id) {
    const user: User | null = await strapi.db
      .query('plugin::users-permissions.user')
      .findOne({ where: { id }, populate: ['role'] });
    if (user === null) return refuse('actor.unknown');
    if (user.blocked === true) return refuse('actor.inactive');
    return user.role?.type ? [user.role.type] : [];
  },
  async token(strapi, id) {
    const token: { expiresAt?: string | null } | null = await strapi.db
      .query('admin::api-token')
      .findOne({ where: { id } });
    const expires = token?.expiresAt ?? null;
    if (token === null || (expires !== null && Number(new Date(expires)) < Date.now())) {
      return refuse('actor.unknown');
    }
    return [];
  },
};
