import type { Plan } from '../kernel/plan';

/** What a plan does beside its lead: people who become inactive or active, and requests that become void. */
export interface Effects {
  readonly inactive: readonly number[];
  readonly active: readonly number[];
  readonly voided: readonly number[];
}

/** Row ids, as batches share people (X2). */
export function effectsOf(plans: readonly Pick<Plan, 'changes'>[]): Effects {
  const changes = plans.flatMap((plan) => plan.changes);
  const becoming = (record: string, field: string, value: unknown): number[] => [
    ...new Set(
      changes.flatMap((change) =>
        change.subject.record === record && change.field === field && change.after === value
          ? [change.subject.id]
          : [],
      ),
    ),
  ];
  return {
    inactive: becoming('contact', 'active', false),
    active: becoming('contact', 'active', true),
    voided: becoming('close-request', 'status', 'void'),
  };
}

/** Of the plans of a batch, those that leave everything as it is. */
export const unchangedAmong = (plans: readonly Pick<Plan, 'changes'>[]): number =>
  plans.filter(({ changes }) => changes.length === 0).length;
