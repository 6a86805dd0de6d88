import type { Core } from '@strapi/strapi';
import { AsyncResource } from 'node:async_hooks';
import { unfinishedJobs } from '../../facts/bulk-jobs';
import { openQueue } from '../../store/job-queue';
import { reading } from '../../store/transaction';
import type { BulkDriver } from './driver';
import { workThrough } from './work-through';

const QUEUE = 'crm-bulk';
/** A node works for so long, in milliseconds, before it looks for the next message. */
const SLICE = 5_000;
/** Longer than any batch: a node that has said nothing for so long, in seconds, is dead. */
const EXPIRES = 60;

/**
 * Shares jobs among all nodes of one PostgreSQL by pg-boss. A message names a job; the next one is sent
 * before its work begins, so that other nodes join in, and go on when this one dies. They take turns by the
 * lock on the job: the queue only says that there is work, the database which leads are left.
 */
export async function driveByQueue(strapi: Core.Strapi): Promise<BulkDriver> {
  let stopped = false;

  const work = AsyncResource.bind(async (documentId: string): Promise<void> => {
    const unfinished = await reading(strapi, unfinishedJobs);
    if (!unfinished.includes(documentId)) return;
    await again(documentId);
    if (stopped) return;
    const end = Date.now() + SLICE;
    const until = (): boolean => stopped || Date.now() > end;
    await workThrough(strapi, documentId, { until });
  });

  const queue = await openQueue(strapi, { name: QUEUE, expires: EXPIRES, work });
  const again = (documentId: string): Promise<void> => queue.send(documentId);
  for (const documentId of await reading(strapi, unfinishedJobs)) await again(documentId);
  return {
    async enqueue(tx, documentId) {
      await queue.send(documentId, tx);
      tx.afterCommit(() => queue.notify());
    },
    async stop() {
      stopped = true;
      await queue.stop();
    },
  };
}
