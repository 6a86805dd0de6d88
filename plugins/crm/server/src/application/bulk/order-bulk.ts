import { BULK_ORDERS, judgeOrder, type BulkOrder } from '../../../../core/bulk/model';
import type { BulkJobFact } from '../../facts/bulk-jobs';
import { setJob } from '../../store/bulk-jobs';
import { inTransaction } from '../../store/transaction';
import type { Request } from '../context';
import { Refused } from '../refused';
import { driverOf } from './driver';
import { findJob } from './read-bulk';

/**
 * Pauses, resumes or cancels a job. A batch that is running is finished first, as the job is locked by it.
 *
 * @throws Refused with `record.missing`, or `operation.conflict` where it is too late
 */
export const orderBulk = (
  { strapi, actor, now }: Request,
  { documentId, order }: { documentId: string; order: BulkOrder },
): Promise<BulkJobFact> =>
  inTransaction(strapi, async (tx) => {
    const job = await findJob(tx, actor, documentId, { lock: true });
    const refusal = judgeOrder(order, job.status);
    if (refusal !== null) throw new Refused(refusal);
    const { to } = BULK_ORDERS[order];
    await setJob(tx, job.id, {
      status: to,
      settled: false,
      problem: null,
      finishedAt: order === 'cancel' ? now : null,
    });
    // A cancelled job has a last look to take at whom it kept for the sake of leads it has closed since.
    if (order !== 'pause') await driverOf(strapi).enqueue(tx, documentId);
    return findJob(tx, actor, documentId);
  });
