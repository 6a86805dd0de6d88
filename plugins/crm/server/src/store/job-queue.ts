import type { Core } from '@strapi/strapi';
import type PgBoss from 'pg-boss';
import type { Binding } from './sql';
import type { Tx } from './transaction';

/** A queue in the same PostgreSQL, by which several nodes share work. */
export interface JobQueue {
  /** Puts work into the queue with the transaction: both are committed, or neither. */
  send(key: string, tx?: Tx): Promise<void>;
  /** Looks at once instead of at the next round. */
  notify(): void;
  stop(): Promise<void>;
}

interface QueueOptions {
  readonly name: string;
  /** A node that is silent for so long, in seconds, has died; another one takes its work. */
  readonly expires: number;
  readonly work: (key: string) => Promise<void>;
}

const EVERY = 2;
const STOPPING = 15_000;

/**
 * Opens a queue of pg-boss, on two connections of its own beside the application's.
 *
 * @throws where the database user may not create a schema
 */
export async function openQueue(
  strapi: Core.Strapi,
  { name, expires, work }: QueueOptions,
): Promise<JobQueue> {
  const { default: Boss } = await import('pg-boss');
  const boss: PgBoss = new Boss({
    ...connectionOf(strapi),
    schema: schemaOf(strapi),
    application_name: 'strapi-plugin-crm',
    max: 2,
    schedule: false,
    maintenanceIntervalSeconds: 15,
  });
  boss.on('error', (error) => strapi.log.error(`The job queue of the CRM: ${error.message}`));
  await boss.start();
  // One message waits for each key; while it is worked on, the next one may wait already.
  await boss.createQueue(name, {
    name,
    policy: 'short',
    retryLimit: 1_000,
    retryDelay: EVERY,
    expireInSeconds: expires,
  });
  const worker: string = await boss.work<unknown>(
    name,
    { pollingIntervalSeconds: EVERY },
    async (messages) => {
      for (const { data } of messages) await work(keyIn(data));
      // Where there was one message there may be more: only an empty queue is waited at.
      boss.notifyWorker(worker);
    },
  );
  return {
    async send(key, tx) {
      const db = tx === undefined ? {} : { db: { executeSql: executeIn(tx) } };
      await boss.send(name, { key }, { singletonKey: key, ...db });
    },
    notify: () => boss.notifyWorker(worker),
    stop: () => boss.stop({ timeout: STOPPING }),
  };
}

/** Strapi tells the driver, for the whole process, to leave JSON as the text that it is. */
const keyIn = (data: unknown): string =>
  (typeof data === 'string' ? (JSON.parse(data) as { key: string }) : (data as { key: string }))
    .key;

/** The same server and database as Strapi's own connection. */
function connectionOf(strapi: Core.Strapi): object {
  const { connection } = strapi.db.config.connection;
  return typeof connection === 'string'
    ? { connectionString: connection }
    : { ...(connection as object) };
}

/** Beside the application's tables; two applications in one database have a queue each. */
function schemaOf(strapi: Core.Strapi): string {
  const own = strapi.db.getSchemaName() ?? 'public';
  return own === 'public' ? 'crm_jobs' : `${own.replaceAll(/\W/g, '_').slice(0, 40)}_crm_jobs`;
}

/** pg-boss numbers its parameters; ours are marked. */
const executeIn =
  (tx: Tx) =>
  async (text: string, values: unknown[] = []): Promise<{ rows: object[] }> => {
    const bindings: Binding[] = [];
    const sql = text.replaceAll('?', '\\?').replaceAll(/\$(\d+)/g, (_mark, number: string) => {
      const value = values[Number(number) - 1] ?? null;
      bindings.push(
        (typeof value === 'object' && value !== null && !(value instanceof Date)
          ? JSON.stringify(value)
          : value) as Binding,
      );
      return '?';
    });
    return { rows: await tx.rows({ sql, bindings }) };
  };
