// A throw-away database per run: a SQLite file, or a database of its own on a PostgreSQL server.
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { addressOf, DATABASES, obstacle } from '../../scripts/lib/databases.mjs';
import { inProject, requireFromProject } from '../../scripts/lib/project.mjs';
import { Stop } from '../../scripts/lib/say.mjs';

const KNOWN = ['sqlite', 'postgres'];

/** The databases to measure on: those asked for, else all that answer. Says what is left out. */
export async function chooseDatabases(asked, say) {
  const unknown = asked?.find((name) => !KNOWN.includes(name));
  if (unknown !== undefined) throw new Stop(`--db knows ${KNOWN.join(' and ')}, not "${unknown}".`);
  const chosen = [];
  for (const name of asked ?? KNOWN) {
    const why = await obstacle(name);
    if (why === undefined) chosen.push(name);
    else if (asked) throw new Stop(`${DATABASES[name].name} does not answer: ${why}`);
    else say(`• Skipping ${DATABASES[name].name}: ${addressOf(name)} does not answer (${why})`);
  }
  return chosen;
}

/**
 * Makes an empty database; answers Strapi's variables for it and how to drop it again. One that is to be kept
 * has a name of its own, may be there from before, and stays.
 */
export async function createDatabase(kind, keptAs) {
  made += 1;
  const name = keptAs ?? `${process.pid}_${made}`;
  const database = kind === 'sqlite' ? createFile(name) : await createOnServer(name, keptAs);
  return keptAs === undefined ? database : { ...database, async drop() {} };
}

let made = 0;

function createFile(name) {
  const file = inProject('.tmp', `bench-${name}.db`);
  mkdirSync(inProject('.tmp'), { recursive: true });
  return {
    env: { DATABASE_CLIENT: 'sqlite', DATABASE_FILENAME: file },
    async drop() {
      for (const suffix of ['', '-wal', '-shm']) rmSync(file + suffix, { force: true });
    },
  };
}

async function createOnServer(own, mayBeThere) {
  const url = new URL(DATABASES.postgres.url);
  const name = `crm_bench_${own}`;
  try {
    await onServer(url, `create database ${name}`);
  } catch (error) {
    if (!mayBeThere || error.code !== '42P04') throw error;
  }
  return {
    env: {
      DATABASE_CLIENT: 'postgres',
      DATABASE_HOST: url.hostname,
      DATABASE_PORT: url.port || '5432',
      DATABASE_USERNAME: decodeURIComponent(url.username),
      DATABASE_PASSWORD: decodeURIComponent(url.password),
      DATABASE_NAME: name,
    },
    drop: () => onServer(url, `drop database if exists ${name} with (force)`),
  };
}

async function onServer(url, statement) {
  const { Client } = requireFromProject('pg');
  const client = new Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** knex on the database of these variables, set up as the host application sets up its own. */
export function connect(env) {
  const knex = requireFromProject('knex');
  if (env.DATABASE_CLIENT === 'sqlite') {
    return knex({
      client: 'better-sqlite3',
      connection: { filename: env.DATABASE_FILENAME },
      useNullAsDefault: true,
      pool: { min: 1, max: 1, afterCreate: tuneSqlite },
    });
  }
  return knex({
    client: 'pg',
    connection: {
      host: env.DATABASE_HOST,
      port: Number(env.DATABASE_PORT),
      user: env.DATABASE_USERNAME,
      password: env.DATABASE_PASSWORD,
      database: env.DATABASE_NAME,
    },
    pool: { min: 2, max: 10 },
  });
}

// As config/database.ts and Strapi itself do it: the same durability on both sides, or no ratio.
function tuneSqlite(connection, done) {
  for (const pragma of ['foreign_keys = ON', 'journal_mode = WAL', 'synchronous = NORMAL']) {
    connection.pragma(pragma);
  }
  connection.function('sha256', (text) => createHash('sha256').update(text).digest('hex'));
  done(undefined, connection);
}
