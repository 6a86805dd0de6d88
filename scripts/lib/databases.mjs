// The databases that journeys run on, and whether this machine can reach them. Only a real login
// tells: a port that answers may still turn the user away.
import { requireFromProject } from './project.mjs';

const LOGIN_TIMEOUT_MS = 3_000;

export const DATABASES = {
  sqlite: { name: 'SQLite' },
  postgres: {
    name: 'PostgreSQL',
    variable: 'CRM_TEST_POSTGRES_URL',
    url: process.env.CRM_TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres',
    logIn: logInToPostgres,
  },
  mysql: {
    name: 'MariaDB',
    variable: 'CRM_TEST_MYSQL_URL',
    url: process.env.CRM_TEST_MYSQL_URL ?? 'mysql://root@127.0.0.1:3306',
    logIn: logInToMysql,
  },
};

/** Why journeys cannot run there, or nothing. */
export async function obstacle(key) {
  const { url, logIn } = DATABASES[key];
  if (!logIn) return undefined;
  try {
    await logIn(url);
    return undefined;
  } catch (error) {
    return error.message || error.code || String(error);
  }
}

/** The address without a password, for people to read. */
export function addressOf(key) {
  const { username, host } = new URL(DATABASES[key].url);
  return `${username}@${host}`;
}

async function logInToPostgres(url) {
  const { Client } = requireFromProject('pg');
  const client = new Client({ connectionString: url, connectionTimeoutMillis: LOGIN_TIMEOUT_MS });
  await client.connect();
  await client.end();
}

async function logInToMysql(url) {
  const { createConnection } = requireFromProject('mysql2/promise');
  const connection = await createConnection({ uri: url, connectTimeout: LOGIN_TIMEOUT_MS });
  await connection.end();
}
