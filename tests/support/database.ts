import knex, { type Knex } from 'knex';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';

/** The databases that journeys run on; `npm test` sets the variable. */
export const databaseUnderTest = (process.env['CRM_TEST_DATABASE'] ?? 'sqlite') as
  | 'sqlite'
  | 'postgres'
  | 'mysql';

export interface TestDatabase {
  readonly name: string;
  readonly env: Readonly<Record<string, string>>;
  drop(): Promise<void>;
}

const ROOT = path.resolve(__dirname, '../..');

/** A new database of its own for one test file: empty, or a copy of this one. */
export async function createDatabase(template?: string): Promise<TestDatabase> {
  const name = `crm_test_${process.pid}_${randomBytes(4).toString('hex')}`;
  const kind = KINDS[databaseUnderTest];
  await kind.create(name, template);
  return { name, env: kind.env(name), drop: () => kind.drop(name) };
}

interface Kind {
  create(name: string, template?: string): Promise<void>;
  env(name: string): Readonly<Record<string, string>>;
  drop(name: string): Promise<void>;
}

const sqliteFile = (name: string): string => path.join(ROOT, '.tmp', `${name}.db`);

const sqlite: Kind = {
  async create(name, template) {
    mkdirSync(path.join(ROOT, '.tmp'), { recursive: true });
    // Whoever closed the template has left nothing in its write-ahead log.
    if (template !== undefined) copyFileSync(sqliteFile(template), sqliteFile(name));
  },
  env: (name) => ({ DATABASE_CLIENT: 'sqlite', DATABASE_FILENAME: sqliteFile(name) }),
  async drop(name) {
    for (const suffix of ['', '-wal', '-shm']) {
      rmSync(`${sqliteFile(name)}${suffix}`, { force: true });
    }
  },
};

const postgresUrl = (): URL =>
  new URL(process.env['CRM_TEST_POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres');

const postgres: Kind = {
  async create(name, template) {
    await onPostgres(
      template === undefined
        ? `create database ${name}`
        : `create database ${name} template ${template}`,
      // Nobody will read it after a power cut, so nobody waits for the disk.
      `alter database ${name} set synchronous_commit = off`,
    );
  },
  env: (name) => ({
    DATABASE_CLIENT: 'postgres',
    ...serverVariables(postgresUrl(), '5432', name),
  }),
  drop: (name) => onPostgres(`drop database if exists ${name} with (force)`),
};

/** Looks into a database beside the application, or after it. */
export function connectTo({ env }: Pick<TestDatabase, 'env'>): Knex {
  if (databaseUnderTest === 'sqlite') {
    return knex({
      client: 'better-sqlite3',
      connection: { filename: env['DATABASE_FILENAME'] ?? '' },
      useNullAsDefault: true,
    });
  }
  return knex({
    client: databaseUnderTest === 'postgres' ? 'pg' : 'mysql2',
    connection: {
      host: env['DATABASE_HOST'],
      port: Number(env['DATABASE_PORT']),
      user: env['DATABASE_USERNAME'],
      password: env['DATABASE_PASSWORD'],
      database: env['DATABASE_NAME'],
    } as Knex.StaticConnectionConfig,
    pool: { min: 0, max: 2 },
  });
}

/**
 * Gives a PostgreSQL database to a new user who owns its tables and may make more, but no schemas; what other
 * schemas there are is gone.
 */
export async function giveToPlainUser({ name, env }: TestDatabase): Promise<TestDatabase> {
  const user = `${name}_plain`;
  const url = postgresUrl();
  url.pathname = `/${name}`;
  const client = new Client({ connectionString: url.href });
  await client.connect();
  await client.query(`create role ${user} login password '${user}'`);
  await client.query('drop schema if exists crm_jobs cascade');
  await client.query(`grant usage, create on schema public to ${user}`);
  await client.query(
    `do $$ declare r record; begin for r in select tablename from pg_tables where schemaname = 'public' loop execute format('alter table public.%I owner to ${user}', r.tablename); end loop; end $$`,
  );
  await client.end();
  return {
    name,
    env: { ...env, DATABASE_USERNAME: user, DATABASE_PASSWORD: user },
    async drop() {
      await postgres.drop(name);
      await onPostgres(`drop role if exists ${user}`);
    },
  };
}

async function onPostgres(...statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: postgresUrl().href });
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

const mysqlUrl = (): URL =>
  new URL(process.env['CRM_TEST_MYSQL_URL'] ?? 'mysql://root@127.0.0.1:3306');

const mysql: Kind = {
  async create(name, template) {
    await onMysql(async (connection) => {
      await connection.query(`create database ${name} character set utf8mb4`);
      if (template !== undefined) await copyTables(connection, template, name);
    });
  },
  env: (name) => ({ DATABASE_CLIENT: 'mysql', ...serverVariables(mysqlUrl(), '3306', name) }),
  drop: (name) =>
    onMysql(async (connection) => {
      await connection.query(`drop database if exists ${name}`);
    }),
};

async function onMysql(work: (connection: Connection) => Promise<void>): Promise<void> {
  const connection = await createConnection({ uri: mysqlUrl().href, multipleStatements: true });
  await work(connection);
  await connection.end();
}

/** MariaDB has no templates; with its own words for each table a copy takes as long as its files do. */
async function copyTables(connection: Connection, from: string, to: string): Promise<void> {
  const [tables] = await connection.query<RowDataPacket[]>(
    'select table_name as name from information_schema.tables where table_schema = ?',
    [from],
  );
  await connection.query(`use ${from}`);
  const names = tables.map(({ name }) => `\`${name}\``);
  const [made] = await connection.query<RowDataPacket[][]>(
    names.map((name) => `show create table ${name}`).join(';'),
  );
  await connection.query(`use ${to}; set foreign_key_checks = 0, unique_checks = 0`);
  await connection.query(made.map(([row]) => row?.['Create Table']).join(';'));
  await connection.query(
    names.map((name) => `insert into ${name} select * from ${from}.${name}`).join(';'),
  );
}

const KINDS: Readonly<Record<typeof databaseUnderTest, Kind>> = { sqlite, postgres, mysql };

const serverVariables = (url: URL, port: string, name: string): Record<string, string> => ({
  DATABASE_HOST: url.hostname,
  DATABASE_PORT: url.port || port,
  DATABASE_USERNAME: decodeURIComponent(url.username),
  DATABASE_PASSWORD: decodeURIComponent(url.password),
  DATABASE_NAME: name,
});
