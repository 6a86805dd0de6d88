import type { Setting } from '../kernel/action';
import type { Change } from '../kernel/plan';
import { isRef, sameValue } from '../kernel/values';
import type { LeadDecision } from '../lead/action';
import type { LeadFact } from '../lead/model';
import type { Told } from '../notification/told';
import { settledRequest } from './request';

/** What makes a waiting request pointless, and what its requester is told then. */
const ENDS: readonly {
  readonly because: string;
  readonly when: (lead: LeadFact, setting: Setting) => boolean;
}[] = [
  {
    because: 'The lead has been closed meanwhile.',
    when: (_lead, { field, after }) => field === 'status' && after === 'closed',
  },
  {
    because: 'The lead has been set inactive meanwhile.',
    when: (_lead, { field, after }) => field === 'active' && after === false,
  },
  {
    because: 'The lead has another owner now.',
    when: (lead, { field, after }) => field === 'owner' && !sameValue(lead.owner, after),
  },
];

const YOURS = 'The lead is yours now.';

/** Why these settings end the request that waits for the lead, or `null` where they leave it alone. */
const endedBy = (lead: LeadFact, set: readonly Setting[]): string | null =>
  ENDS.find(({ when }) => set.some((setting) => when(lead, setting)))?.because ?? null;

interface Voided {
  readonly set: readonly Setting[];
  readonly changes: readonly Change[];
  readonly tells: readonly Told[];
}

/**
 * R16, X38, X47: whatever closes a lead, gives it to somebody else or sets it inactive voids the request that
 * waits for it, in the same transaction, and says so to the requester.
 */
export function voidedBy(lead: LeadFact, set: readonly Setting[], now: Date): Voided | null {
  const { pendingCloseRequest: request, pendingRequester: requester } = lead;
  if (request === null || set.some(({ field }) => field === 'pendingCloseRequest')) return null;
  const because = endedBy(lead, set);
  if (because === null) return null;
  const isTheirs = set.some(
    ({ field, after }) => field === 'owner' && isRef(after) && after.id === requester?.id,
  );
  return {
    set: [{ field: 'pendingCloseRequest', after: null, rule: 'R16' }],
    changes: settledRequest(request, {
      leadId: lead.id,
      status: 'void',
      decider: null,
      note: because,
      now,
    }),
    tells:
      requester === null
        ? []
        : [
            {
              kind: 'close-request.voided',
              to: [{ member: requester }],
              // Said once (R17), and so to whom the lead is given that it is theirs.
              note: isTheirs ? YOURS : because,
            },
          ],
  };
}

/** The decision, with what it means for a waiting request. */
export function withoutPendingRequest(
  lead: LeadFact,
  decision: LeadDecision,
  now: Date,
): LeadDecision {
  const voided = voidedBy(lead, decision.set, now);
  if (voided === null) return decision;
  return {
    ...decision,
    set: [...decision.set, ...voided.set],
    changes: [...(decision.changes ?? []), ...voided.changes],
    tells: [...(decision.tells ?? []), ...voided.tells],
  };
}
