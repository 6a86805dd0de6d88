import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { App } from './app';

export interface Node {
  /** Lets it do its round; answers how that went. */
  deliver(): Promise<Record<string, number>>;
  kill(): void;
  /** It has ended, whichever way. */
  readonly ended: Promise<unknown>;
}

interface Connection {
  filename?: string;
  host?: string;
  port?: number;
  user?: string;
  password?: string;
  database?: string;
}

/** Another process of the application on the same database, ready to deliver. */
export async function startNode(
  app: Pick<App, 'strapi'>,
  env: Readonly<Record<string, string>>,
): Promise<Node> {
  const child = fork(path.join(__dirname, 'deliver-node.mjs'), {
    env: { ...process.env, ...databaseOf(app), ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  await message(child);
  return {
    async deliver() {
      child.send('go');
      const { tally } = await message(child);
      return tally ?? {};
    },
    kill: () => void child.kill('SIGKILL'),
    ended,
  };
}

interface Message {
  readonly tally?: Record<string, number>;
}

/** The next thing the child says; an error when it ends without a word. */
async function message(child: ChildProcess): Promise<Message> {
  const exit = new AbortController();
  const gone = once(child, 'exit', { signal: exit.signal }).then(() => {
    throw new Error('The node has ended.');
  });
  try {
    const [said] = await Promise.race([once(child, 'message'), gone]);
    return said as Message;
  } finally {
    exit.abort();
    await gone.catch(() => undefined);
  }
}

/** The variables by which another process finds this database. */
export function databaseOf({ strapi }: Pick<App, 'strapi'>): Record<string, string> {
  const { client, connection } = strapi.config.get<{ client: string; connection: Connection }>(
    'database.connection',
  );
  return client === 'sqlite'
    ? { DATABASE_CLIENT: client, DATABASE_FILENAME: String(connection.filename) }
    : {
        DATABASE_CLIENT: client,
        DATABASE_HOST: String(connection.host),
        DATABASE_PORT: String(connection.port),
        DATABASE_USERNAME: String(connection.user),
        DATABASE_PASSWORD: connection.password ?? '',
        DATABASE_NAME: String(connection.database),
      };
}
