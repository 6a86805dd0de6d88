import type { Core } from '@strapi/strapi';
import { setImmediate as nextRound, setTimeout as sleep } from 'node:timers/promises';
import { BATCH_SIZE } from '../../../../core/bulk/model';
import { mayBeRepeated } from '../../store/transaction';
import { giveUp, setAside, takeTurn, type Turn } from './take-turn';

/** So many leads in a row on which something breaks are no coincidence. */
const TOO_MANY = 10;

/**
 * Works on a job, batch by batch, until it is over or `until` says that it is somebody else's turn. A batch
 * that breaks is rolled back and tried again in halves, until the lead that breaks it stands alone and is
 * set aside.
 */
export async function workThrough(
  strapi: Core.Strapi,
  documentId: string,
  { until, batchSize = BATCH_SIZE }: { until: () => boolean; batchSize?: number },
): Promise<Turn> {
  let size = batchSize;
  let broken = 0;
  while (!until()) {
    try {
      if ((await takeTurn(strapi, documentId, size)) === 'over') return 'over';
      size = Math.min(batchSize, size * 2);
      broken = 0;
    } catch (error) {
      strapi.log.error(`Bulk job ${documentId}, a batch of ${size}: ${wordsOf(error)}`);
      if (size > 1) {
        if (!mayBeRepeated(error)) size = Math.max(1, Math.floor(size / 4));
      } else {
        broken += 1;
        if (broken < TOO_MANY) await setAside(strapi, documentId);
        else await giveUp(strapi, documentId);
      }
    }
    await othersFirst(strapi);
  }
  return 'more';
}

/** A database says what it was to write before it says what is wrong: people's data stay out of the log. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { message, stack = '' } = error;
  const place = stack.startsWith(`${error.name}: ${message}`)
    ? stack.slice(error.name.length + 2 + message.length)
    : '';
  return `${message.slice(message.lastIndexOf(' - ') + 1)}${place.slice(0, 1_000)}`;
}

interface Pool {
  numPendingAcquires(): number;
}

/** So long do others go first at most, in milliseconds, before the next batch has its turn again. */
const PATIENCE = 400;
/** Nobody has asked for the database for so many looks: then nobody is in the middle of something. */
const QUIET = 3;
const LOOK = 8;

/**
 * Lets requests that wait for the database go first. On SQLite there is one connection for all, and a
 * request asks for it once for each of its statements; elsewhere a job holds one of many, and waits only
 * when all are taken.
 */
async function othersFirst(strapi: Core.Strapi): Promise<void> {
  const { pool } = strapi.db.connection.client as { pool?: Pool };
  if (pool === undefined || pool.numPendingAcquires() === 0) return nextRound();
  const since = Date.now();
  for (let quiet = 0; quiet < QUIET && Date.now() - since < PATIENCE; ) {
    await sleep(LOOK);
    quiet = pool.numPendingAcquires() > 0 ? 0 : quiet + 1;
  }
}
