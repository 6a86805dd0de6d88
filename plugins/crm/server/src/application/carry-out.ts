import type { Plan } from '../../../core/kernel/plan';
import type { Ref } from '../../../core/kernel/values';
import {
  recordChanges,
  recordOperations,
  type Deed,
  type NumberedPlan,
} from '../reactions/history';
import { applyPlans } from '../store/apply-plans';
import type { Tx } from '../store/transaction';

/** One operation as it was planned or done. `operation` is empty for a preview, and when nothing changes. */
export interface Done {
  readonly plan: Plan;
  readonly operation: Ref | null;
}

/**
 * Writes plans and their history: the operations, the records, the changes. A plan that changes nothing
 * is answered, not recorded.
 */
export async function carryOut(
  tx: Tx,
  deed: Deed,
  plans: readonly NumberedPlan[],
): Promise<Done[]> {
  const effective = plans.filter(({ plan }) => plan.changes.length > 0);
  const recorded = await recordOperations(tx, deed, effective);
  await applyPlans(tx, recorded, deed.now);
  await recordChanges(tx, recorded, deed.now);
  const operations = new Map(recorded.map(({ plan, operation }) => [plan, operation]));
  return plans.map(({ plan }) => ({ plan, operation: operations.get(plan) ?? null }));
}

export const asPreview = (plans: readonly NumberedPlan[]): Done[] =>
  plans.map(({ plan }) => ({ plan, operation: null }));
