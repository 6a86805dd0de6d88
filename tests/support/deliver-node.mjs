// A node of its own on the database of a test: it starts, delivers what is due, says how it went, and ends.
import { createHost } from '../../scripts/lib/host.mjs';

const strapi = await createHost().load();
process.send({ ready: true });
await new Promise((resolve) => {
  process.once('message', resolve);
});
const tally = await strapi.plugin('crm').service('outbox').deliver();
process.send({ tally });
await strapi.destroy();
process.exit(0);
