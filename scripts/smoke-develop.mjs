// Runs the contributor's loop once round, on a free port with a database of its own: Strapi comes up with
// the CRM in it, the plugin is built again, and Strapi comes up once more. A Strapi that was started in
// the middle of a build runs without the CRM and answers 404.
import { spawn } from 'node:child_process';
import { rmSync, utimesSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from './lib/port.mjs';
import { inProject, root } from './lib/project.mjs';
import { main, say, step, Stop } from './lib/say.mjs';

const HOST = '127.0.0.1';
const LONGEST_START_MS = 10 * 60_000;

await main(async () => {
  const port = await freePort(HOST);
  const database = `.tmp/smoke-${process.pid}.db`;
  const loop = startDevelop(port, database);
  const leads = `http://${HOST}:${port}/api/crm/leads`;
  try {
    await step('Starting npm run develop', () => untilStarted(loop, 1));
    await expectCrm(leads);
    await step('Saving a file of the plugin', () => {
      const now = new Date();
      utimesSync(inProject('plugins/crm/server/src/index.ts'), now, now);
      return untilStarted(loop, 2);
    });
    await expectCrm(leads);
    await step('Stopping it', () => stop(loop));
    say('\nThe loop works.');
  } catch (error) {
    say(`\nWhat npm run develop said:\n${loop.words}`);
    throw error instanceof Stop ? error : new Stop(`The loop does not work: ${error.message}`);
  } finally {
    if (loop.isRunning) loop.child.kill('SIGKILL');
    for (const suffix of ['', '-wal', '-shm'])
      rmSync(inProject(database + suffix), { force: true });
  }
});

function startDevelop(port, database) {
  const child = spawn(process.execPath, [inProject('scripts/develop.mjs')], {
    cwd: root,
    env: {
      ...process.env,
      HOST,
      PORT: String(port),
      DATABASE_CLIENT: 'sqlite',
      DATABASE_FILENAME: database,
    },
  });
  const loop = { child, words: '', isRunning: true };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => (loop.words += text));
  }
  loop.ended = new Promise((resolve) => {
    child.once('close', () => {
      loop.isRunning = false;
      resolve();
    });
  });
  return loop;
}

async function untilStarted(loop, times) {
  const latest = Date.now() + LONGEST_START_MS;
  while (loop.words.split('Strapi started successfully').length <= times) {
    if (!loop.isRunning) throw new Stop('npm run develop ended by itself.');
    if (Date.now() > latest) throw new Stop('Strapi was not there within ten minutes.');
    await wait(250);
  }
}

/** Nobody is logged in, so the CRM refuses; where it is missing there is no such address. */
async function expectCrm(url) {
  const { status } = await fetch(url);
  if (status !== 403) throw new Stop(`Asked for the leads, Strapi answered ${status}, not 403.`);
}

// As Ctrl+C does it. What a stopped loop answers is concurrently's affair; that it ends is ours.
async function stop(loop) {
  loop.child.kill('SIGINT');
  await Promise.race([loop.ended, wait(20_000, undefined, { ref: false })]);
  if (loop.isRunning) throw new Stop('npm run develop did not stop within 20 seconds of SIGINT.');
}
