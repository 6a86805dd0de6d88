import type { Change, Plan } from '../../../core/kernel/plan';
import { isRef, type Value } from '../../../core/kernel/values';
import { enqueue } from './outbox';
import { forgetInvitations, keepInvitations } from '../store/portal-invitations';
import { readAttributes } from '../store/read';
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
  const moved = await movedLogins(tx, changes);
  const standing = (await loginsOf(tx, [...after.keys()])).flatMap(({ contact, user }) =>
    moved.has(user) ? [] : [[user, after.get(contact) === true] as const],
  );
  const crossing = [...moved].flatMap(([user, { before, now: active }]) =>
    before === active ? [] : [[user, active] as const],
  );
  const usersOf = (active: boolean): number[] =>
    [...standing, ...crossing].filter(([, opens]) => opens === active).map(([user]) => user);
  const [shut, open] = [usersOf(false), usersOf(true)];
  if (shut.length > 0) await shutLogins(tx, shut, now);
  if (open.length > 0) await openLogins(tx, open, now);
}

/** X70: the logins that go from one contact to another, by whether the one was active and the other is. */
async function movedLogins(
  tx: Tx,
  changes: readonly Change[],
): Promise<Map<number, { before: boolean; now: boolean }>> {
  const ours = changes.filter(({ field }) => field === 'portalUser');
  const movedTo = new Map(
    ours.flatMap(({ subject, after }) => (isRef(after) ? [[after.id, subject.id] as const] : [])),
  );
  if (movedTo.size === 0) return new Map();
  const contacts = await readAttributes(
    tx,
    'contact',
    ours.map(({ subject }) => subject.id),
    ['active'],
  );
  const was = new Map(
    changes.flatMap(({ subject, field, before }) =>
      subject.record === 'contact' && field === 'active' ? [[subject.id, before === true]] : [],
    ),
  );
  const isActive = (id: number): boolean => contacts.get(id)?.['active'] === true;
  return new Map(
    ours.flatMap(({ subject, before }) => {
      const to = isRef(before) ? movedTo.get(before.id) : undefined;
      if (!isRef(before) || to === undefined) return [];
      const active = was.get(subject.id) ?? isActive(subject.id);
      return [[before.id, { before: active, now: isActive(to) }]];
    }),
  );
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
