import { keptBecause } from '../../plan/kept';
import type { Words } from '../../words';

const REASON = /^Reason: (.*)$/s;

/** What a notification says besides: the CRM's own sentences in the reader's language, and a person's words as they are. */
export function noteIn(words: Words, note: string): string {
  const reason = REASON.exec(note)?.[1];
  return reason === undefined
    ? keptBecause(words, note)
    : words.say('crm.history.reason', { reason });
}
