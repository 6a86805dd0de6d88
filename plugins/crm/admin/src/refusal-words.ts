import type { OfferedAction } from './api/replies';
import type { Words } from './words';

type Refusal = NonNullable<OfferedAction['refusal']>;

/** R13: why something cannot be done, and where it is a matter of rights, who could do it. */
export function reasonOf(words: Words, refusal: Refusal): string {
  const { roles, owner } = refusal.whoCould;
  const who = [...roles, ...(owner === null ? [] : [owner.label])];
  const reason = words.refusal(refusal);
  return /^access\.|^close-lost\.denied$/.test(refusal.code) && who.length > 0
    ? `${reason} ${words.say('crm.whoCould', { who: words.list(who) })}`
    : reason;
}
