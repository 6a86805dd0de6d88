// Every test: rules first, then the journeys on SQLite, in the browser, on PostgreSQL and on MariaDB.
//
//   npm test                              everything this machine can run
//   npm test -- cascade                   the files whose path contains "cascade"
//   npm test -- --db sqlite cascade       their journeys on one database only
//   CRM_REQUIRE_DATABASES=1 npm test      a database that cannot be reached is a failure
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { findChromium } from './lib/chromium.mjs';
import { addressOf, DATABASES, obstacle } from './lib/databases.mjs';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { throwAwayEnvironment } from './lib/environment.mjs';
import { inProject, tool } from './lib/project.mjs';
import { heading, main, say, Stop } from './lib/say.mjs';
import { run } from './lib/shell.mjs';

const asked = readArguments(process.argv.slice(2));
const results = inProject('.cache/tests');
const total = { passed: 0, failed: 0, skipped: 0 };

await main(async () => {
  refuseUnknownDatabases(asked.databases);
  await ensureInstalled();
  const chromium = findBrowser();
  await ensureBuilt({ panel: chromium !== undefined });

  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  const environment = throwAwayEnvironment();

  heading('Rules');
  await runJest('unit', { project: 'unit', env: environment });
  for (const database of asked.databases) {
    await runJourneys(database, environment);
    // The browser sees the same pages whatever is below, so it goes with SQLite only.
    if (database === 'sqlite' && chromium) await runBrowser(chromium, environment);
  }

  heading('Together');
  if (total.skipped > 0) say(`${total.skipped} skipped`);
  say(`${total.passed} passed, ${total.failed} failed`);
  // A filter that matches nothing is a typing mistake, not a success.
  return total.failed > 0 || total.passed === 0 ? 1 : 0;
});

function readArguments(words) {
  const filters = [...words];
  const at = filters.indexOf('--db');
  const chosen = at < 0 ? Object.keys(DATABASES) : (filters.splice(at, 2)[1] ?? '').split(',');
  return { databases: chosen, filters };
}

function refuseUnknownDatabases(names) {
  const unknown = names.filter((name) => !(name in DATABASES));
  if (unknown.length === 0) return;
  const known = Object.keys(DATABASES).join(', ');
  throw new Stop(`--db knows no "${unknown.join(',')}". Use one or more of ${known}, with commas.`);
}

async function runJourneys(database, environment) {
  const known = DATABASES[database];
  heading(`Journeys on ${known.name}`);
  const why = await obstacle(database);
  if (why) return cannotReach(database, why);

  await runJest(database, {
    project: 'journeys',
    env: {
      ...environment,
      CRM_TEST_DATABASE: database,
      ...(known.url && { [known.variable]: known.url }),
    },
  });
}

// One worker: server and browser are two processes, and a page that has to wait for a core too long
// misses what is shown for seconds.
async function runBrowser(chromium, environment) {
  heading('Journeys in the browser');
  const here = '.*/tests/browser/';
  await runJest('browser', {
    project: 'journeys',
    env: { ...environment, CRM_TEST_DATABASE: 'sqlite', CRM_TEST_CHROMIUM: chromium },
    workers: 1,
    filters:
      asked.filters.length > 0 ? asked.filters.map((word) => `(?=.*${word})${here}`) : [here],
  });
}

function cannotReach(database, why) {
  const { name, variable } = DATABASES[database];
  const sentence = `${name} cannot be reached as ${addressOf(database)}: ${why}`;
  if (process.env.CRM_REQUIRE_DATABASES === '1') {
    say(`Failed: ${sentence}`);
    total.failed += 1;
  } else {
    say(`Skipped: ${sentence} (set ${variable} to point elsewhere)`);
  }
}

function findBrowser() {
  if (!existsSync(inProject('tests/browser'))) return undefined;
  const chromium = findChromium();
  if (!chromium) {
    say(
      '• Skipping the browser tests: no Chromium or Chrome here (CRM_TEST_CHROMIUM=<path> names one)',
    );
  }
  return chromium;
}

// Two workers: a journey file is a whole Strapi, which is what two cores carry. --forceExit: one that
// fails half-way through its start leaves a Strapi behind that would keep the run from ending.
async function runJest(name, { project, env, workers = 2, filters = asked.filters }) {
  const outputFile = `${results}/${name}.json`;
  const command = tool(
    'jest',
    '--selectProjects',
    project,
    `--maxWorkers=${workers}`,
    '--passWithNoTests',
    ...(project === 'journeys' ? ['--forceExit'] : []),
    '--json',
    `--outputFile=${outputFile}`,
    ...filters,
  );
  const code = await run(command, { env });
  count(code, outputFile);
}

// A file that does not even load has no tests to count, and a jest that crashed leaves no report:
// each counts as one failure, so that the sum never says "0 failed" over a red run.
function count(code, outputFile) {
  const report = existsSync(outputFile) ? JSON.parse(readFileSync(outputFile, 'utf8')) : {};
  const failed = (report.numFailedTests ?? 0) + (report.numRuntimeErrorTestSuites ?? 0);
  total.passed += report.numPassedTests ?? 0;
  total.skipped += (report.numPendingTests ?? 0) + (report.numTodoTests ?? 0);
  total.failed += code === 0 ? failed : Math.max(1, failed);
}
