import type { Plan } from '../../../core/kernel/plan';
import type { Ref } from '../../../core/kernel/values';
import {
  recordChanges,
  recordOperations,
  type Deed,
  type NumberedPlan,
} from '../reactions/history';
import { followPortalAccess } from '../reactions/portal-access';
import { applyPlans } from '../store/apply-plans';
import { makeRecords } from '../store/make-records';
import { keepNextEvents } from '../store/next-events';
import type { Tx } from '../store/transaction';
import { keepKeysOf } from './contacts/keep-keys';
import { tell } from './tell';

/** One operation as it was planned or done. `operation` is empty for a preview, and when nothing changes. */
export interface Done {
  readonly plan: Plan;
  readonly operation: Ref | null;
}

/**
 * Writes plans and their history: the operations, the records made and changed, the changes, and who is
 * told. A plan that changes nothing is answered, not recorded, and nobody hears of it.
 */
export async function carryOut(
  tx: Tx,
  deed: Deed,
  plans: readonly NumberedPlan[],
): Promise<Done[]> {
  const effective = plans.filter(({ plan }) => plan.changes.length > 0);
  const recorded = await recordOperations(tx, deed, effective);
  const made = await makeRecords(tx, recorded, deed.now);
  await applyPlans(tx, made, deed.now);
  await followPortalAccess(
    tx,
    made.map(({ plan }) => plan),
    deed.now,
  );
  await recordChanges(tx, made, deed.now);
  await keepKeysOf(
    tx,
    made.map(({ plan }) => plan),
    deed.now,
  );
  await keepNextEvents(tx, leadsWithEvents(plans));
  await tell(tx, deed, made);
  const done = new Map(effective.map(({ plan }, index) => [plan, made[index]]));
  return plans.map(({ plan }) => done.get(plan) ?? { plan, operation: null });
}

/** The leads whose events these plans make, change or take away. */
const leadsWithEvents = (plans: readonly NumberedPlan[]): number[] =>
  plans.flatMap(({ plan }) =>
    plan.subject.record === 'lead' &&
    plan.changes.some(({ subject }) => subject.record === 'calendar-event')
      ? [plan.subject.id]
      : [],
  );

export const asPreview = (plans: readonly NumberedPlan[]): Done[] =>
  plans.map(({ plan }) => ({ plan, operation: null }));
