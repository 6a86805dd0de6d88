import type { Core } from '@strapi/strapi';
import { AsyncResource } from 'node:async_hooks';
import { unfinishedJobs } from '../../facts/bulk-jobs';
import { reading } from '../../store/transaction';
import type { BulkDriver } from './driver';
import { workThrough } from './work-through';

/** A job works for so long, in milliseconds, before another one has its turn. */
const SLICE = 5_000;
/** After a fault of the database a job is tried again, this much later. */
const AGAIN = 5_000;
/** So many jobs at once at most, and never more than half of the connections. */
const AT_ONCE = 2;

/** Works on jobs in this process: where there is one process for a database, or no queue to share them by. */
export async function driveInProcess(strapi: Core.Strapi): Promise<BulkDriver> {
  const waiting: string[] = [];
  const running = new Map<string, Promise<void>>();
  const retries = new Set<NodeJS.Timeout>();
  let stopped = false;

  const add = (documentId: string): void => {
    if (!waiting.includes(documentId)) waiting.push(documentId);
    // Bound to the start of the process: a job belongs to no request and to no request's transaction.
    pump();
  };
  const pump = AsyncResource.bind((): void => {
    if (stopped) return;
    while (running.size < limitOf(strapi)) {
      const next = waiting.find((documentId) => !running.has(documentId));
      if (next === undefined) return;
      waiting.splice(waiting.indexOf(next), 1);
      running.set(next, slice(next));
    }
  });

  async function slice(documentId: string): Promise<void> {
    const end = Date.now() + SLICE;
    const until = (): boolean => stopped || Date.now() > end;
    try {
      if ((await workThrough(strapi, documentId, { until })) === 'more') waiting.push(documentId);
    } catch (error) {
      strapi.log.error(`Bulk job ${documentId} waits: ${String(error)}`);
      later(documentId);
    } finally {
      running.delete(documentId);
      pump();
    }
  }

  function later(documentId: string): void {
    const timer = setTimeout(() => {
      retries.delete(timer);
      add(documentId);
    }, AGAIN);
    retries.add(timer);
  }

  for (const documentId of await reading(strapi, unfinishedJobs)) add(documentId);
  return {
    async enqueue(tx, documentId) {
      tx.afterCommit(() => add(documentId));
    },
    async stop() {
      stopped = true;
      for (const timer of retries) clearTimeout(timer);
      await Promise.allSettled(running.values());
    },
  };
}

function limitOf(strapi: Core.Strapi): number {
  const { pool } = strapi.db.connection.client as { pool?: { max: number } };
  return Math.max(1, Math.min(AT_ONCE, Math.floor((pool?.max ?? 1) / 2)));
}
