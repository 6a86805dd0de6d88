import type { LeadDecision } from '../action';
import type { LeadFact } from '../model';

/** Moving on without the qualification data makes asking for them pointless. */
const ENDS_WAITING = ['pipeline', 'stage', 'state'];

/**
 * R23, E20+, X38: a lead that waits for its qualification data and is moved, closed or set inactive by
 * anything else stops waiting; its task is cancelled by the same operation.
 */
export function withoutPendingTask(lead: LeadFact, decision: LeadDecision): LeadDecision {
  const task = lead.pendingQualification;
  if (task === null) return decision;
  const settled = decision.set.some(({ field }) => field === 'pendingQualification');
  const ends = decision.set.some(
    ({ field, after }) =>
      ENDS_WAITING.includes(field) ||
      (field === 'active' && after === false) ||
      (field === 'status' && after === 'closed'),
  );
  if (settled || !ends) return decision;
  return {
    ...decision,
    set: [...decision.set, { field: 'pendingQualification', after: null, rule: 'R23' }],
    changes: [
      ...(decision.changes ?? []),
      {
        subject: { record: 'task', ...task },
        field: 'status',
        before: 'open',
        after: 'cancelled',
        rule: 'R23',
      },
    ],
  };
}
