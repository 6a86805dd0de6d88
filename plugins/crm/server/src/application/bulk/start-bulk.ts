import { isRefusal, refuse } from '../../../../core/kernel/refusals';
import { allocatable, countItemsOf, loadBulkJob, type BulkJobFact } from '../../facts/bulk-jobs';
import { freezeLeads, setTargets } from '../../store/bulk-items';
import { setJob } from '../../store/bulk-jobs';
import { inTransaction, type Tx } from '../../store/transaction';
import { insertRecords } from '../../store/write';
import type { Request } from '../context';
import { Refused } from '../refused';
import { planAllocation } from './allocation';
import { ALLOCATE, deedNamed } from './deeds';
import { driverOf } from './driver';
import { expectAll, selectLeads, type Selection } from './selection';

export type { BulkJobFact } from '../../facts/bulk-jobs';

export interface BulkCall {
  readonly action: string;
  readonly input: unknown;
  readonly selection: Selection;
}

/**
 * Starts an action on many leads: which ones is settled here and now, whatever happens to the list later;
 * the work is done in batches after the answer.
 *
 * @throws Refused with `input.invalid`, or what keeps the whole of it from being done
 */
export async function startBulk(request: Request, call: BulkCall): Promise<BulkJobFact> {
  const input = deedNamed(call.action).parse(call.input);
  if (isRefusal(input)) throw new Refused(input);
  return inTransaction(request.strapi, async (tx) => {
    const job = await writeJob(tx, request, { action: call.action, input });
    await freezeLeads(tx, job, await selectLeads(request, tx, call.selection));
    const total = await countItemsOf(tx, job);
    expectAll(call.selection, total);
    await setJob(tx, job, { total });
    if (call.action === ALLOCATE) {
      const { targets } = await planAllocation(tx, input, await allocatable(tx, job));
      await setTargets(tx, job, targets);
    }
    return begin(tx, request, job);
  });
}

/** The job's own row; who it acts as is looked up anew for every batch. */
export async function writeJob(
  tx: Tx,
  { actor, door, login, now }: Request,
  job: { readonly action: string; readonly input: unknown; readonly undoes?: number },
): Promise<number> {
  const who = login == null ? null : { kind: login.kind, id: login.id, name: login.name };
  const [row] = await insertRecords(
    tx,
    'bulk-job',
    [
      {
        action: job.action,
        input: job.input,
        status: 'queued',
        total: 0,
        done: 0,
        refused: 0,
        failed: 0,
        startedBy: actor.member?.id ?? null,
        startedAt: now,
        actor: { door, login: who },
        undoes: job.undoes ?? null,
        settled: false,
      },
    ],
    now,
  );
  return row?.id ?? 0;
}

/** Hands the job to whoever works on jobs, as soon as it is committed. */
export async function begin(tx: Tx, { strapi }: Request, id: number): Promise<BulkJobFact> {
  const job = await loadBulkJob(tx, { id });
  if (job === undefined) throw new Refused(refuse('record.missing'));
  await driverOf(strapi).enqueue(tx, job.documentId);
  return job;
}
