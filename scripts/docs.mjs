// Rewrites the tables in the documents that mirror the catalogues. The same test, run without
// UPDATE_DOCS, fails when they are stale.
import { ensureBuilt } from './lib/ensure-built.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { tool } from './lib/project.mjs';
import { main } from './lib/say.mjs';
import { run } from './lib/shell.mjs';

await main(async () => {
  await ensureInstalled();
  await ensureBuilt();
  return run(tool('jest', '--selectProjects', 'journeys', '--', 'tests/docs.test.ts'), {
    env: { UPDATE_DOCS: '1' },
  });
});
