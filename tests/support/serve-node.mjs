// A node of its own on the database of a test: it serves HTTP until it is told to stop, or is killed. Its
// clock is the test's: told to tick, it does all that it would do by the clock, right now.
import { once } from 'node:events';
import { createHost } from '../../scripts/lib/host.mjs';

const strapi = await createHost().load();
strapi.server.mount();
const { httpServer } = strapi.server;
httpServer.listen(0, '127.0.0.1');
await once(httpServer, 'listening');

const ORDERS = {
  async tick() {
    const own = strapi.cron.jobs.filter(({ name }) => name?.startsWith('crm'));
    await Promise.all(own.map(({ job }) => job.invoke()));
    return { jobs: own.map(({ name }) => name) };
  },
  async stop() {
    await strapi.destroy();
    return {};
  },
};

process.on('message', async ({ id, order }) => {
  try {
    process.send({ id, ...(await ORDERS[order]()) });
  } catch (error) {
    process.send({ id, problem: String(error) });
  }
  if (order === 'stop') process.exit(0);
});
process.send({ port: httpServer.address().port });
