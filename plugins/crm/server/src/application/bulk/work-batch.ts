import { effectsOf, unchangedAmong } from '../../../../core/bulk/effects';
import { BROKEN, UNCHANGED } from '../../../../core/bulk/model';
import { leaves, stillToSettle } from '../../../../core/bulk/settle';
import { requestLeftBy } from '../../../../core/close-request/request';
import { refuse } from '../../../../core/kernel/refusals';
import type { BulkJobFact } from '../../facts/bulk-jobs';
import { documentIdsOf } from '../../facts/references';
import { addBrought, countUp } from '../../store/bulk-jobs';
import { markItems, type ItemResult } from '../../store/bulk-items';
import type { Tx } from '../../store/transaction';
import type { Done } from '../carry-out';
import type { Request } from '../context';
import { runLeadAction, type LeadActionResult } from '../run-lead-action';
import { deedNamed, jobRef, type Targets } from './deeds';

export interface Item {
  readonly leadId: number;
  readonly targetId: number | null;
}

/**
 * Does a job's action to the next few of its leads, and says in the same transaction what became of each:
 * a process that is killed has done all of this batch or nothing of it.
 */
export async function workBatch(
  tx: Tx,
  request: Request,
  job: BulkJobFact,
  items: readonly Item[],
): Promise<void> {
  const result = await runLeadAction(request, {
    action: deedNamed(job.action, await targetsOf(tx, items)),
    ids: items.map(({ leadId }) => leadId),
    input: job.input,
    skipRefused: true,
    bulkJob: jobRef(job),
  });
  await recordResults(tx, job, items, resultsOf(result));
  await recordBrought(tx, job, result.done);
}

/** As the preview counts it (Tally). */
export async function recordBrought(
  tx: Tx,
  job: BulkJobFact,
  done: readonly Done[],
): Promise<void> {
  const plans = done.map(({ plan }) => plan);
  const { inactive, active, voided } = effectsOf(plans);
  await addBrought(tx, job.id, {
    unchanged: unchangedAmong(plans),
    voided: voided.length,
    contactsInactive: inactive.length,
    contactsActive: active.length,
  });
}

/** Who gets which lead, by documentId. */
async function targetsOf(tx: Tx, items: readonly Item[]): Promise<Targets> {
  const ids = [...new Set(items.flatMap(({ targetId }) => targetId ?? []))];
  if (ids.length === 0) return new Map();
  const members = await documentIdsOf(tx, 'member', ids);
  return new Map(
    items.flatMap(({ leadId, targetId }) => {
      const member = targetId === null ? undefined : members.get(targetId);
      return member === undefined ? [] : [[leadId, member] as const];
    }),
  );
}

const resultsOf = ({ done, refused, decided }: LeadActionResult): ItemResult[] => [
  ...done.map(({ plan, operation }, index): ItemResult => {
    const decision = decided[index];
    const cascade = decision === undefined ? null : stillToSettle(decision, plan);
    const request = requestLeftBy(plan);
    return {
      leadId: plan.subject.id,
      status: request === undefined ? 'done' : 'requested',
      requestId: request?.id ?? null,
      operationId: operation?.id ?? null,
      ...(operation === null ? { code: UNCHANGED, message: 'There was nothing to change.' } : {}),
      leaves: decision !== undefined && leaves(decision),
      unsettled: cascade === null ? null : JSON.stringify(cascade),
    };
  }),
  ...refused.map(
    ({ lead, refusal }): ItemResult => ({
      leadId: lead.id,
      status: 'refused',
      code: refusal.code,
      message: refusal.message,
    }),
  ),
];

/** Writes what became of a batch, and adds it to the job's counters. */
export async function recordResults(
  tx: Tx,
  job: BulkJobFact,
  items: readonly Pick<Item, 'leadId'>[],
  found: readonly ItemResult[],
): Promise<void> {
  const known = new Set(found.map(({ leadId }) => leadId));
  const gone = refuse('record.missing');
  const results = [
    ...found,
    ...items
      .filter(({ leadId }) => !known.has(leadId))
      .map(
        ({ leadId }): ItemResult => ({
          leadId,
          status: 'refused',
          code: gone.code,
          message: gone.message,
        }),
      ),
  ];
  await markItems(tx, job.id, results);
  const count = (status: ItemResult['status']): number =>
    results.filter((result) => result.status === status).length;
  await countUp(tx, job.id, {
    done: count('done'),
    requested: count('requested'),
    refused: count('refused'),
    failed: count('failed'),
  });
}

/** A lead on which something broke; the reason goes to the log, with ids and without people's data. */
export const brokenItem = (leadId: number): ItemResult => ({
  leadId,
  status: 'failed',
  code: BROKEN,
  message:
    'Something broke on this lead, and nothing was changed. The log of the server says what.',
});
