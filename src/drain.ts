import type { Core } from '@strapi/strapi';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Takes no new requests and lets those that have come in end: Strapi would cut them off. Whoever keeps an
 * unused connection open is not waited for.
 *
 * @param patience for how many milliseconds; what has not ended by then is cut off
 */
export async function drain(server: Server, patience: number): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  await Promise.race([closed, sleep(patience, undefined, { ref: false })]);
  clearInterval(idle);
}

interface Pool {
  numUsed(): number;
  numPendingAcquires(): number;
}

/**
 * Waits until nobody has asked the database for anything for a moment: after a commit Strapi reads for its
 * events without being waited for, and a pool that is closed under such a read ends the process with an error.
 */
export async function untilQuiet(strapi: Core.Strapi): Promise<void> {
  let quiet = 0;
  for (let look = 0; look < 200 && quiet < 3; look += 1) {
    quiet = isBusy(strapi) ? 0 : quiet + 1;
    await sleep(25);
  }
}

/** Does anybody wait for the database, or for a connection to it? */
export function isBusy(strapi: Core.Strapi): boolean {
  const { pool } = (strapi.db?.connection.client ?? {}) as { pool?: Pool };
  return pool !== undefined && pool.numUsed() + pool.numPendingAcquires() > 0;
}
