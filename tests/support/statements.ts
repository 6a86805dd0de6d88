import { untilQuiet, type App } from './app';

export interface Statement {
  readonly sql: string;
  readonly bindings?: unknown[];
  readonly __knexTxId?: string;
}

/** On one of our tables. Strapi keeps its own books in the background, whenever it likes. */
const isOurs = ({ sql }: Statement): boolean => sql.includes('crm_');

/** Runs the work once the application is quiet, and tells what it asked the database. */
export async function statementsOf(
  { strapi }: Pick<App, 'strapi'>,
  work: () => Promise<unknown>,
  counts: (statement: Statement) => boolean = isOurs,
): Promise<Statement[]> {
  // After a commit Strapi reads for its events, whenever it likes.
  await untilQuiet(strapi);
  const statements: Statement[] = [];
  const note = (statement: Statement): void => {
    if (counts(statement)) statements.push(statement);
  };
  await listening(strapi, 'query', note, work);
  return statements;
}

/**
 * How many statements of this process the database gave up as one half of a deadlock, those that were
 * tried again included. The server's own counters are of all who use it, and late.
 */
export async function deadlocksIn(
  { strapi }: Pick<App, 'strapi'>,
  work: () => Promise<unknown>,
): Promise<number> {
  let deadlocks = 0;
  const note = ({ code }: { code?: string }): void => {
    if (code === '40P01' || code === 'ER_LOCK_DEADLOCK') deadlocks += 1;
  };
  await listening(strapi, 'query-error', note, work);
  return deadlocks;
}

async function listening<Heard, Result>(
  strapi: App['strapi'],
  event: 'query' | 'query-error',
  note: (heard: Heard) => void,
  work: () => Promise<Result>,
): Promise<Result> {
  strapi.db.connection.on(event, note);
  try {
    return await work();
  } finally {
    strapi.db.connection.removeListener(event, note);
  }
}

/** The write of a bulk job's batch: it says of its leads what became of them. */
export const marksItems = ({ sql }: { sql: string }): boolean =>
  /^update [`"\w.]*crm_bulk_items/.test(sql);

/** Runs the work and tells the statements of each transaction that ended in it. */
async function transactionsOf<Result>(
  { strapi }: Pick<App, 'strapi'>,
  work: () => Promise<Result>,
): Promise<{ result: Result; transactions: Statement[][] }> {
  const running = new Map<string, Statement[]>();
  const transactions: Statement[][] = [];
  const note = (statement: Statement): void => {
    // oxlint-disable-next-line no-underscore-dangle -- knex calls it so
    const transaction = statement.__knexTxId ?? '';
    const statements = [...(running.get(transaction) ?? []), statement];
    running.set(transaction, statements);
    // For a moment knex still names it on the connection, which somebody else may have by then.
    if (/^(commit|rollback)/i.test(statement.sql) && running.delete(transaction))
      transactions.push(statements);
  };
  return { result: await listening(strapi, 'query', note, work), transactions };
}

/** The statements of the one batch that a bulk job takes; its start and its end are transactions of their own. */
export async function batchOf<Result>(
  app: Pick<App, 'strapi'>,
  run: () => Promise<Result>,
): Promise<{ job: Result; statements: Statement[] }> {
  const { result, transactions } = await transactionsOf(app, run);
  const batches = transactions.filter((statements) => statements.some(marksItems));
  expect(batches).toHaveLength(1);
  return { job: result, statements: batches[0] ?? [] };
}
