import type { Change } from '../../../core/kernel/plan';
import { leadSubject } from '../../../core/lead/model';
import { findFirstStage } from '../facts/pipelines';
import { loadLeads } from '../facts/leads';
import { inTransaction } from '../store/transaction';
import { carryOut } from './carry-out';
import type { Request } from './context';

/** The history of a lead begins with its first stage: the default pipeline's, state New (S1, E1). */
export async function beginLead({ strapi, actor, door, now }: Request, id: number): Promise<void> {
  await inTransaction(strapi, async (tx) => {
    const [lead] = await loadLeads(tx, [id]);
    const first = await findFirstStage(tx);
    if (lead === undefined || first === undefined) return;
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
    const plan = { subject, access: 'edit', changes, kept: [] };
    await carryOut(tx, { action: 'create', actor, door, input: {}, now }, [
      { plan, number: lead.version + 1 },
    ]);
  });
}
