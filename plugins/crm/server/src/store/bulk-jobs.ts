import type { BulkItemStatus, BulkJobStatus } from '../../../core/bulk/model';
import { toBinding } from './sql';
import type { Tx } from './transaction';

type Counter = Exclude<BulkItemStatus, 'pending'>;

/** Adds to the counters of a job what a batch has done, in the batch's own transaction. */
export async function countUp(
  tx: Tx,
  job: number,
  { done = 0, requested = 0, refused = 0, failed = 0 }: Partial<Record<Counter, number>>,
): Promise<void> {
  await tx.run({
    sql: `update ${tx.quote(tx.table('bulk-job').name)} set done = done + ?, requested = coalesce(requested, 0) + ?, refused = refused + ?, failed = coalesce(failed, 0) + ?, status = 'running', updated_at = ? where id = ?`,
    bindings: [
      done,
      requested,
      refused,
      failed,
      toBinding(tx.dialect, 'datetime', new Date()),
      job,
    ],
  });
}

/** Sets where a job stands; `finishedAt` and `problem` only where they are given. */
export async function setJob(
  tx: Tx,
  job: number,
  set: {
    status?: BulkJobStatus;
    finishedAt?: Date | null;
    problem?: string | null;
    total?: number;
    settled?: boolean;
  },
): Promise<void> {
  const columns = {
    status: set.status,
    finished_at:
      set.finishedAt === undefined ? undefined : toBinding(tx.dialect, 'datetime', set.finishedAt),
    problem: set.problem,
    total: set.total,
    settled: set.settled === undefined ? undefined : toBinding(tx.dialect, 'boolean', set.settled),
    updated_at: toBinding(tx.dialect, 'datetime', new Date()),
  };
  const given = Object.entries(columns).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  await tx.run({
    sql: `update ${tx.quote(tx.table('bulk-job').name)} set ${given.map(([name]) => `${tx.quote(name)} = ?`).join(', ')} where id = ?`,
    bindings: [...given.map(([, value]) => value), job],
  });
}
