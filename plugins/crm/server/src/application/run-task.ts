import { refuse } from '../../../core/kernel/refusals';
import type { TaskFact } from '../../../core/lead/facts';
import type { LeadAction } from '../../../core/lead/action';
import type { TaskStatus } from '../../../core/task/model';
import { findTask } from '../facts/qualification';
import { lockRows } from '../store/lock';
import { inTransaction, type Tx } from '../store/transaction';
import type { Done } from './carry-out';
import type { Request } from './context';
import { Refused } from './refused';
import { runLeadAction } from './run-lead-action';

/**
 * Does something with one task: an operation of its lead, made for this task, on the one path of
 * every lead action. Read once more under the lock of the lead, so that nothing is done twice.
 *
 * @throws Refused with `record.missing`, `request.settled` or the action's own refusal
 */
export async function runTaskAction(
  request: Request,
  call: {
    readonly documentId: string;
    readonly make: (task: TaskFact) => LeadAction;
    readonly input: unknown;
    readonly preview: boolean;
    /** What it is done to: open ones, where nothing is said. */
    readonly from?: readonly TaskStatus[];
  },
): Promise<{ action: string; done: Done | undefined }> {
  const { documentId, make, input, preview, from = ['open'] } = call;
  return inTransaction(request.strapi, async (tx) => {
    const task = await lockTask(tx, documentId, preview);
    if (!from.includes(task.status)) {
      throw new Refused(refuse('request.settled', { task: task.label, status: task.status }));
    }
    const action = make(task);
    const ids = [task.leadId];
    const { done } = await runLeadAction(request, { action, ids, input, preview });
    return { action: action.key, done: done[0] };
  });
}

/** Whoever comes second reads what the first one left. */
async function lockTask(tx: Tx, documentId: string, preview: boolean): Promise<TaskFact> {
  const found = await findTask(tx, documentId);
  if (found !== undefined && !preview) await lockRows(tx, 'lead', [found.leadId]);
  const task = preview ? found : await findTask(tx, documentId);
  if (task === undefined) throw new Refused(refuse('record.missing'));
  return task;
}
