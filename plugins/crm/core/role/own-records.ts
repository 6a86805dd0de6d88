import type { Actor } from '../kernel/actor';
import type { CrmRecord } from './roles';

/** A filter that finds nothing; ids begin at 1. */
const NOTHING = { id: 0 };

const mine = (actor: Actor, key: string): object =>
  actor.member === null ? NOTHING : { [key]: actor.member.id };

/**
 * Records of one person: what of them an actor sees, as a filter in Strapi's own form, or `null` for all.
 * Others are not refused but not there, through every door that reads.
 */
const SEEN: Partial<Record<CrmRecord, (actor: Actor) => object>> = {
  // R17: where its recipient wants mails alone, there is a row, and nothing in the panel.
  notification: (actor) => ({ $and: [mine(actor, 'recipientKey'), { inPanel: true }] }),
  // R27: a list kept under a name, for oneself or for the team.
  'saved-view': (actor) => ({ $or: [mine(actor, 'ownerKey'), { shared: true }] }),
};

export const isPersonal = (record: string): boolean => record in SEEN;

/** What of these records is shown to the actor; the system sees all. */
export const seenBy = (record: string, actor: Actor): object | null =>
  actor.kind === 'system' ? null : (SEEN[record as CrmRecord]?.(actor) ?? null);
