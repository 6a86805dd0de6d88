// A node of its own on the database of a test: it starts, delivers what is due, says how it went, and ends.
import { requireFromProject, root } from '../../scripts/lib/project.mjs';
import { join } from 'node:path';

const { createStrapi } = requireFromProject('@strapi/strapi');

const strapi = await createStrapi({ appDir: root, distDir: join(root, 'dist') }).load();
process.send({ ready: true });
await new Promise((resolve) => {
  process.once('message', resolve);
});
const tally = await strapi.plugin('crm').service('outbox').deliver();
process.send({ tally });
await strapi.destroy();
process.exit(0);
