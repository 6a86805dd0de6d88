// Starts `npm run demo` as a newcomer would, on a free port with a database of its own, and asks it
// the first questions: is the panel there, built for production; can Sam log in; are there leads.
import { spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from './lib/port.mjs';
import { inProject, root } from './lib/project.mjs';
import { main, say, step, Stop } from './lib/say.mjs';

const HOST = '127.0.0.1';
const LONGEST_START_MS = 10 * 60_000;
const PASSWORD = 'Crm-demo-2026';
/** Where it was not built for production, React looks for this and other faults in every browser. */
const SAID_IN_DEVELOPMENT = 'Each child in a list should have a unique';

await main(async () => {
  const port = await freePort(HOST);
  const database = `.tmp/smoke-${process.pid}.db`;
  const demo = startDemo(port, database);
  try {
    await step('Starting the demo', () => untilReady(demo, port));
    await step('Asking it', () => askEverything(`http://${HOST}:${port}`));
    await step('Stopping it', () => stop(demo));
    say('\nThe demo works.');
  } catch (error) {
    say(`\nWhat the demo said:\n${demo.words}`);
    throw error instanceof Stop ? error : new Stop(`The demo does not work: ${error.message}`);
  } finally {
    if (demo.isRunning) demo.child.kill('SIGKILL');
    for (const suffix of ['', '-wal', '-shm'])
      rmSync(inProject(database + suffix), { force: true });
  }
});

function startDemo(port, database) {
  const child = spawn(process.execPath, [inProject('scripts/demo.mjs')], {
    cwd: root,
    env: { ...process.env, HOST, PORT: String(port), DEMO_DATABASE: database },
  });
  const demo = { child, words: '', isRunning: true, code: null };
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => (demo.words += text));
  }
  demo.ended = new Promise((resolve) => {
    child.once('close', (code) => {
      Object.assign(demo, { isRunning: false, code });
      resolve();
    });
  });
  return demo;
}

async function untilReady(demo, port) {
  const latest = Date.now() + LONGEST_START_MS;
  while (!demo.words.includes(`http://${HOST}:${port}/admin`)) {
    if (!demo.isRunning) throw new Stop(`The demo ended by itself (exit code ${demo.code}).`);
    if (Date.now() > latest) throw new Stop('The demo was not ready within ten minutes.');
    await wait(250);
  }
}

async function askEverything(address) {
  const panel = await expectOk('the panel', fetch(`${address}/admin`));
  const [, script] = /<script[^>]* src="([^"]+)"/.exec(panel) ?? [];
  const code = await expectOk("the panel's code", fetch(new URL(script, address)));
  if (code.includes(SAID_IN_DEVELOPMENT)) throw new Stop('The panel was built for development.');
  await expectOk(
    "Ada's login to the panel",
    post(`${address}/admin/login`, { email: 'ada@crm.example', password: PASSWORD }),
  );
  const { jwt } = await expectOk(
    "Sam's login to the API",
    post(`${address}/api/auth/local`, { identifier: 'sam@crm.example', password: PASSWORD }),
  );
  const headers = { authorization: `Bearer ${jwt}` };
  const { data } = await expectOk('the leads', fetch(`${address}/api/crm/leads`, { headers }));
  if (!Array.isArray(data) || data.length === 0) throw new Stop('Sam sees no leads in the demo.');
}

function post(url, body) {
  const headers = { 'content-type': 'application/json' };
  return fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
}

async function expectOk(what, request) {
  const reply = await request;
  const text = await reply.text();
  if (!reply.ok) throw new Stop(`Asked for ${what}, the demo answered ${reply.status}: ${text}`);
  return reply.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
}

// As Ctrl+C does it: a demo that cannot be stopped cleanly is broken too.
async function stop(demo) {
  demo.child.kill('SIGINT');
  await Promise.race([demo.ended, wait(20_000, undefined, { ref: false })]);
  if (demo.isRunning) throw new Stop('The demo did not stop within 20 seconds of SIGINT.');
  if (demo.code !== 0) throw new Stop(`The demo stopped with exit code ${demo.code}.`);
}
