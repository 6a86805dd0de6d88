// Ratios of the plugin to bare SQL and to stock Strapi, measured in one run. See README.md beside this.
//
//   npm run bench                         everything this machine can run, some minutes
//   npm run bench -- --quick              small sizes, for CI
//   npm run bench -- --db sqlite --rounds 7
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { inProject } from '../scripts/lib/project.mjs';
import { heading, main, say, step } from '../scripts/lib/say.mjs';
import { chooseDatabases } from './lib/databases.mjs';
import { measure } from './lib/measure.mjs';
import { isOverBound, printTable } from './lib/report.mjs';

const FULL = { leads: 100_000, batch: 10_000, requests: 200, rounds: 5 };
const QUICK = { leads: 10_000, batch: 1_000, requests: 30, rounds: 2 };

await main(async () => {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      db: { type: 'string' },
      rounds: { type: 'string' },
    },
  });
  const size = { ...(values.quick ? QUICK : FULL) };
  if (values.rounds) size.rounds = Number(values.rounds);

  const results = [];
  for (const kind of await chooseDatabases(values.db?.split(','), say)) {
    heading(kind);
    const result = await measure(kind, size, { say, step });
    printTable([result], say);
    results.push(result);
  }
  say(`\n${size.leads} leads, ${size.rounds} rounds; written to ${write({ size, results })}`);
  return results.some(isOverBound) ? 1 : 0;
});

function write(report) {
  const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-');
  const file = `bench/results/${stamp}.json`;
  mkdirSync(inProject('bench/results'), { recursive: true });
  const machine = { node: process.version, cpu: cpus()[0]?.model, cores: cpus().length };
  writeFileSync(inProject(file), JSON.stringify({ stamp, machine, ...report }, null, 2));
  return file;
}
