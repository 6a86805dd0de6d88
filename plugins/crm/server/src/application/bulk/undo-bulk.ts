import { judgeUndo } from '../../../../core/bulk/model';
import { refuse } from '../../../../core/kernel/refusals';
import { countItemsOf, undoableLeads, type BulkJobFact } from '../../facts/bulk-jobs';
import { freezeLeads } from '../../store/bulk-items';
import { setJob } from '../../store/bulk-jobs';
import { inTransaction } from '../../store/transaction';
import type { Request } from '../context';
import { Refused } from '../refused';
import { UNDO } from './deeds';
import { findJob } from './read-bulk';
import { begin, writeJob } from './start-bulk';

/**
 * Takes a whole job back, as a job of its own: on every lead on which it did something, each as undoing that
 * operation would. It can be undone in its turn.
 *
 * @throws Refused with `record.missing`, or `operation.conflict` while the job is going on
 */
export const undoBulk = (request: Request, documentId: string): Promise<BulkJobFact> =>
  inTransaction(request.strapi, async (tx) => {
    const job = await findJob(tx, request.actor, documentId, { lock: true });
    const refusal = judgeUndo(job.status);
    if (refusal !== null) throw new Refused(refusal);
    const input = { job: job.documentId, action: job.action };
    const undo = await writeJob(tx, request, { action: UNDO, input, undoes: job.id });
    await freezeLeads(tx, undo, undoableLeads(tx, job.id));
    const total = await countItemsOf(tx, undo);
    if (total === 0) {
      throw new Refused(
        refuse('operation.conflict', {
          because: 'This job has changed nothing; there is nothing to undo.',
        }),
      );
    }
    await setJob(tx, undo, { total });
    return begin(tx, request, undo);
  });
