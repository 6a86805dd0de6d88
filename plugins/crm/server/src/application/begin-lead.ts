import type { Change } from '../../../core/kernel/plan';
import { isRefusal, refuseField, type Refusal } from '../../../core/kernel/refusals';
import { leadSubject, type LeadFact } from '../../../core/lead/model';
import {
  defaultPipeline,
  firstStage,
  type PipelineFact,
  type Place,
} from '../../../core/pipeline/model';
import { loadLeads } from '../facts/leads';
import { loadPipelines } from '../facts/pipelines';
import type { NumberedPlan } from '../reactions/history';
import { inTransaction } from '../store/transaction';
import { carryOut } from './carry-out';
import type { Request } from './context';
import { Refused } from './refused';

/** A new lead, and where it is to begin: row ids, as a write holds them. */
export interface NewLead {
  readonly id: number;
  readonly pipeline?: number | undefined;
  readonly stage?: number | undefined;
}

/**
 * The history of a lead begins with the first stage of its pipeline, state New (S1, E1): of the pipeline
 * that was chosen, or that the chosen stage belongs to, else of the default one.
 *
 * @throws Refused with `input.invalid` where there is no such pipeline
 */
export async function beginLeads(
  { strapi, actor, door, now }: Request,
  fresh: readonly NewLead[],
): Promise<void> {
  const wishes = new Map(fresh.map((lead) => [lead.id, lead]));
  await inTransaction(strapi, async (tx) => {
    const pipelines = await loadPipelines(tx);
    const leads = await loadLeads(tx, [...wishes.keys()]);
    const plans = leads.map((lead) => {
      const place = beginningOf(pipelines, wishes.get(lead.id));
      if (isRefusal(place)) throw new Refused(place);
      return beginning(lead, place, now);
    });
    await carryOut(tx, { action: 'create', actor, door, input: {}, now }, plans);
  });
}

function beginningOf(
  pipelines: readonly PipelineFact[],
  wish: NewLead | undefined,
): Place | Refusal {
  const pipeline =
    wish?.pipeline !== undefined
      ? pipelines.find(({ id }) => id === wish.pipeline)
      : wish?.stage !== undefined
        ? pipelines.find(({ stages }) => stages.some(({ id }) => id === wish.stage))
        : defaultPipeline(pipelines, 'lead');
  const field = wish?.pipeline === undefined && wish?.stage !== undefined ? 'stage' : 'pipeline';
  if (pipeline === undefined) return refuseField(field, `There is no such ${field}.`);
  const stage = firstStage(pipeline, 'new');
  return stage === undefined || pipeline.kind !== 'lead'
    ? refuseField(field, `No lead can begin in the pipeline "${pipeline.label}".`)
    : { pipeline, stage };
}

function beginning(lead: LeadFact, { pipeline, stage }: Place, now: Date): NumberedPlan {
  const subject = leadSubject(lead);
  const begins = (field: string, after: Change['after']): Change => ({
    subject,
    field,
    before: null,
    after,
    rule: 'S1',
  });
  const changes = [
    begins('pipeline', pipeline),
    begins('stage', stage),
    begins('state', 'new'),
    begins('status', 'open'),
    begins('active', true),
    begins('stageEnteredAt', now.toISOString()),
  ];
  return { plan: { subject, access: 'edit', changes, kept: [] }, number: lead.version + 1 };
}
