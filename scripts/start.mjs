// `strapi start`, refused while something it needs has not been built. Without the plugin's server
// file Strapi would start as if there were no CRM, and its schema sync would drop the CRM's tables.
import { loadEnvironment } from './lib/environment.mjs';
import { adminPanel, hostServer, isBuilt, pluginServer, tool } from './lib/project.mjs';
import { main, Stop } from './lib/say.mjs';
import { run } from './lib/shell.mjs';

await main(async () => {
  if (!isBuilt(pluginServer)) {
    throw new Stop('The CRM plugin is not built. Run `npm run build` first; nothing was started.');
  }
  if (!isBuilt(hostServer, adminPanel)) {
    throw new Stop('The application is not built. Run `npm run build` first; nothing was started.');
  }
  loadEnvironment();
  return run(tool('strapi', 'start'), { env: { NODE_ENV: process.env.NODE_ENV ?? 'production' } });
});
