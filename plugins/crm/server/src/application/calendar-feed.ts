import type { Core } from '@strapi/strapi';
import { createHash, randomBytes } from 'node:crypto';
import { startOfDay } from '../../../core/calendar/due';
import { FEED_REACH } from '../../../core/calendar/feed';
import { refuse } from '../../../core/kernel/refusals';
import type { Ref } from '../../../core/kernel/values';
import { loadDue, type PlacedItem } from '../facts/due';
import { findFeedOwner, hasFeed } from '../facts/members';
import { loadStanding } from '../facts/settings';
import { inTransaction, reading } from '../store/transaction';
import { updateRows } from '../store/write';
import { configuredSettings, type Request } from './context';
import { Refused } from './refused';

export type { PlacedItem } from '../facts/due';

/** 32 random bytes need no salt: nobody goes through them, and a look-up by the hash is exact. */
const SECRET = /^[\w-]{43}$/;
const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/**
 * Makes the address of the caller's calendar, or a new one in its place: the old one ends at once. Only a
 * hash of the secret is kept.
 *
 * @throws Refused with `actor.unknown` where no member asks
 */
export async function makeFeed(request: Request): Promise<string> {
  const secret = randomBytes(32).toString('base64url');
  await setFeed(request, hashOf(secret));
  return secret;
}

export const revokeFeed = (request: Request): Promise<void> => setFeed(request, null);

export const readFeedState = (request: Request): Promise<boolean> =>
  reading(request.strapi, (tx) => hasFeed(tx, memberOf(request).id));

const setFeed = (request: Request, calendarFeed: string | null): Promise<void> =>
  inTransaction(request.strapi, (tx) =>
    updateRows(
      tx,
      'member',
      [{ id: memberOf(request).id, set: { calendarFeed } }],
      request.now,
      false,
    ),
  );

function memberOf({ actor }: Request): Ref {
  if (actor.member === null) throw new Refused(refuse('actor.unknown'));
  return actor.member;
}

export interface Feed {
  readonly owner: string;
  readonly timeZone: string;
  readonly items: readonly PlacedItem[];
}

/**
 * What the owner of this address is to do. An address that was revoked, or whose owner has left, is not
 * there: nothing tells it from one that never was.
 *
 * @throws Refused with `record.missing`
 */
export const readFeed = (strapi: Core.Strapi, secret: string, now: Date): Promise<Feed> =>
  reading(strapi, async (tx) => {
    const owner = SECRET.test(secret) ? await findFeedOwner(tx, hashOf(secret)) : undefined;
    if (owner === undefined) throw new Refused(refuse('record.missing'));
    const { timeZone } = (await loadStanding(tx, configuredSettings(strapi))).settings;
    const items = await loadDue(tx, {
      from: startOfDay(now, timeZone, -FEED_REACH.before),
      to: startOfDay(now, timeZone, FEED_REACH.after),
      overdue: { timed: now, allDay: now },
      member: owner.id,
      after: null,
      limit: FEED_REACH.limit,
    });
    return { owner: owner.label, timeZone, items };
  });
