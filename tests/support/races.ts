import type { Knex } from 'knex';
import { setTimeout as sleep } from 'node:timers/promises';
import type { App } from './app';
import type { Made } from './builders';
import { databaseUnderTest } from './database';

export type Naive<Result = void> = (
  trx: Knex.Transaction,
  ready: () => Promise<void>,
) => Promise<Result>;

/** What two at once need: a starting line for naive code, and a row that holds the real one back. */
export function races(app: Pick<App, 'strapi'>) {
  const tableOf = (record: string): string =>
    app.strapi.db.metadata.get(`plugin::crm.${record}`).tableName;

  /** Starts all at once: each has its transaction open before the first goes on. */
  async function together<Result>(
    ...works: Naive<Result>[]
  ): Promise<PromiseSettledResult<Result>[]> {
    return started(works, () => Promise.resolve());
  }

  /**
   * As `together`, but what all have read is written one after the other: where it matters who is last, and
   * where rows name each other, which is now and then a deadlock on MariaDB that keeps naive code from losing.
   */
  async function inTurn<Result>(
    ...works: Naive<Result>[]
  ): Promise<PromiseSettledResult<Result>[]> {
    return started(works, (before) => Promise.allSettled(before));
  }

  async function started<Result>(
    works: readonly Naive<Result>[],
    turnAfter: (before: readonly Promise<Result>[]) => Promise<unknown>,
  ): Promise<PromiseSettledResult<Result>[]> {
    const line = startingLine(works.length);
    const runs: Promise<Result>[] = [];
    for (const work of works) {
      const before = [...runs];
      runs.push(
        app.strapi.db.connection.transaction(async (trx) => {
          await trx.raw('select 1');
          return work(trx, async () => {
            await line();
            await turnAfter(before);
          });
        }),
      );
    }
    return Promise.allSettled(runs);
  }

  /**
   * Holds the row of a record until that many others wait for it, does with it what is to come first, then
   * lets them all go at once.
   */
  async function heldBack<Result>(
    record: string,
    row: Made,
    waiting: number,
    work: () => Promise<Result>,
    first?: (holder: Knex.Transaction) => Promise<unknown>,
  ): Promise<Result> {
    const holder = await app.strapi.db.connection.transaction();
    try {
      await holder(tableOf(record)).where({ id: row.id }).forUpdate().select('id');
      const working = work();
      const held = await until(async () => (await waiters()) >= waiting);
      await first?.(holder);
      await holder.commit();
      const result = await working;
      expect(held).toBe(true);
      return result;
    } finally {
      if (!holder.isCompleted()) await holder.rollback();
    }
  }

  /** How many wait for a row of this database. */
  async function waiters(): Promise<number> {
    const knex = app.strapi.db.connection;
    if (databaseUnderTest === 'postgres') {
      const { rows } = await knex.raw(
        "select count(*) as n from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
      );
      return Number(rows[0].n);
    }
    // Not from information_schema.innodb_trx: that list stands still while several files look at it.
    const [[{ Status: status }]] = await knex.raw('show engine innodb status');
    const { database } = knex.client.config.connection;
    const waits = new RegExp(`^RECORD LOCKS .* of table \`${database}\`.* waiting$`, 'gm');
    return (status.match(waits) ?? []).length;
  }

  return { tableOf, together, inTurn, heldBack };
}

/** Nobody goes on before this many have arrived. */
function startingLine(runners: number): () => Promise<void> {
  let arrived = 0;
  let go: () => void = () => undefined;
  const start = new Promise<void>((resolve) => {
    go = resolve;
  });
  return async () => {
    arrived += 1;
    if (arrived === runners) go();
    await start;
  };
}

const PAUSE = 10;

/** Looks again until it is so; false after half a minute. */
async function until(isSo: () => Promise<boolean>): Promise<boolean> {
  for (let look = 0; look < 30_000 / PAUSE; look += 1) {
    if (await isSo()) return true;
    await sleep(PAUSE);
  }
  return false;
}
