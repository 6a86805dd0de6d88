// A node of its own on the test's database: works on bulk jobs until it is told to stop, or is killed.
// Says on its standard output what it does, a line of JSON each.
import path from 'node:path';
import { createRequire } from 'node:module';

const root = path.resolve(import.meta.dirname, '../..');
process.chdir(root);
const { createStrapi } = createRequire(path.join(root, 'package.json'))('@strapi/strapi');
const strapi = createStrapi({ appDir: root, distDir: path.join(root, 'dist') });
const say = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);

await strapi.load();
let batches = 0;
strapi.db.connection.on('query', ({ sql }) => {
  // Only a batch says what became of its leads.
  if (!/^update "?`?(public"\.")?crm_bulk_items/.test(sql)) return;
  batches += 1;
  say({ batches });
});
say({ ready: true });

process.on('message', async (message) => {
  if (message !== 'stop') return;
  await strapi.destroy();
  process.exit(0);
});
