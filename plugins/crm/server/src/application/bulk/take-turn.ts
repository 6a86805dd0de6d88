import type { Core } from '@strapi/strapi';
import { isOver } from '../../../../core/bulk/model';
import type { Actor } from '../../../../core/kernel/actor';
import { isRefusal } from '../../../../core/kernel/refusals';
import { loadBulkJob, type BulkJobFact } from '../../facts/bulk-jobs';
import {
  markItems,
  nextPending,
  nextUnsettled,
  requeueConflicts,
  settleItems,
} from '../../store/bulk-items';
import { countUp, setJob } from '../../store/bulk-jobs';
import { inTransaction, type Tx } from '../../store/transaction';
import type { Request } from '../context';
import { actorOfJob } from './actor-of-job';
import { isUndo, jobRef } from './deeds';
import { settleBatch } from './settle-batch';
import { undoBatch } from './undo-batch';
import { brokenItem, recordBrought, recordResults, workBatch, type Item } from './work-batch';

/** Is there more to do for this job, right now? */
export type Turn = 'more' | 'over';

/** How often an undo comes back to a lead that another one's undoing may have set free meanwhile. */
const ATTEMPTS = 3;

/**
 * The next step of a job, in one transaction: a batch of its leads, a last look at some people, or its end.
 * The job is locked meanwhile, so that several nodes take turns, and pausing waits for the batch.
 */
export const takeTurn = (strapi: Core.Strapi, documentId: string, size: number): Promise<Turn> =>
  inTransaction(strapi, async (tx) => {
    const job = await loadBulkJob(tx, { documentId }, { lock: true });
    if (job === undefined || rests(job)) return 'over';
    const actor = await actorOfJob(strapi, tx, job.actor);
    if (isRefusal(actor)) {
      // Nothing more is done in the name of somebody who may not even log in.
      await setJob(tx, job.id, {
        ...(isOver(job.status) ? {} : { status: 'failed', finishedAt: new Date() }),
        problem: actor.message,
        settled: true,
      });
      return 'over';
    }
    const request = requestOf(strapi, job, actor);
    if (!isOver(job.status) && (await workOn(tx, request, job, size))) return 'more';
    if (await settleBatch(tx, request, job, size)) return 'more';
    await setJob(tx, job.id, {
      settled: true,
      ...(isOver(job.status) ? {} : { status: 'done', finishedAt: new Date() }),
    });
    return 'over';
  });

const rests = ({ status, settled }: BulkJobFact): boolean =>
  status === 'paused' || (isOver(status) && settled);

/** A batch happens when it is done, and not when its job was started: jobs are paused, and wait (I5). */
const requestOf = (
  strapi: Core.Strapi,
  { actor: { door } }: BulkJobFact,
  actor: Actor,
): Request => ({
  strapi,
  actor,
  door,
  now: new Date(),
});

async function workOn(tx: Tx, request: Request, job: BulkJobFact, size: number): Promise<boolean> {
  const items = await nextPending(tx, job.id, size);
  if (items.length > 0) {
    await (job.undoesId === null
      ? workBatch(tx, request, job, items)
      : undoItems(tx, request, job, job.undoesId, items));
    return true;
  }
  if (!isUndo(job)) return false;
  const again = await requeueConflicts(tx, job.id, ATTEMPTS);
  if (again > 0) await countUp(tx, job.id, { refused: -again });
  return again > 0;
}

async function undoItems(
  tx: Tx,
  request: Request,
  job: BulkJobFact,
  undone: number,
  items: readonly Item[],
): Promise<void> {
  const leadIds = items.map(({ leadId }) => leadId);
  const { done, refused } = await undoBatch(tx, request, { job: undone, by: jobRef(job), leadIds });
  await recordResults(tx, job, items, [
    ...done.map(({ plan, operation }) => ({
      leadId: plan.subject.id,
      status: 'done' as const,
      operationId: operation?.id ?? null,
    })),
    ...refused.map(({ lead, refusal }) => ({
      leadId: lead.id,
      status: 'refused' as const,
      code: refusal.code,
      message: refusal.message,
    })),
  ]);
  await recordBrought(tx, job, done);
}

/** Sets the next lead of a job aside, as something breaks on it: the others must not wait for it. */
export const setAside = (strapi: Core.Strapi, documentId: string): Promise<void> =>
  inTransaction(strapi, async (tx) => {
    const job = await loadBulkJob(tx, { documentId }, { lock: true });
    if (job === undefined || rests(job)) return;
    const [item] = isOver(job.status) ? [] : await nextPending(tx, job.id, 1);
    if (item !== undefined) {
      await markItems(tx, job.id, [brokenItem(item.leadId)]);
      await countUp(tx, job.id, { failed: 1 });
      return;
    }
    const waiting = await nextUnsettled(tx, job.id, 1);
    await settleItems(
      tx,
      job.id,
      waiting.map(({ leadId }) => leadId),
    );
  });

/** Gives a job up where one lead after the other breaks: the cause is not in the leads. */
export const giveUp = (strapi: Core.Strapi, documentId: string): Promise<void> =>
  inTransaction(strapi, async (tx) => {
    const job = await loadBulkJob(tx, { documentId }, { lock: true });
    if (job === undefined || isOver(job.status)) return;
    await setJob(tx, job.id, {
      status: 'failed',
      finishedAt: new Date(),
      problem:
        'One lead after the other broke, so the job was stopped. The log of the server says what; resume the job when it has been mended.',
    });
  });
