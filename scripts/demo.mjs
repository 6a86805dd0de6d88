// A running CRM with something in it, from a bare clone: installs, builds, seeds, serves.
// `npm run demo -- --fresh` forgets what was done to the demo data before.
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { ensureBuilt } from './lib/ensure-built.mjs';
import { ensureInstalled } from './lib/ensure-installed.mjs';
import { loadEnvironment } from './lib/environment.mjs';
import { createHost } from './lib/host.mjs';
import { refuseTakenPort } from './lib/port.mjs';
import { root } from './lib/project.mjs';
import { main, say, step } from './lib/say.mjs';

const PASSWORD = 'Crm-demo-2026';
const LOGINS = [
  ['who', 'login', 'roles'],
  ['Ada Admin', 'ada@crm.example', 'super admin in the panel; crm_admin in the API'],
  ['Eve Editor', 'eve@crm.example', 'crm_editor'],
  ['Max Manager', 'max@crm.example', 'crm_manager'],
  ['Sam Sales', 'sam@crm.example', 'crm_sales, manager Max'],
  ['Sue Sales', 'sue@crm.example', 'crm_sales, manager Max'],
  ['Mia Marketeer', 'mia@crm.example', 'crm_marketeer'],
  ['Pat Portal', 'pat@customer.example', 'crm_portal, a contact (API only)'],
];

await main(async () => {
  loadEnvironment();
  const host = process.env.HOST ?? '127.0.0.1';
  const port = process.env.PORT ?? '1337';
  const database = process.env.DEMO_DATABASE ?? '.tmp/demo.db';

  await refuseTakenPort(host, port, 'npm run demo');
  await ensureInstalled();
  await ensureBuilt({ panel: true });
  if (process.argv.includes('--fresh')) removeDatabase(database);
  await step('Starting (the first start fills the demo database)', () =>
    serve(host, port, database),
  );
  welcome(`http://${host}:${port}`, database);
});

// A database of its own: the demo never touches the data of `npm start` or `npm run develop`.
// Production mode serves the built panel as a real installation does. Logging in over plain http
// works there because Strapi marks its cookies `secure` only when the request came by https.
function serve(host, port, database) {
  Object.assign(process.env, {
    NODE_ENV: 'production',
    HOST: host,
    PORT: port,
    DATABASE_CLIENT: 'sqlite',
    DATABASE_FILENAME: database,
    CRM_ENABLED: 'true',
    CRM_SEED: 'demo',
    STARTUP_BANNER: 'false',
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
  });
  return createHost().start();
}

function removeDatabase(database) {
  for (const suffix of ['', '-wal', '-shm'])
    rmSync(resolve(root, database + suffix), { force: true });
}

function welcome(address, database) {
  say(`
The CRM is running.

  Admin panel   ${address}/admin
  API           ${address}/api/crm/leads (log in with POST /api/auth/local)

Password for everyone, admin panel and API alike: ${PASSWORD}
`);
  LOGINS.forEach((row) => say(`  ${row.map(pad).join('  ')}`.trimEnd()));
  say(`
The data is in ${database}; npm run demo -- --fresh starts over. Stop with Ctrl+C.`);
}

function pad(cell, column) {
  return cell.padEnd(Math.max(...LOGINS.map((row) => row[column].length)));
}
