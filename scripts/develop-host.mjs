// The Strapi half of `npm run develop`: starts it on every whole build of the plugin's server. The watch
// build empties the plugin's dist before it writes; a Strapi started in that moment would see no plugin,
// and go on without the CRM. So Strapi's own watcher leaves the plugin's sources alone (config/admin.ts).
import { statSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { pluginAdmin, pluginServer, tool } from './lib/project.mjs';
import { main, say } from './lib/say.mjs';
import { run } from './lib/shell.mjs';

const SERVER = [pluginServer, pluginServer.replace(/\.js$/, '.mjs')];
const LOOK_EVERY_MS = 200;
/** A build whose files have rested this long is written. */
const RESTED_MS = 1_000;
const LONG_MS = 60_000;

await main(async () => {
  let built = await newBuild([...SERVER, pluginAdmin], Date.now(), { tellAfter: LONG_MS });
  for (;;) {
    const superseded = new AbortController();
    const { signal } = superseded;
    const strapi = run(tool('strapi', 'develop'), { signal });
    const next = await Promise.race([
      strapi.then((code) => ({ code })),
      newBuild(SERVER, built, { signal }).then((at) => ({ at })),
    ]);
    superseded.abort();
    if (next.code !== undefined) return next.code;
    say('The plugin was built anew; Strapi starts again.');
    built = next.at;
    await strapi;
  }
});

/**
 * Waits until all these files have been written after this time, and rest; answers since when. However
 * long: what the build says stands beside this, and what is mended there goes on here.
 */
async function newBuild(files, since, { signal, tellAfter = Infinity } = {}) {
  const began = Date.now();
  let told = false;
  while (!files.every((file) => writtenAt(file) > since) || isBeingWritten(files)) {
    if (signal?.aborted) return since;
    if (!told && Date.now() - began > tellAfter) {
      say('Still waiting for the plugin to be built; Strapi starts when it is.');
      told = true;
    }
    await wait(LOOK_EVERY_MS);
  }
  return lastWritten(files);
}

function isBeingWritten(files) {
  return Date.now() - lastWritten(files) < RESTED_MS;
}

function lastWritten(files) {
  return Math.max(...files.map(writtenAt));
}

function writtenAt(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
