import { withdrawRequests } from '../../../../core/close-request/actions';
import { requestLeftBy } from '../../../../core/close-request/request';
import {
  contactsReached,
  contactsToDeactivate,
  leadsLeavingByUndo,
  NOT_UNDOABLE,
  planUndo,
} from '../../../../core/history/undo';
import { GRANT_KEYS } from '../../../../core/kernel/actor';
import type { Plan } from '../../../../core/kernel/plan';
import type { Ref } from '../../../../core/kernel/values';
import { isRefusal, refuse, type Refusal } from '../../../../core/kernel/refusals';
import { mayOnLead } from '../../../../core/lead/action';
import { leadSubject, type LeadFact } from '../../../../core/lead/model';
import { loadLeads } from '../../facts/leads';
import {
  findDeparted,
  findInactive,
  findMerged,
  findGone,
  findUsedElsewhere,
  loadCurrent,
  loadMembers,
  loadOperationsOfJob,
  type OperationFact,
} from '../../facts/operations';
import { protectingLeads } from '../../facts/people';
import { loadStanding } from '../../facts/settings';
import type { NumberedPlan } from '../../reactions/history';
import type { Tx } from '../../store/transaction';
import { asPreview, carryOut, type Done } from '../carry-out';
import { atItsTurn, configuredSettings, type Request } from '../context';
import { runRequestDeed } from '../run-request';
import type { RefusedLead } from '../../../../core/lead/plan';
import { lockTouched, mayBeInactive } from '../undo-operation';

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
  const changed = leads.filter(({ id }) => !requests.has(id));
  const judge = await judgeFor(
    tx,
    request,
    changed,
    new Map([...operations].filter(([leadId]) => !requests.has(leadId))),
  );
  for (const lead of changed) {
    const plan = judge(lead, operations.get(lead.id) ?? []);
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

type Judge = (lead: LeadFact, operations: readonly OperationFact[]) => Plan | Refusal;

/** Loads what undoing all of them may ask, once. */
export async function judgeFor(
  tx: Tx,
  { actor, strapi, now }: Request,
  leads: readonly LeadFact[],
  operations: ReadonlyMap<number, readonly OperationFact[]>,
): Promise<Judge> {
  const changes = [...operations.values()].flat().flatMap((operation) => operation.changes);
  const leaving = leads.flatMap((lead) =>
    leadsLeavingByUndo(
      lead,
      (operations.get(lead.id) ?? []).flatMap((operation) => operation.changes),
    ),
  );
  const { policy } = await loadStanding(tx, configuredSettings(strapi));
  const facts = {
    current: await loadCurrent(tx, changes),
    usedElsewhere: await findUsedElsewhere(tx, changes),
    members: await loadMembers(tx, changes),
    gone: await findGone(tx, changes),
    ...(await findDeparted(tx, changes)),
    inactive: await findInactive(tx, changes),
    merged: await findMerged(
      tx,
      contactsReached(changes).map(({ id }) => id),
    ),
    protections: await protectingLeads(tx, contactsToDeactivate(changes), leaving),
  };
  return (lead, own) => {
    const [first] = own;
    if (first === undefined) return refuse('operation.conflict', { because: NOTHING });
    const grant = GRANT_KEYS.find((key) => key === first.access) ?? 'edit';
    const refusal = mayOnLead({ actor, lead, policy }, grant);
    if (refusal !== null) return refusal;
    if (own.some(({ action }) => NOT_UNDOABLE.includes(action))) {
      return refuse('operation.conflict', { because: `"${first.action}" cannot be undone.` });
    }
    return planUndo({
      ...facts,
      changes: own.flatMap((operation) => operation.changes),
      subject: leadSubject(lead),
      access: first.access,
      whenInactive: own.every(({ action }) => mayBeInactive(action)),
      lead,
      now,
    });
  };
}

const NOTHING = 'There is nothing to undo on this lead.';
