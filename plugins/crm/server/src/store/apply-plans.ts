import type { Change, Plan, RecordName } from '../../../core/kernel/plan';
import { THIS_OPERATION, type Ref, type Value } from '../../../core/kernel/values';
import type { Tx } from './transaction';
import { updateRows, type RowUpdate } from './write';

/** A plan together with the history row that it belongs to. */
export interface RecordedPlan {
  readonly plan: Plan;
  readonly operation: Ref;
}

/** Writes the changes of all plans, one record kind after the other: leads first, then contacts. */
export async function applyPlans(
  tx: Tx,
  recorded: readonly RecordedPlan[],
  now: Date,
): Promise<void> {
  for (const record of ['lead', 'contact'] as const) {
    const updates = updatesOf(recorded, record);
    if (updates.length > 0) await updateRows(tx, record, updates, now, record === 'lead');
  }
}

function updatesOf(recorded: readonly RecordedPlan[], record: RecordName): RowUpdate[] {
  const sets = new Map<number, Record<string, Value>>();
  for (const { plan, operation } of recorded) {
    // An operation of a lead makes a version of it, even one that changes nobody but its contacts.
    if (plan.subject.record === record && record === 'lead') sets.set(plan.subject.id, {});
    for (const { subject, field, after } of plan.changes) {
      if (subject.record !== record) continue;
      const set = sets.get(subject.id) ?? {};
      sets.set(subject.id, set);
      set[field] = after === THIS_OPERATION ? operation : after;
    }
  }
  return [...sets].map(([id, set]) => ({ id, set })).sort((left, right) => left.id - right.id);
}

/** The changes as history and replies hold them: with the real operation in place of its stand-in. */
export const withOperation = (changes: readonly Change[], operation: Ref): Change[] =>
  changes.map((change) =>
    change.after === THIS_OPERATION ? { ...change, after: operation } : change,
  );
