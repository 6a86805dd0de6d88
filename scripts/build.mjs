// Builds the plugin, the host and the admin panel, in this order: each needs the one before.
import { buildEverything } from './lib/ensure-built.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { main } from './lib/say.mjs';

await main(async () => {
  await ensureInstalled();
  await buildEverything();
});
