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

/** What a batch has brought about beside the standing of its leads. */
export interface Brought {
  readonly unchanged: number;
  readonly voided: number;
  readonly contactsInactive: number;
  readonly contactsActive: number;
}

/** Adds that up, too; whether the job goes on is not asked. */
export async function addBrought(tx: Tx, job: number, brought: Brought): Promise<void> {
  const jobs = tx.table('bulk-job');
  const added = Object.entries(brought).filter(([, count]) => count !== 0);
  if (added.length === 0) return;
  const sets = added.map(([name]) => `${jobs.own(name)} = coalesce(${jobs.own(name)}, 0) + ?`);
  await tx.run({
    sql: `update ${tx.quote(jobs.name)} set ${sets.join(', ')} where id = ?`,
    bindings: [...added.map(([, count]) => count as number), job],
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
