import { setImmediate as nextRound } from 'node:timers/promises';
import { BATCH_SIZE, judgeUndo } from '../../../../core/bulk/model';
import { leaves } from '../../../../core/bulk/settle';
import { isRefusal } from '../../../../core/kernel/refusals';
import { allocatableAmong, undoableLeads } from '../../facts/bulk-jobs';
import type { Sql } from '../../store/sql';
import { inTransaction, reading, type Tx } from '../../store/transaction';
import type { Request } from '../context';
import { Refused } from '../refused';
import { runLeadAction } from '../run-lead-action';
import { planAllocation, type Allocation } from './allocation';
import { ALLOCATE, deedNamed, UNDO } from './deeds';
import { findJob } from './read-bulk';
import { expectAll, selectLeads } from './selection';
import type { BulkCall } from './start-bulk';
import { Tally, type BulkPreview } from './tally';
import { undoBatch } from './undo-batch';

/**
 * What a job would do if it were started now: judged by the same rules, batch by batch, without locks, and
 * nothing written.
 *
 * @throws Refused where the job itself would be refused
 */
export async function previewBulk(request: Request, call: BulkCall): Promise<BulkPreview> {
  const { strapi } = request;
  const input = deedNamed(call.action).parse(call.input);
  if (isRefusal(input)) throw new Refused(input);
  const ids = await reading(strapi, async (tx) =>
    idsOf(tx, await selectLeads(request, tx, call.selection)),
  );
  expectAll(call.selection, ids.length);
  const allocation =
    call.action === ALLOCATE
      ? await reading(strapi, async (tx) =>
          planAllocation(tx, input, await allocatableAmong(tx, ids)),
        )
      : undefined;
  const action = deedNamed(call.action, targetsIn(allocation));
  const tally = new Tally(call.action, ids.length);
  for (const batch of batchesOf(ids)) {
    const { done, refused, decided } = await runLeadAction(request, {
      action,
      ids: batch,
      input,
      preview: true,
      skipRefused: true,
    });
    tally.add(done, refused);
    tally.leave(decided.filter(leaves).map(({ lead }) => lead.id));
    await nextRound();
  }
  await inTransaction(strapi, (tx) => tally.settle(tx));
  return tally.result(allocation);
}

/** The same of an undo. */
export async function previewUndo(request: Request, documentId: string): Promise<BulkPreview> {
  const { strapi, actor } = request;
  const { job, ids } = await reading(strapi, async (tx) => {
    const found = await findJob(tx, actor, documentId);
    return { job: found, ids: await idsOf(tx, undoableLeads(tx, found.id)) };
  });
  const refusal = judgeUndo(job.status);
  if (refusal !== null) throw new Refused(refusal);
  const tally = new Tally(UNDO, ids.length);
  for (const leadIds of batchesOf(ids)) {
    const { done, refused } = await inTransaction(strapi, (tx) =>
      undoBatch(tx, request, { job: job.id, leadIds }),
    );
    tally.add(done, refused);
    await nextRound();
  }
  return tally.result(undefined);
}

async function idsOf(tx: Tx, { sql, bindings }: Sql): Promise<number[]> {
  const rows = await tx.rows<{ id: number }>({
    sql: `select distinct chosen.id from (${sql}) chosen order by chosen.id desc`,
    bindings,
  });
  return rows.map(({ id }) => id);
}

function* batchesOf(ids: readonly number[]): Generator<readonly number[]> {
  for (let at = 0; at < ids.length; at += BATCH_SIZE) yield ids.slice(at, at + BATCH_SIZE);
}

function targetsIn(allocation: Allocation | undefined): Map<number, string> {
  if (allocation === undefined) return new Map();
  const documentIds = new Map(allocation.members.map(({ id, documentId }) => [id, documentId]));
  return new Map(
    [...allocation.targets].map(([leadId, member]) => [leadId, documentIds.get(member) ?? '']),
  );
}
