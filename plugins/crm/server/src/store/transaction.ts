import type { Core } from '@strapi/strapi';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { Binding, Dialect, Sql } from './sql';
import { quote } from './sql';
import { tableOf, type Table } from './tables';

type Row = Record<string, unknown>;

/** One open transaction. Everything the plugin reads or writes on the way of an action goes through it. */
export interface Tx {
  readonly dialect: Dialect;
  table(record: string): Table;
  quote(name: string): string;
  /** Runs a statement and answers its rows. */
  rows<Result extends object = Row>(statement: Sql): Promise<Result[]>;
  /** Runs a statement and answers nothing. */
  run(statement: Sql): Promise<void>;
  /** Runs a statement and answers how many rows it changed. */
  changed(statement: Sql): Promise<number>;
  /**
   * Runs this once what the transaction wrote is there for others to see, and not at all when it is rolled
   * back. For a hint that may get lost: what has to follow is a row of the outbox.
   */
  afterCommit(work: () => void): void;
  /** Which database this is; applications of one process are told apart by it. */
  readonly database: object;
}

interface RawConnection {
  raw(sql: string, bindings: readonly Binding[]): Promise<unknown>;
}

function dialectOf(strapi: Core.Strapi): Dialect {
  const { client } = strapi.db.dialect;
  if (client === 'postgres' || client === 'mysql' || client === 'sqlite') return client;
  throw new Error(`The CRM does not know the database client ${client}.`);
}

type AfterCommit = Tx['afterCommit'];

/** A way to the database on this connection; inside a transaction, pass that transaction's. */
function openTx(strapi: Core.Strapi, connection: unknown, afterCommit: AfterCommit): Tx {
  const dialect = dialectOf(strapi);
  // knex's own type wants mutable bindings; it does not change them.
  const raw = connection as RawConnection;
  const answer = async (statement: Sql): Promise<unknown> => {
    // The driver of SQLite answers before it returns: without a turn of the loop a whole batch would
    // keep everybody else from being heard.
    if (dialect === 'sqlite') await nextTurn();
    return raw.raw(statement.sql, statement.bindings);
  };
  return {
    dialect,
    table: (record) => tableOf(strapi, record),
    quote: (name) => quote(dialect, name),
    rows: async <Result extends object>(statement: Sql) =>
      rowsOf<Result>(dialect, await answer(statement)),
    run: async (statement) => {
      await answer(statement);
    },
    changed: async (statement) => changedBy(dialect, await answer(statement)),
    afterCommit,
    database: strapi.db,
  };
}

function changedBy(dialect: Dialect, answer: unknown): number {
  switch (dialect) {
    case 'sqlite':
      return (answer as { changes: number }).changes;
    case 'postgres':
      return (answer as { rowCount: number }).rowCount;
    case 'mysql':
      return (answer as [{ affectedRows: number }])[0].affectedRows;
  }
}

function rowsOf<Result>(dialect: Dialect, answer: unknown): Result[] {
  switch (dialect) {
    case 'sqlite':
      return answer as Result[];
    case 'postgres':
      return (answer as { rows: Result[] }).rows;
    case 'mysql':
      return (answer as [Result[]])[0];
  }
}

const ATTEMPTS = 5;

/**
 * Runs the work in a transaction: the caller's if there is one, else one of its own, which is tried
 * again when the database gave it up to a deadlock or a lock that took too long (D5), and once when
 * somebody else wrote the same or took it away first. The caller's transaction is not ours to repeat.
 */
export async function inTransaction<Result>(
  strapi: Core.Strapi,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  if (!strapi.db.inTransaction()) return withRetry(() => committed(strapi, work));
  return strapi.db.transaction(({ trx, onCommit }) =>
    work(openTx(strapi, trx, onCommit)),
  ) as Promise<Result>;
}

/** Answers once it is committed: knex resolves a COMMIT that failed, and Strapi takes its word (I19). */
async function committed<Result>(
  strapi: Core.Strapi,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> {
  let outcome: unknown;
  const result = (await strapi.db.transaction(({ trx, onCommit }) => {
    outcome = trx.executionPromise;
    return work(openTx(strapi, trx, onCommit));
  })) as Result;
  await outcome;
  return result;
}

/** Reads in the caller's transaction if there is one; a single look-up needs none of its own. */
export const reading = <Result>(
  strapi: Core.Strapi,
  work: (tx: Tx) => Promise<Result>,
): Promise<Result> =>
  strapi.db.inTransaction()
    ? inTransaction(strapi, work)
    : work(openTx(strapi, strapi.db.connection, (after) => after()));

async function withRetry<Result>(attempt: () => Promise<Result>): Promise<Result> {
  for (let round = 1; ; round += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (round === ATTEMPTS || !(mayBeRepeated(error) || isLate(error, round))) throw error;
      await sleep(20 * round + Math.random() * 30 * round);
    }
  }
}

/**
 * An index met what somebody else has written meanwhile, or missed what has been deleted. Once more: a
 * rule that looks now sees it, too, and names the field of the input.
 */
const isLate = (error: unknown, round: number): boolean =>
  round === 1 && (isUniqueViolation(error) || MISSING_RECORDS.has(codeOf(error)));

const MISSING_RECORDS = new Set([
  '23503',
  'ER_NO_REFERENCED_ROW_2',
  'SQLITE_CONSTRAINT_FOREIGNKEY',
]);

const REPEATABLE = new Set([
  '40001', // PostgreSQL: could not serialise
  '40P01', // PostgreSQL: deadlock
  'ER_LOCK_DEADLOCK',
  'ER_LOCK_WAIT_TIMEOUT',
  'SQLITE_BUSY',
  'SQLITE_BUSY_SNAPSHOT',
]);

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';

/** Did the database give this up for another transaction's sake? Nothing has been changed then. */
export const mayBeRepeated = (error: unknown): boolean => REPEATABLE.has(codeOf(error));

const UNIQUE_VIOLATIONS = new Set([
  '23505',
  'ER_DUP_ENTRY',
  'SQLITE_CONSTRAINT_UNIQUE',
  'SQLITE_CONSTRAINT_PRIMARYKEY',
]);

/** Did a unique index of the database refuse this? */
export const isUniqueViolation = (error: unknown): boolean => UNIQUE_VIOLATIONS.has(codeOf(error));
