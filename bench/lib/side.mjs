// One side of a comparison: a server in a process of its own, told what to do over the process channel.
import { fork } from 'node:child_process';
import { inProject } from '../../scripts/lib/project.mjs';

/** Starts a side; answers its port, `ask` for work inside the process, and `stop`. */
export async function startSide(name, env) {
  const child = fork(inProject('bench/sides', `${name}.mjs`), { env: { ...process.env, ...env } });
  const waiting = new Map();
  let last = 0;
  child.on('message', ({ id, error, ...answer }) => {
    const { resolve, reject } = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) resolve(answer);
    else reject(new Error(`${name}: ${error}`));
  });
  child.once('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`${name} ended (${code}).`));
  });
  const ask = (task, input) =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, { resolve, reject });
      child.send({ id: last, task, input });
    });
  const { port, ...rest } = await ask('start');
  return {
    name,
    port,
    ...rest,
    ask,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', resolve);
        child.kill('SIGKILL');
      }),
  };
}

/** In the child: carries out what the parent asks for. */
export function serveTasks(tasks) {
  process.on('message', async ({ id, task, input }) => {
    try {
      process.send({ id, ...(await tasks[task](input)) });
    } catch (error) {
      process.send({ id, error: error.stack ?? String(error) });
    }
  });
  process.on('disconnect', () => process.exit(0));
}

/** Milliseconds that the work takes. */
export async function timed(work) {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
