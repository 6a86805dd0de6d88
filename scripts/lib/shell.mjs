import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { inProject, root } from './project.mjs';
import { say } from './say.mjs';

const SHOWN_ON_FAILURE = 40;

/** Runs a command in front of the user until it ends, or the signal ends it; answers its exit code. */
export function run(command, { env = {}, cwd = root, signal } = {}) {
  const child = start(command, { env, cwd, stdio: 'inherit' });
  signal?.addEventListener('abort', () => child.kill(), { once: true });
  return ended(child);
}

/**
 * Runs a command whose words only matter when it fails: they go to .cache/logs, and the last of
 * them to the screen when the exit code is not 0. Answers { ok, output }.
 */
export async function runQuietly(name, command, { env = {}, cwd = root } = {}) {
  const log = inProject('.cache/logs', `${name}.log`);
  mkdirSync(dirname(log), { recursive: true });
  const file = createWriteStream(log);
  const child = start(command, { env, cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.pipe(file, { end: false });
  child.stderr.pipe(file, { end: false });
  const code = await ended(child);
  await new Promise((done) => file.end(done));
  const output = readFileSync(log, 'utf8');
  if (code !== 0) showEnd(output, log);
  return { ok: code === 0, output };
}

function showEnd(output, log) {
  say();
  say(output.trimEnd().split('\n').slice(-SHOWN_ON_FAILURE).join('\n'));
  say(`\n(the whole output is in .cache/logs/${basename(log)})`);
}

function start([file, ...args], { env, cwd, stdio }) {
  const child = spawn(file, args, {
    cwd,
    stdio,
    env: { ...process.env, ...env },
    // npm is a .cmd file on Windows, which only a shell starts.
    shell: process.platform === 'win32' && file === 'npm',
  });
  stopTogether(child);
  return child;
}

// Someone who interrupts this script means the command it waits for as well; and what was stopped
// on purpose must not be reported as a failure.
function stopTogether(child) {
  const signals = { SIGINT: 130, SIGTERM: 143 };
  const listeners = Object.entries(signals).map(([signal, code]) => {
    const stop = () => {
      child.once('close', () => process.exit(code));
      child.kill(signal);
    };
    process.on(signal, stop);
    return () => process.off(signal, stop);
  });
  child.once('close', () => listeners.forEach((remove) => remove()));
}

function ended(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve(signal ? 1 : code));
  });
}
