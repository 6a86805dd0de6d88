import { setTimeout as sleep } from 'node:timers/promises';
import { isBusy } from '../../src/drain';
import type { Strapi } from './app';
import { contentOf, crmTables } from './rows';

interface Statement {
  readonly sql?: string;
}

type Query = (connection: object, statement: Statement) => Promise<unknown>;

export interface Faults {
  /**
   * Runs the work with a fault at its nth statement. It broke and committed nothing; or Strapi went on
   * without that statement and committed; or it has fewer statements before it commits.
   */
  at(statement: number, work: () => Promise<unknown>): Promise<'broke' | 'went on' | 'fine'>;
  /** The same for the same rows in every CRM table, link tables included. */
  snapshot(): Promise<string>;
  stop(): void;
}

const WRITES = /^\s*(insert|update|delete)/i;
const COMMITS = /^\s*commit/i;
// What opens, nests and takes back transactions always works: that is what is relied on.
const CONTROL = /^\s*(begin|start transaction|rollback|savepoint|release|set )/i;

/**
 * Breaks statements where every one of them passes, at knex's driver: inside transactions and out. A
 * broken commit is one that the database answers by rolling back.
 */
export function faults(strapi: Strapi): Faults {
  // knex keeps no types of its dialects' inside, and no other place sees the statements of transactions.
  /* oxlint-disable no-underscore-dangle */
  const dialect = Object.getPrototypeOf(strapi.db.connection.client) as { _query: Query };
  const real = dialect._query;
  let countdown = 0;
  let committed = false;
  let latest = 0;
  const written = new WeakSet<object>();

  dialect._query = async function query(this: object, connection, statement) {
    const sql = statement.sql ?? '';
    latest = Date.now();
    // After the commit only Strapi's own events follow, whose faults end the process.
    if (countdown > 0 && !committed && !CONTROL.test(sql)) {
      countdown -= 1;
      if (countdown === 0) {
        written.delete(connection);
        if (COMMITS.test(sql)) await real.call(this, connection, { ...statement, sql: 'rollback' });
        throw new Error('injected fault');
      }
    }
    const answer = await real.call(this, connection, statement);
    if (WRITES.test(sql)) written.add(connection);
    if (/^\s*rollback/i.test(sql)) written.delete(connection);
    if (COMMITS.test(sql)) {
      committed ||= written.has(connection);
      written.delete(connection);
    }
    return answer;
  };

  const tables = crmTables(strapi);

  return {
    async at(statement, work) {
      // Strapi reads for its events after the answer; its reads of the last work are not this one's.
      while (isBusy(strapi) || Date.now() - latest < 15) await sleep(5);
      countdown = statement;
      committed = false;
      await work().catch(() => undefined);
      const fine = countdown > 0;
      countdown = 0;
      return fine ? 'fine' : committed ? 'went on' : 'broke';
    },
    snapshot: () => contentOf(strapi, tables),
    stop() {
      dialect._query = real;
    },
  };
}
