// The Strapi half of `npm run develop`. The watch build empties the plugin's dist before it writes
// its first result; a Strapi started in that moment would see no plugin and drop its tables.
import { statSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { pluginAdmin, pluginServer, tool } from './lib/project.mjs';
import { main, Stop } from './lib/say.mjs';
import { run } from './lib/shell.mjs';

const LONGEST_WAIT_MS = 120_000;
const started = Date.now();

await main(async () => {
  while (!isWrittenSinceStart(pluginServer) || !isWrittenSinceStart(pluginAdmin)) {
    if (Date.now() - started > LONGEST_WAIT_MS) {
      throw new Stop('The plugin was not built within two minutes; Strapi was not started.');
    }
    await wait(200);
  }
  return run(tool('strapi', 'develop'));
});

function isWrittenSinceStart(file) {
  return (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0) > started;
}
