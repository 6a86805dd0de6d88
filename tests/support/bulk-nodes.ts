import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

const SCRIPT = path.resolve(__dirname, 'bulk-node.mjs');

export interface BulkNode {
  /** Batches that it has written so far, committed or not. */
  batches(): number;
  /** Resolves when it has written so many batches. */
  reached(batches: number): Promise<void>;
  /** As a power cut would: kill -9. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts another process of the application on this database. */
export async function startNode(env: Readonly<Record<string, string>>): Promise<BulkNode> {
  const child = fork(SCRIPT, { env: { ...process.env, ...env }, silent: true });
  let batches = 0;
  const watchers: (() => void)[] = [];
  const errors: string[] = [];
  child.stderr?.on('data', (data: Buffer) => errors.push(String(data)));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const ready = new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`The node ended: ${errors.join('').slice(-2_000)}`)));
    createInterface({ input: outputOf(child) }).on('line', (line) => {
      const said = parsed(line);
      if (said?.ready) resolve();
      if (said?.batches === undefined) return;
      batches = said.batches;
      for (const watch of watchers) watch();
    });
  });
  await ready;
  return {
    batches: () => batches,
    reached: (wanted) =>
      new Promise((resolve) => {
        const look = (): void => {
          if (batches >= wanted) resolve();
        };
        watchers.push(look);
        look();
      }),
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.send('stop');
      await ended;
    },
  };
}

function outputOf(child: ChildProcess): NonNullable<ChildProcess['stdout']> {
  if (child.stdout === null) throw new Error('The node has no output.');
  return child.stdout;
}

/** Strapi's own log is on the same output. */
function parsed(line: string): { ready?: true; batches?: number } | undefined {
  if (!line.startsWith('{')) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
