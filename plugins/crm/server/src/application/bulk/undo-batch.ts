import { withdrawRequests } from '../../../../core/close-request/actions';
import { requestLeftBy } from '../../../../core/close-request/request';
import type { Ref } from '../../../../core/kernel/values';
import { isRefusal } from '../../../../core/kernel/refusals';
import type { LeadFact } from '../../../../core/lead/model';
import type { RefusedLead } from '../../../../core/lead/plan';
import { loadLeads } from '../../facts/leads';
import { loadOperationsOfJob, type OperationFact } from '../../facts/operations';
import type { NumberedPlan } from '../../reactions/history';
import type { Tx } from '../../store/transaction';
import { asPreview, carryOut, type Done } from '../carry-out';
import { atItsTurn, type Request } from '../context';
import { judgeUndo, undoingOn } from '../judge-undo';
import { runRequestDeed } from '../run-request';
import { lockTouched } from '../undo-operation';

interface UndoneBatch {
  readonly done: readonly Done[];
  readonly refused: readonly RefusedLead[];
}

/**
 * Takes back what a job did to some of its leads: each lead as undoing its own operation would, all in a
 * fixed number of statements. A lead on which something has changed since stays as it is, and says so. What
 * the job only asked for is withdrawn where it still waits (R16); what was decided since stays.
 *
 * @param job the job that is undone; `by` the job that undoes it, none for a preview
 */
export async function undoBatch(
  tx: Tx,
  asker: Request,
  { job, by, leadIds }: { job: number; by?: Ref; leadIds: readonly number[] },
): Promise<UndoneBatch> {
  const operations = await loadOperationsOfJob(tx, job, leadIds);
  const all = [...operations.values()].flat();
  if (by !== undefined) await lockTouched(tx, all);
  const leads = await loadLeads(tx, leadIds);
  const request = atItsTurn(asker, leads);
  const requests = requestsIn(operations);
  const withdrawn = await withdraw(request, { requests, leads, by });
  const plans: NumberedPlan[] = [];
  const refused: RefusedLead[] = [...withdrawn.refused];
  const undoings = leads
    .filter(({ id }) => !requests.has(id))
    .map((lead) => undoingOn(lead, operations.get(lead.id) ?? []));
  const judge = await judgeUndo(tx, request, undoings);
  for (const undoing of undoings) {
    const { lead } = undoing;
    const plan = judge(undoing);
    if (isRefusal(plan)) refused.push({ lead, refusal: plan });
    else plans.push({ plan, number: lead.version + 1 });
  }
  if (by === undefined) return { done: [...withdrawn.done, ...asPreview(plans)], refused };
  const { actor, door, now } = request;
  const undoes = new Map([...operations].map(([leadId, [first]]) => [leadId, first?.id ?? 0]));
  const deed = { action: 'undo', actor, door, now, input: {}, undoes, bulkJob: by };
  return { done: [...withdrawn.done, ...(await carryOut(tx, deed, plans))], refused };
}

/** The requests that a job has made, by lead, as documentIds. */
const requestsIn = (
  operations: ReadonlyMap<number, readonly OperationFact[]>,
): ReadonlyMap<number, string> =>
  new Map(
    [...operations].flatMap(([leadId, made]) =>
      made.flatMap((operation) => {
        const request = requestLeftBy(operation);
        return request === undefined ? [] : [[leadId, request.documentId] as const];
      }),
    ),
  );

async function withdraw(
  request: Request,
  {
    requests,
    leads,
    by,
  }: { requests: ReadonlyMap<number, string>; leads: readonly LeadFact[]; by: Ref | undefined },
): Promise<UndoneBatch> {
  if (requests.size === 0) return { done: [], refused: [] };
  const outcomes = await runRequestDeed(request, {
    documentIds: [...requests.values()],
    deed: withdrawRequests,
    input: {},
    preview: by === undefined,
    bulkJob: by,
  });
  const results = new Map(outcomes.map(({ documentId, result }) => [documentId, result]));
  const done: Done[] = [];
  const refused: RefusedLead[] = [];
  for (const lead of leads) {
    const result = results.get(requests.get(lead.id) ?? '');
    if (result === undefined) continue;
    if ('done' in result) done.push(result.done);
    else refused.push({ lead, refusal: result.refusal });
  }
  return { done, refused };
}
