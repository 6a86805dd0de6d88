import type { Plan } from '../kernel/plan';
import type { CascadeOrder, DecidedLead } from '../lead/action';

/** What kept a contact active and may have gone by the end of the job: another lead, or its company. */
const MAY_GO: readonly string[] = ['R7', 'R8', 'X7'];

/** Does this lead stop protecting its people by this very decision (R7)? */
export const leaves = ({ decision }: Pick<DecidedLead, 'decision'>): boolean =>
  (decision.cascade?.scope ?? 'nobody') !== 'nobody';

/**
 * X2, R7: what is still to be judged of a lead when all leads of its job are done. A lead that another one
 * of the same job waits for still protects, so that at no moment a live lead is without its people; whoever
 * was kept for its sake is looked at again when it has gone, too. Where everyone on a lead is reached (R6),
 * the last of the leads takes whom they share, and nothing is left to do. Only a death still is: who died on
 * one lead may have been taken by a later one, which did not know of it (R30), also where the first was
 * closed before and takes nobody (X17). Such a lead, which does not leave, is settled after those that do:
 * one of them may be taking that person only then.
 */
export function stillToSettle(
  { decision: { cascade } }: Pick<DecidedLead, 'decision'>,
  { kept }: Pick<Plan, 'kept'>,
): CascadeOrder | null {
  if (cascade === undefined) return null;
  if (cascade.scope === 'nobody') return cascade.death ? cascade : null;
  if (cascade.scope === 'everyone' && !cascade.death) return null;
  return kept.some(({ rule }) => MAY_GO.includes(rule)) ? cascade : null;
}
