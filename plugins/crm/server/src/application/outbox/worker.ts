import type { Core } from '@strapi/strapi';
import { AsyncResource } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { onEnqueued } from '../../reactions/outbox';
import { deliver, tidyOutbox } from './deliver';

const JOB = 'crmOutbox';
/** For what a nudge did not reach: retries, other nodes' rows, digests whose job has ended. */
const EVERY_15_SECONDS = '*/15 * * * * *';
/** How long a shutdown waits for what is on its way. */
const PATIENCE = 10_000;

const workers = new WeakMap<object, Worker>();

class Worker {
  #running: Promise<void> | null = null;
  #again = false;
  #stopped = false;
  readonly #round: () => Promise<void>;

  constructor(private readonly strapi: Core.Strapi) {
    // Bound to here: called after a commit, it must not believe itself inside that request's transaction.
    this.#round = AsyncResource.bind(() => this.#deliver());
  }

  /** One round at a time; asked for meanwhile, another one follows. */
  nudge(): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    if (this.#running !== null) {
      this.#again = true;
      return this.#running;
    }
    this.#running = this.#round().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #deliver(): Promise<void> {
    do {
      this.#again = false;
      try {
        await deliver(this.strapi, { stopping: () => this.#stopped });
      } catch (error) {
        // The database is away, say; the clock comes round again.
        this.strapi.log.error('CRM outbox: a round of delivery broke off', error);
        return;
      }
    } while (this.#again && !this.#stopped);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    const patience = new AbortController();
    await Promise.race([
      this.#running,
      sleep(PATIENCE, undefined, { signal: patience.signal }).catch(() => undefined),
    ]);
    patience.abort();
  }
}

/**
 * Delivers from now on: by the clock, and at once after a commit that put something down. A node whose
 * jobs are switched off (`server.cron.enabled`) puts down and leaves the delivering to others.
 */
export function startDelivery(strapi: Core.Strapi): void {
  const isOn: boolean = strapi.config.get('server.cron.enabled', true);
  if (!isOn) return;
  const worker = new Worker(strapi);
  workers.set(strapi, worker);
  onEnqueued(strapi.db, () => void worker.nudge());
  strapi.cron.add({
    [JOB]: {
      task: () => worker.nudge(),
      options: { rule: EVERY_15_SECONDS },
    },
    [`${JOB}Tidy`]: {
      task: () => tidyOutbox(strapi),
      options: { rule: '0 40 3 * * *' },
    },
  });
}

/** Lets what is on its way arrive; the rest waits for the next start, or for another node. */
export async function stopDelivery(strapi: Core.Strapi): Promise<void> {
  const worker = workers.get(strapi);
  workers.delete(strapi);
  await worker?.stop();
}
