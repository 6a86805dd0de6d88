import { refuseMerged } from '../../../../core/contact/model';
import { loadContacts } from '../../facts/people';
import type { Tx } from '../../store/transaction';
import { Refused } from '../refused';

/**
 * X70: nothing new is given to a contact that is part of another one. Ask it of contacts that are locked.
 *
 * @throws Refused with `contact.merged`
 */
export async function refuseMergedAmong(tx: Tx, ids: readonly number[]): Promise<void> {
  for (const contact of (await loadContacts(tx, [...new Set(ids)])).values()) {
    const refusal = refuseMerged(contact);
    if (refusal !== null) throw new Refused(refusal);
  }
}
