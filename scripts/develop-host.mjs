// The Strapi half of `npm run develop`. The watch build empties the plugin's dist before it writes
// its first result; a Strapi started in that moment would see no plugin and drop its tables.
import { statSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { pluginAdmin, pluginServer, tool } from './lib/project.mjs';
import { main, say } from './lib/say.mjs';
import { run } from './lib/shell.mjs';

const LONG_MS = 60_000;
const started = Date.now();

await main(async () => {
  let told = false;
  // However long: what the build says stands beside this, and what is mended there goes on here.
  while (!isWrittenSinceStart(pluginServer) || !isWrittenSinceStart(pluginAdmin)) {
    if (!told && Date.now() - started > LONG_MS) {
      say('Still waiting for the plugin to be built; Strapi starts when it is.');
      told = true;
    }
    await wait(200);
  }
  return run(tool('strapi', 'develop'));
});

function isWrittenSinceStart(file) {
  return (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) > started;
}
