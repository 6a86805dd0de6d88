import { refuse, type Refusal } from '../kernel/refusals';

export const BULK_JOB_STATUSES = [
  'queued',
  'running',
  'paused',
  'done',
  'cancelled',
  'failed',
] as const;
export type BulkJobStatus = (typeof BULK_JOB_STATUSES)[number];

/** I26: each lead of a job has exactly one of these; `requested` waits for somebody's decision (R15). */
export const BULK_ITEM_STATUSES = ['pending', 'done', 'requested', 'refused', 'failed'] as const;
export type BulkItemStatus = (typeof BULK_ITEM_STATUSES)[number];

/** How many leads one transaction of a job takes: long ones hold others up, short ones cost a commit each. */
export const BATCH_SIZE = 500;

/** Said of a lead that a job had nothing to change on. */
export const UNCHANGED = 'unchanged';
/** Said of a lead that something broke on, which is nobody's rule. */
export const BROKEN = 'broken';

/** What a job is told while it exists, and the statuses that it can be told in. */
export const BULK_ORDERS = {
  pause: { from: ['queued', 'running'], to: 'paused' },
  // A failed one goes on where it stopped, once its cause is out of the way.
  resume: { from: ['paused', 'failed'], to: 'queued' },
  cancel: { from: ['queued', 'running', 'paused', 'failed'], to: 'cancelled' },
} as const satisfies Record<
  string,
  { readonly from: readonly BulkJobStatus[]; readonly to: BulkJobStatus }
>;
export type BulkOrder = keyof typeof BULK_ORDERS;

export const isOver = (status: BulkJobStatus): boolean =>
  status === 'done' || status === 'cancelled' || status === 'failed';

/** May a job in this status be told so? */
export function judgeOrder(order: BulkOrder, status: BulkJobStatus): Refusal | null {
  const { from }: { from: readonly BulkJobStatus[] } = BULK_ORDERS[order];
  return from.includes(status)
    ? null
    : refuse('operation.conflict', {
        because: `This job is ${status}; ${order} is for one that is ${from.join(' or ')}. Load it again.`,
      });
}

/** What is still going on cannot be taken back. */
export const judgeUndo = (status: BulkJobStatus): Refusal | null =>
  isOver(status)
    ? null
    : refuse('operation.conflict', {
        because: `This job is ${status}. Cancel it, or wait until it is done, and undo it then.`,
      });
