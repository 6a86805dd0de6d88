import type { Plan } from '../../../../core/kernel/plan';
import { SYSTEM } from '../../../../core/kernel/actor';
import { leadSubject, type LeadFact } from '../../../../core/lead/model';
import type { LeadDraft } from '../../../../core/transfer/drafts';
import { loadImportGround } from '../../facts/import';
import { loadLeads } from '../../facts/leads';
import { defaultPipeline } from '../../../../core/pipeline/model';
import { loadPipelines } from '../../facts/pipelines';
import { findByText } from '../../store/read';
import type { Tx } from '../../store/transaction';
import { insertRecords } from '../../store/write';
import { carryOut } from '../carry-out';
import { isOpportunity } from './leads';

const CITIES = ['Bristol', 'Boston', 'Hamburg', 'Oslo'];

/** What the qualified leads became. Only the code links an opportunity to its lead (I13). */
export async function makeOpportunities(
  tx: Tx,
  drafts: readonly LeadDraft[],
  now: Date,
): Promise<void> {
  const qualified = drafts.filter(isOpportunity);
  const ids = await findByText(
    tx,
    'lead',
    'externalId',
    qualified.map(({ externalId }) => externalId),
  );
  const leads = new Map(
    (await loadLeads(tx, [...ids.values()])).map((lead) => [lead.id, lead] as const),
  );
  const { values } = await loadImportGround(tx);
  const pipeline = defaultPipeline(await loadPipelines(tx), 'opportunity');
  const stages = (pipeline?.stages ?? []).filter(({ state }) => state === 'open');
  const found = qualified.flatMap((draft) => {
    const lead = leads.get(ids.get(draft.externalId) ?? 0);
    return lead === undefined ? [] : [{ draft, lead }];
  });
  const made = await insertRecords(
    tx,
    'opportunity',
    found.map(({ draft, lead }, index) => ({
      externalId: draft.externalId,
      name: draft.title,
      responsible: lead.owner?.id ?? null,
      company: lead.company?.id ?? null,
      city: CITIES[index % CITIES.length] ?? null,
      sellingDirection: values.get('selling-direction:products')?.id ?? null,
      estimatedRevenue: draft.estimatedValue,
      pipeline: pipeline?.id ?? null,
      stage: stages[index % stages.length]?.id ?? null,
      originatingLead: lead.id,
      qualificationKey: `${lead.documentId}:1`,
      createdAt: draft.closedAt,
    })),
    now,
  );
  const plans = found.flatMap(({ draft, lead }, index) => {
    const row = made[index];
    if (row === undefined) return [];
    return { plan: linked(lead, { ...row, label: draft.title }), number: lead.version + 1 };
  });
  const input = { source: 'demo' };
  await carryOut(tx, { action: 'import', actor: SYSTEM, door: 'code', input, now }, plans);
}

function linked(lead: LeadFact, opportunity: Plan['changes'][number]['after']): Plan {
  const subject = leadSubject(lead);
  const change = { subject, field: 'opportunity', before: null, after: opportunity, rule: 'S9' };
  return { subject, access: 'edit', changes: [change], kept: [] };
}
