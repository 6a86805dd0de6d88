import type { Core } from '@strapi/strapi';

type Database = Core.Config.Database;
type Env = Core.Config.Shared.ConfigParams['env'];
type SqliteConnection = { pragma(text: string): unknown };

// WAL lets readers go on while one writes. NORMAL waits for the disk at checkpoints instead of at
// every commit: a power cut may cost the last commits, never the consistency of the file. A batch
// of a bulk job writes more than the thousand pages after which SQLite would move the log into the
// file; every 8000 (some 32 MB) spares most of that. Strapi runs its own pragma (foreign_keys) first
// and then calls this, which has to hand the connection on.
function tuneSqlite(
  connection: unknown,
  done: (error?: Error, connection?: unknown) => void,
): void {
  // Strapi types the driver's connection as unknown; on SQLite it is better-sqlite3's.
  const sqlite = connection as SqliteConnection;
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = NORMAL');
  sqlite.pragma('wal_autocheckpoint = 8000');
  done(undefined, connection);
}

const sqlite = (env: Env): Database['connection'] => ({
  client: 'sqlite',
  connection: { filename: env('DATABASE_FILENAME', '.tmp/data.db') },
  useNullAsDefault: true,
  pool: { afterCreate: tuneSqlite },
});

const account = (env: Env, defaultPort: number) => ({
  host: env('DATABASE_HOST', '127.0.0.1'),
  port: env.int('DATABASE_PORT', defaultPort),
  database: env('DATABASE_NAME', 'crm'),
  user: env('DATABASE_USERNAME', 'crm'),
  password: env('DATABASE_PASSWORD', ''),
  ssl: env.bool('DATABASE_SSL', false) && {
    rejectUnauthorized: env.bool('DATABASE_SSL_REJECT_UNAUTHORIZED', true),
  },
});

const pool = (env: Env) => ({
  min: env.int('DATABASE_POOL_MIN', 2),
  max: env.int('DATABASE_POOL_MAX', 10),
});

const postgres = (env: Env): Database['connection'] => ({
  client: 'postgres',
  connection: {
    ...account(env, 5432),
    schema: env('DATABASE_SCHEMA', 'public'),
    ...(env('DATABASE_URL') && { connectionString: env('DATABASE_URL') }),
  },
  pool: pool(env),
});

const mysql = (env: Env): Database['connection'] => ({
  client: 'mysql',
  connection: account(env, 3306),
  pool: pool(env),
});

const clients = { sqlite, postgres, mysql };

// A misspelt client must not fall back to an empty SQLite file.
function chosenClient(env: Env): keyof typeof clients {
  const name = env('DATABASE_CLIENT', 'sqlite');
  if (name === 'sqlite' || name === 'postgres' || name === 'mysql') return name;
  throw new Error(
    `DATABASE_CLIENT is "${name}". Use sqlite, postgres or mysql (also for MariaDB).`,
  );
}

export default ({ env }: Core.Config.Shared.ConfigParams): Database => ({
  connection: {
    ...clients[chosenClient(env)](env),
    acquireConnectionTimeout: env.int('DATABASE_CONNECTION_TIMEOUT', 60_000),
  },
  settings: {
    // A schema that lost a table or a column (an unbuilt plugin, an older version) must not take
    // the data with it: what has to go is dropped by a migration.
    forceMigration: false,
  },
});
