import type { LeadFact } from '../lead/model';

/**
 * When a deed on these leads happens. The clock is read at the door, before the leads are locked, and each
 * node has one of its own: whoever comes second must not be recorded as the first (I5).
 *
 * @param now the clock at the door
 * @param leads as read under their locks
 * @returns `now`, or the time of the last deed on any of the leads if that is later
 */
export function timeOfDeed(now: Date, leads: readonly Pick<LeadFact, 'lastActedAt'>[]): Date {
  let latest = now.getTime();
  for (const { lastActedAt } of leads) {
    if (lastActedAt !== null) latest = Math.max(latest, Date.parse(lastActedAt));
  }
  return latest === now.getTime() ? now : new Date(latest);
}
