// The contributor's loop: the plugin rebuilds on every change, and Strapi restarts with it.
import { ensurePluginBuilt } from './lib/ensure-built.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { loadEnvironment } from './lib/environment.mjs';
import { refuseTakenPort } from './lib/port.mjs';
import { inProject, tool } from './lib/project.mjs';
import { main } from './lib/say.mjs';
import { run } from './lib/shell.mjs';

await main(async () => {
  loadEnvironment();
  await refuseTakenPort(
    process.env.HOST ?? '127.0.0.1',
    process.env.PORT ?? '1337',
    'npm run develop',
  );
  await ensureInstalled();
  // Refuses when the plugin cannot be built: without it Strapi would drop the CRM's tables.
  await ensurePluginBuilt();
  return run(
    tool(
      'concurrently',
      '--kill-others',
      '--names=plugin,strapi',
      '--prefix-colors=magenta,blue',
      'npm:watch --workspace strapi-plugin-crm',
      `node ${JSON.stringify(inProject('scripts/develop-host.mjs'))}`,
    ),
  );
});
