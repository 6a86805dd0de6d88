// Every check that needs no running application, what fails fastest first; stops at the first red.
import { ensurePluginBuilt } from './lib/ensure-built.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { inProject, npm, tool } from './lib/project.mjs';
import { heading, main, say, Stop } from './lib/say.mjs';
import { run } from './lib/shell.mjs';

const CHECKS = [
  { name: 'Format', check: () => run(tool('prettier', '--check', '--log-level', 'warn', '.')) },
  { name: 'Lint', check: () => run(npm('run', '--silent', 'lint')) },
  { name: 'Types', check: () => run(npm('run', '--silent', 'types')) },
  { name: 'Layers', check: () => run(npm('run', '--silent', 'layers')) },
  { name: 'Dead code', check: () => run(npm('run', '--silent', 'knip')) },
  { name: 'Plugin build', check: ensurePluginBuilt },
  {
    name: 'Plugin package',
    check: () => run(tool('strapi-plugin', 'verify'), { cwd: inProject('plugins/crm') }),
  },
];

await main(async () => {
  await ensureInstalled();
  for (const { name, check } of CHECKS) {
    heading(name);
    if (await check()) throw new Stop(`${name}: failed. The checks after it did not run.`);
  }
  say('\nAll checks passed.');
});
