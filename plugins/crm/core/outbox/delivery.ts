/** Where a row of the outbox stands. `sending` is out of our hands: what becomes of it is not known yet. */
export const OUTBOX_STATUSES = [
  'waiting',
  'claimed',
  'sending',
  'delivered',
  'skipped',
  'dead',
] as const;
export type OutboxStatus = (typeof OUTBOX_STATUSES)[number];

/** What an attempt came to; one that fails throws. */
export type Delivery =
  | { readonly outcome: 'delivered' }
  /** Nobody is to have it any more: the recipient has left, or has switched it off. */
  | { readonly outcome: 'skipped'; readonly because: string }
  /** Its time has not come; no attempt is counted. */
  | { readonly outcome: 'later'; readonly at: Date; readonly because: string };

const MINUTE = 60_000;

/** How long to wait after the first failure, the second, …: ten attempts in just under three days (D7). */
const PAUSES = [1, 5, 15, 60, 180, 360, 720, 1_440, 1_440].map((minutes) => minutes * MINUTE);

/** When to try again after so many failures; `null` when it is time to give up. */
export function nextAttempt(attempts: number, now: Date): Date | null {
  const pause = PAUSES[attempts - 1];
  return pause === undefined ? null : new Date(now.getTime() + pause);
}
