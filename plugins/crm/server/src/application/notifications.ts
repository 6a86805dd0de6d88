import { parseInput } from '../../../core/kernel/action';
import { isRefusal, refuse } from '../../../core/kernel/refusals';
import { meChange, type MeReply } from '../../../core/notification/replies';
import { loadOwnSwitches } from '../facts/me';
import { countUnread, markAllRead, markRead } from '../store/notifications';
import { inTransaction, reading } from '../store/transaction';
import { updateRows } from '../store/write';
import type { Request } from './context';
import { Refused } from './refused';

/** How many of the caller's own notifications have not been read. */
export const unreadOf = ({ strapi, actor }: Pick<Request, 'strapi' | 'actor'>): Promise<number> =>
  reading(strapi, (tx) => countUnread(tx, actor.member?.id ?? 0));

/**
 * Marks one of the caller's own notifications as read; read already, it stays as it is.
 *
 * @throws Refused with `record.missing` for another's
 */
export const readNotification = (
  { strapi, actor, now }: Request,
  documentId: string,
): Promise<void> =>
  inTransaction(strapi, async (tx) => {
    const recipient = actor.member?.id ?? 0;
    if (!(await markRead(tx, { recipient, documentId, now }))) {
      throw new Refused(refuse('record.missing'));
    }
  });

export const readAllNotifications = ({ strapi, actor, now }: Request): Promise<number> =>
  inTransaction(strapi, (tx) => markAllRead(tx, actor.member?.id ?? 0, now));

/** Who the caller is, what that allows, and the switches that are the caller's own. */
export async function whoAmI({ strapi, actor }: Request): Promise<MeReply> {
  const { kind, name, roles, grants, member } = actor;
  return reading(strapi, async (tx) => ({
    kind,
    name,
    member: member === null ? null : await loadOwnSwitches(tx, member.id),
    roles: [...roles],
    grants: { ...grants },
    unread: await countUnread(tx, member?.id ?? 0),
  }));
}

/**
 * Each person's own switches; all else about a member is crm_admin's.
 *
 * @throws Refused with `actor.unknown` for who is no member, or `input.invalid`
 */
export async function changeMe(request: Request, raw: unknown): Promise<MeReply> {
  const change = parseInput(meChange, raw);
  if (isRefusal(change)) throw new Refused(change);
  const { member } = request.actor;
  if (member === null) throw new Refused(refuse('actor.unknown'));
  const set = Object.fromEntries(
    Object.entries(change).filter((entry): entry is [string, boolean] => entry[1] !== undefined),
  );
  if (Object.keys(set).length > 0) {
    await inTransaction(request.strapi, (tx) =>
      updateRows(tx, 'member', [{ id: member.id, set }], request.now, false),
    );
  }
  return whoAmI(request);
}
