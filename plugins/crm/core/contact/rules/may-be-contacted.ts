import type { ContactFact } from '../model';

export type Silence = 'deceased' | 'do-not-contact';

/**
 * R30: may anything be sent to this person, by whatever channel? Whoever sends asks when sending, not when
 * it was decided to. Answers why not.
 */
export function mayBeContacted({
  deceased,
  doNotContact,
}: Pick<ContactFact, 'deceased' | 'doNotContact'>): true | Silence {
  if (deceased) return 'deceased';
  return doNotContact ? 'do-not-contact' : true;
}
