// Type checks every project of the repository, as many at a time as the machine has cores to spare.
import { availableParallelism } from 'node:os';
import { mkdirSync } from 'node:fs';
import { inProject, tool } from './lib/project.mjs';
import { main } from './lib/say.mjs';
import { run } from './lib/shell.mjs';

const PROJECTS = {
  host: 'tsconfig.json',
  core: 'plugins/crm/tsconfig.json',
  server: 'plugins/crm/server/tsconfig.json',
  admin: 'plugins/crm/admin/tsconfig.json',
  tests: 'tests/tsconfig.json',
};

await main(async () => {
  mkdirSync(inProject('.cache/types'), { recursive: true });
  const waiting = Object.entries(PROJECTS);
  const codes = [];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) codes.push(await check(...next));
  };
  await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, worker));
  return Math.max(...codes);
});

function check(name, project) {
  const remembered = inProject('.cache/types', `${name}.tsbuildinfo`);
  return run(
    tool('tsc', '--noEmit', '--project', project, '--incremental', '--tsBuildInfoFile', remembered),
  );
}
