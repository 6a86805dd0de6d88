// Ratios of the plugin to bare SQL and to stock Strapi, measured in one run. See README.md beside this.
//
//   npm run bench                         a million leads on everything this machine can run
//   npm run bench -- --quick              small sizes, for CI
//   npm run bench -- --db sqlite --rounds 7 --leads 100000 --only B5,B6
//   npm run bench -- --keep               keeps the filled databases for the next run, which finds them
//   npm run bench -- --shared --write     into README.md beside this; says that the machine was not quiet
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { inProject } from '../scripts/lib/project.mjs';
import { heading, main, say, step, Stop } from '../scripts/lib/say.mjs';
import { chooseDatabases } from './lib/databases.mjs';
import { measure, PARTS } from './lib/measure.mjs';
import { isOverBound, markdownOf, printTable, summaryOf } from './lib/report.mjs';

const FULL = {
  leads: 1_000_000,
  batch: 10_000,
  jobs: [10_000, 100_000],
  jobRounds: 2,
  small: 1_000,
  loop: 16,
  requests: 100,
  reads: 20,
  rounds: 5,
};
const QUICK = {
  ...FULL,
  leads: 10_000,
  batch: 1_000,
  jobs: [1_000],
  small: 200,
  requests: 20,
  reads: 5,
  rounds: 2,
};

await main(async () => {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      db: { type: 'string' },
      rounds: { type: 'string' },
      leads: { type: 'string' },
      only: { type: 'string' },
      keep: { type: 'boolean', default: false },
      shared: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
    },
  });
  const size = { ...(values.quick ? QUICK : FULL) };
  if (values.rounds) size.rounds = Number(values.rounds);
  if (values.leads) size.leads = Number(values.leads);
  const parts = values.only?.split(',');
  const unknown = parts?.find((part) => !PARTS.includes(part));
  if (unknown !== undefined) throw new Stop(`--only knows ${PARTS.join(', ')}, not "${unknown}".`);

  const results = [];
  for (const kind of await chooseDatabases(values.db?.split(','), say)) {
    heading(kind);
    const result = await measure(kind, size, { parts, keep: values.keep, say, step });
    printTable(result, say);
    results.push(result);
  }
  const stamp = new Date().toISOString();
  const machine = {
    node: process.version,
    cores: cpus().length,
    memory: Math.round(totalmem() / 1024 ** 3),
  };
  const report = { stamp, machine, size, shared: values.shared, results };
  say(`\n${size.leads} leads, ${size.rounds} rounds; written to ${keep(report)}`);
  if (values.write) {
    intoFile('bench/README.md', markdownOf(report));
    // The project's own page shows all of it or nothing.
    if (parts === undefined && results.length > 1) intoFile('README.md', summaryOf(report));
  }
  return results.some(isOverBound) ? 1 : 0;
});

function keep(report) {
  const file = `bench/results/${report.stamp.replaceAll(/[:.]/g, '-')}.json`;
  mkdirSync(inProject('bench/results'), { recursive: true });
  writeFileSync(inProject(file), JSON.stringify(report, null, 2));
  return file;
}

function intoFile(name, text) {
  const file = inProject(name);
  const [before, , after] = readFileSync(file, 'utf8').split(
    /(?<=<!-- bench -->\n)|(?=<!-- end of bench -->)/,
  );
  writeFileSync(file, `${before}\n${text}\n\n${after}`);
}
