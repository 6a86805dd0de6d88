import { createConnection } from 'mysql2/promise';
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';

/** The databases that journeys run on; `npm test` sets the variable. */
export const databaseUnderTest = (process.env['CRM_TEST_DATABASE'] ?? 'sqlite') as
  | 'sqlite'
  | 'postgres'
  | 'mysql';

export interface TestDatabase {
  readonly env: Readonly<Record<string, string>>;
  drop(): Promise<void>;
}

const ROOT = path.resolve(__dirname, '../..');

/** A new, empty database of its own for one test file. */
export function createDatabase(): Promise<TestDatabase> {
  const name = `crm_test_${process.pid}_${randomBytes(4).toString('hex')}`;
  switch (databaseUnderTest) {
    case 'sqlite':
      return createSqlite(name);
    case 'postgres':
      return createPostgres(name);
    case 'mysql':
      return createMysql(name);
  }
}

async function createSqlite(name: string): Promise<TestDatabase> {
  mkdirSync(path.join(ROOT, '.tmp'), { recursive: true });
  const file = path.join(ROOT, '.tmp', `${name}.db`);
  return {
    env: { DATABASE_CLIENT: 'sqlite', DATABASE_FILENAME: file },
    async drop() {
      for (const suffix of ['', '-wal', '-shm']) rmSync(`${file}${suffix}`, { force: true });
    },
  };
}

async function createPostgres(name: string): Promise<TestDatabase> {
  const url = new URL(
    process.env['CRM_TEST_POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres',
  );
  await onPostgres(url, `create database ${name}`);
  return {
    env: { DATABASE_CLIENT: 'postgres', ...serverVariables(url, '5432', name) },
    drop: () => onPostgres(url, `drop database if exists ${name} with (force)`),
  };
}

async function onPostgres(url: URL, statement: string): Promise<void> {
  const client = new Client({ connectionString: url.href });
  await client.connect();
  await client.query(statement);
  await client.end();
}

async function createMysql(name: string): Promise<TestDatabase> {
  const url = new URL(process.env['CRM_TEST_MYSQL_URL'] ?? 'mysql://root@127.0.0.1:3306');
  await onMysql(url, `create database ${name} character set utf8mb4`);
  return {
    env: { DATABASE_CLIENT: 'mysql', ...serverVariables(url, '3306', name) },
    drop: () => onMysql(url, `drop database if exists ${name}`),
  };
}

async function onMysql(url: URL, statement: string): Promise<void> {
  const connection = await createConnection({ uri: url.href });
  await connection.query(statement);
  await connection.end();
}

const serverVariables = (url: URL, port: string, name: string): Record<string, string> => ({
  DATABASE_HOST: url.hostname,
  DATABASE_PORT: url.port || port,
  DATABASE_USERNAME: decodeURIComponent(url.username),
  DATABASE_PASSWORD: decodeURIComponent(url.password),
  DATABASE_NAME: name,
});
