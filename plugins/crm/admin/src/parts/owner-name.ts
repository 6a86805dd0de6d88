import type { OwnerRow } from '../api/replies';
import type { Words } from '../words';

/** X32: whose lead it is, and whether they have left, so that somebody has to take it over. */
export const ownerName = (words: Words, owner: OwnerRow | null): string =>
  owner === null
    ? words.say('crm.panel.nobody')
    : owner.active
      ? owner.name
      : words.say('crm.panel.left', { name: owner.name });
