// Ratios measured in one run; what and how is in bench/.
import { existsSync } from 'node:fs';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { throwAwayEnvironment } from './lib/environment.mjs';
import { inProject } from './lib/project.mjs';
import { main, Stop } from './lib/say.mjs';
import { run } from './lib/shell.mjs';

await main(async () => {
  const bench = inProject('bench/run.mjs');
  if (!existsSync(bench)) throw new Stop('There is no benchmark yet: bench/run.mjs is missing.');
  await ensureInstalled();
  await ensureBuilt();
  const env = { ...throwAwayEnvironment(), NODE_ENV: 'production', LOG_LEVEL: 'error' };
  return run([process.execPath, bench, ...process.argv.slice(2)], { env });
});
