import type { Change, Plan } from '../../../core/kernel/plan';
import type { Value } from '../../../core/kernel/values';
import { enqueue } from './outbox';
import { forgetInvitations, keepInvitations } from '../store/portal-invitations';
import { loginsOf, openLogins, shutLogins } from '../store/portal-logins';
import type { Tx } from '../store/transaction';

/**
 * P2, P5, I18: a portal login stands and falls with its contact, whichever deed and however many contacts
 * it takes, in the transaction of the deed.
 */
export async function followPortalAccess(tx: Tx, plans: readonly Plan[], now: Date): Promise<void> {
  const changes = plans.flatMap((plan) => plan.changes);
  await followInvitations(tx, changes, now);
  const after = new Map(setOn(changes, 'active').map(([id, active]) => [id, active === true]));
  const logins = await loginsOf(tx, [...after.keys()]);
  const usersOf = (active: boolean): number[] =>
    logins.filter(({ contact }) => after.get(contact) === active).map(({ user }) => user);
  const [shut, open] = [usersOf(false), usersOf(true)];
  if (shut.length > 0) await shutLogins(tx, shut, now);
  if (open.length > 0) await openLogins(tx, open, now);
}

/** An invitation ends with the contact's activity, and when it is taken back. */
async function followInvitations(tx: Tx, changes: readonly Change[], now: Date): Promise<void> {
  const invited = setOn(changes, 'portalInvitedAt');
  const inactive = setOn(changes, 'active').filter(([, active]) => active === false);
  const over = [...invited.filter(([, at]) => at === null), ...inactive].map(([id]) => id);
  await forgetInvitations(tx, over);
  const fresh = invited.flatMap(([id, at]) => (typeof at === 'string' ? [{ id, at }] : []));
  if (fresh.length === 0) return;
  await keepInvitations(
    tx,
    fresh.map(({ id }) => id),
  );
  await enqueue(
    tx,
    fresh.map(({ id, at }) => ({
      kind: 'portal-invitation',
      key: `portal-invitation:${id}:${at}`,
      payload: { contact: id },
    })),
    now,
  );
}

/** What a field of contacts is set to, by contact. */
const setOn = (changes: readonly Change[], name: string): (readonly [number, Value])[] =>
  changes.flatMap(({ subject, field, after, deed }) =>
    subject.record === 'contact' && field === name && deed === undefined
      ? [[subject.id, after] as const]
      : [],
  );
