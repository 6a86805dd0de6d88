import type { App } from './app';

export interface Statement {
  readonly sql: string;
  readonly __knexTxId?: string;
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
  strapi.db.connection.on('query', note);
  try {
    return { result: await work(), transactions };
  } finally {
    strapi.db.connection.removeListener('query', note);
  }
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
