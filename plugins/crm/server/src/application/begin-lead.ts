import type { Change } from '../../../core/kernel/plan';
import { leadSubject, type LeadFact } from '../../../core/lead/model';
import { findFirstStage } from '../facts/pipelines';
import { loadLeads } from '../facts/leads';
import type { NumberedPlan } from '../reactions/history';
import { inTransaction } from '../store/transaction';
import { carryOut } from './carry-out';
import type { Request } from './context';

type Place = NonNullable<Awaited<ReturnType<typeof findFirstStage>>>;

/** The history of a lead begins with its first stage: the default pipeline's, state New (S1, E1). */
export async function beginLeads(
  { strapi, actor, door, now }: Request,
  ids: readonly number[],
): Promise<void> {
  await inTransaction(strapi, async (tx) => {
    const first = await findFirstStage(tx);
    if (first === undefined) return;
    const leads = await loadLeads(tx, ids);
    const plans = leads.map((lead) => beginning(lead, first, now));
    await carryOut(tx, { action: 'create', actor, door, input: {}, now }, plans);
  });
}

function beginning(lead: LeadFact, first: Place, now: Date): NumberedPlan {
  const subject = leadSubject(lead);
  const begins = (field: string, after: Change['after']): Change => ({
    subject,
    field,
    before: null,
    after,
    rule: 'S1',
  });
  const changes = [
    begins('pipeline', first.pipeline),
    begins('stage', first.stage),
    begins('state', 'new'),
    begins('status', 'open'),
    begins('active', true),
    begins('stageEnteredAt', now.toISOString()),
  ];
  return { plan: { subject, access: 'edit', changes, kept: [] }, number: lead.version + 1 };
}
