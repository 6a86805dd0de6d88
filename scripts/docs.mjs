// Rewrites what the documents take from the catalogues: the tables between their markers,
// docs/openapi.json, and the package's copy of the changelog. The same test, run without UPDATE_DOCS,
// fails when they are stale.
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { tool } from './lib/project.mjs';
import { main } from './lib/say.mjs';
import { run } from './lib/shell.mjs';

await main(async () => {
  await ensureInstalled();
  return run(tool('jest', '--selectProjects', 'journeys', '--', 'tests/docs.test.ts'), {
    env: { UPDATE_DOCS: '1' },
  });
});
