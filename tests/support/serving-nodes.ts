import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { App } from './app';
import { databaseOf } from './nodes';

export interface ServingNode {
  readonly port: number;
  /** Does what it would do by the clock; answers the names of those jobs. */
  tick(): Promise<readonly string[]>;
  /** As a deployment does it: what is on its way ends, then the process. */
  stop(): Promise<void>;
  /** As a power cut would: kill -9. */
  kill(): Promise<void>;
}

interface Message {
  readonly id?: number;
  readonly port?: number;
  readonly jobs?: readonly string[];
  readonly problem?: string;
}

/** Starts another process of the application on this database, which serves HTTP on a port of its own. */
export async function startServingNode(app: Pick<App, 'strapi'>): Promise<ServingNode> {
  const child = fork(path.join(__dirname, 'serve-node.mjs'), {
    env: { ...process.env, ...databaseOf(app), CRON_ENABLED: 'true' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  const waiting = new Map<number | undefined, (said: Message) => void>();
  child.on('message', (said: Message) => waiting.get(said.id)?.(said));
  let last = 0;
  const heard = (id: number | undefined): Promise<Message> =>
    Promise.race([
      new Promise<Message>((resolve) => waiting.set(id, resolve)),
      ended.then(() => {
        throw new Error('The node has ended.');
      }),
    ]);
  const ask = async (order: 'tick' | 'stop'): Promise<Message> => {
    last += 1;
    const answer = heard(last);
    child.send({ id: last, order });
    const said = await answer;
    if (said.problem !== undefined) throw new Error(said.problem);
    return said;
  };
  const { port = 0 } = await heard(undefined);
  return {
    port,
    tick: async () => (await ask('tick')).jobs ?? [],
    async stop() {
      if (child.exitCode === null && child.signalCode === null) await ask('stop');
      await ended;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
