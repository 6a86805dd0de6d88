import type { Core } from '@strapi/strapi';
import { withoutQueue } from '../../../../core/settings/check';
import { driveByQueue } from './drive-by-queue';
import { driveInProcess } from './drive-in-process';
import { findDriver, setDriver, type BulkDriver } from './driver';

/**
 * Begins to work on bulk jobs, those included that a stop or a crash has left. On PostgreSQL by a queue that
 * all nodes share; without the right to set one up, and on the other databases, in this process.
 */
export async function startBulkDriver(strapi: Core.Strapi): Promise<void> {
  if (strapi.db.dialect.client !== 'postgres') {
    setDriver(strapi, await driveInProcess(strapi));
    return;
  }
  // Not waited for: the application serves while its queue is set up.
  const starting = shared(strapi);
  // Whoever enqueues waits for it, and hears what went wrong.
  starting.catch((error: unknown) => strapi.log.error(`Bulk jobs do not run: ${String(error)}`));
  setDriver(strapi, {
    enqueue: async (tx, documentId) => (await starting).enqueue(tx, documentId),
    stop: async () => (await starting.catch(() => undefined))?.stop(),
    alone: async () => (await starting.catch(() => undefined))?.alone?.() ?? null,
  });
}

async function shared(strapi: Core.Strapi): Promise<BulkDriver> {
  try {
    return await driveByQueue(strapi);
  } catch (error) {
    const because = withoutQueue(error instanceof Error ? error.message : String(error));
    strapi.log.warn(because);
    return { ...(await driveInProcess(strapi)), alone: async () => because };
  }
}

/** A start that broke off before has nobody to stop. */
export const stopBulkDriver = async (strapi: Core.Strapi): Promise<void> =>
  findDriver(strapi)?.stop();
