import {
  maySeeHolder,
  waysOut,
  whereToFind,
  type HolderFact,
} from '../../../../core/contact/address';
import type { Actor } from '../../../../core/kernel/actor';
import { refuse } from '../../../../core/kernel/refusals';
import { RECORD_OF_HOLDER } from '../../facts/addresses';
import { Refused } from '../refused';

/** The same sentence whoever holds it; whose it is, and what can be done, for those who may see that (R28). */
export function refusedAsTaken(holder: HolderFact, actor: Actor | null): Refused {
  if (!maySeeHolder(actor, holder)) return new Refused(refuse('email.taken'));
  const { documentId, label, active, kind } = holder;
  return new Refused(
    refuse('email.taken', {
      holder: {
        record: RECORD_OF_HOLDER[kind],
        documentId,
        label,
        active,
        where: whereToFind(holder),
        options: waysOut(holder),
      },
    }),
  );
}
