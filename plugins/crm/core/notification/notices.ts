import type { Actor } from '../kernel/actor';
import type { Plan } from '../kernel/plan';
import type { Ref } from '../kernel/values';
import {
  NOTIFICATION_KINDS,
  together,
  type NotificationDetails,
  type NotificationKind,
} from './model';
import type { Recipient } from './told';

/** A member as somebody who may be told: today's state, and the switches that are each member's own. */
export interface Listener {
  readonly id: number;
  readonly active: boolean;
  readonly inPanel: boolean;
  readonly byEmail: boolean;
}

/** Everybody whom the plans name, and who holds the roles that they name. */
export interface Audience {
  readonly listeners: ReadonlyMap<number, Listener>;
  readonly holders: ReadonlyMap<string, readonly number[]>;
}

/** One thing that one member is told. */
export interface Notice {
  /** The cause, the kind and the recipient: nobody is told twice of one thing (I27). */
  readonly key: string;
  readonly kind: NotificationKind;
  readonly recipient: number;
  readonly details: NotificationDetails;
  /** The lead, where it is about a single one. */
  readonly lead: Ref | null;
  readonly inPanel: boolean;
  readonly byEmail: boolean;
}

/** Whom to look up before anybody can be told. */
export function whoIsNamed(plans: readonly Plan[]): { members: number[]; roles: string[] } {
  const named = plans.flatMap(({ tells = [] }) => tells.flatMap(({ to }) => to));
  const members = named.flatMap((one) => ('member' in one ? [one.member.id] : []));
  const roles = named.flatMap((one) => ('role' in one ? [one.role] : []));
  return { members: [...new Set(members)], roles: [...new Set(roles)] };
}

/**
 * R17: what a batch of plans that are done tells whom. One notice for each recipient and kind, however many
 * leads it is about; minus the actor (X49), each once, inactive members not at all.
 *
 * @param cause what brought it about: an operation, or the bulk job that it is a part of
 */
export function noticesOf(
  plans: readonly Plan[],
  { actor, cause, audience }: { actor: Actor; cause: string; audience: Audience },
): Notice[] {
  const notices = new Map<string, Notice>();
  for (const plan of plans) {
    for (const { kind, recipients, note } of toldIn(plan, audience)) {
      for (const id of recipients) {
        const listener = audience.listeners.get(id);
        if (listener === undefined || id === actor.member?.id || !mayBeTold(listener)) continue;
        const key = `${cause}:${kind}:${id}`;
        const earlier = notices.get(key);
        const fresh = noticeOf(plan, { key, kind, listener, by: actor.name, note });
        notices.set(key, earlier === undefined ? fresh : joined(earlier, fresh));
      }
    }
  }
  return [...notices.values()];
}

/** R17: only who is here, and has not switched both ways off. */
export const mayBeTold = ({ active, inPanel, byEmail }: Listener): boolean =>
  active && (inPanel || byEmail);

interface Group {
  readonly kind: NotificationKind;
  readonly recipients: ReadonlySet<number>;
  readonly note: string | undefined;
}

/**
 * By kind: who is in the role and is the owner, too, is one recipient. Whom one deed concerns in several ways
 * is told once, of what says most: whoever asked for a lead to be closed reads of the decision that it is.
 */
function toldIn({ tells = [] }: Plan, { holders }: Audience): Group[] {
  const told = new Set<number>();
  return NOTIFICATION_KINDS.flatMap((kind): Group[] => {
    const ours = tells.filter((one) => one.kind === kind);
    const named = ours.flatMap(({ to }) => to.flatMap((one) => idsOf(one, holders)));
    const recipients = new Set(named.filter((id) => !told.has(id)));
    for (const id of recipients) told.add(id);
    return recipients.size === 0 ? [] : [{ kind, recipients, note: ours[0]?.note ?? undefined }];
  });
}

const idsOf = (recipient: Recipient, holders: Audience['holders']): readonly number[] =>
  'member' in recipient ? [recipient.member.id] : (holders.get(recipient.role) ?? []);

function noticeOf(
  { subject }: Plan,
  {
    key,
    kind,
    listener,
    by,
    note,
  }: Pick<Notice, 'key' | 'kind'> & { listener: Listener; by: string; note: string | undefined },
): Notice {
  const lead = subject.record === 'lead' ? subject : null;
  return {
    key,
    kind,
    recipient: listener.id,
    lead,
    inPanel: listener.inPanel,
    byEmail: listener.byEmail,
    details: {
      by,
      count: lead === null ? 0 : 1,
      leads: lead === null ? [] : [{ documentId: lead.documentId, title: lead.label }],
      ...(note === undefined ? {} : { note }),
    },
  };
}

/** About several now, so about no single lead. */
const joined = (earlier: Notice, more: Notice): Notice => ({
  ...earlier,
  lead: null,
  details: together(earlier.details, more.details),
});
