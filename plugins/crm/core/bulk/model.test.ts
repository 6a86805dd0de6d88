import { BULK_JOB_STATUSES, BULK_ORDERS, judgeOrder, judgeUndo, type BulkOrder } from './model';

const ORDERS = Object.keys(BULK_ORDERS) as BulkOrder[];
const allowed = (order: BulkOrder) =>
  BULK_JOB_STATUSES.filter((status) => judgeOrder(order, status) === null);

describe('what a bulk job can be told', () => {
  it('is paused while it waits or runs', () => {
    expect(allowed('pause')).toEqual(['queued', 'running']);
  });

  it('goes on when it was paused, or when it failed', () => {
    expect(allowed('resume')).toEqual(['paused', 'failed']);
  });

  it('is cancelled until it is done', () => {
    expect(allowed('cancel')).toEqual(['queued', 'running', 'paused', 'failed']);
  });

  it('says what it is and what the order is for', () => {
    for (const order of ORDERS) {
      expect(judgeOrder(order, 'done')?.message).toContain(`This job is done; ${order} is for one`);
    }
  });

  it('is undone only when nothing of it is still going on', () => {
    expect(BULK_JOB_STATUSES.filter((status) => judgeUndo(status) === null)).toEqual([
      'done',
      'cancelled',
      'failed',
    ]);
  });
});
