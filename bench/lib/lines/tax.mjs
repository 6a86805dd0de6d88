// B8: what somebody pays who does something else in an application that has the plugin.
import { createDatabase } from '../databases.mjs';
import { median, summary } from '../figures.mjs';
import { ask, sendAll } from '../http.mjs';
import { line } from '../line.mjs';
import { startSide } from '../side.mjs';

/** A PUT of Strapi's own, in the same application with the plugin and without. */
export async function tax({ kind, size }) {
  const apps = [
    await start(kind, 'with', { CRM_ENABLED: 'true' }),
    await start(kind, 'without', { CRM_ENABLED: 'false' }),
  ];
  try {
    const taken = { with: [], without: [] };
    for (let round = -1; round < size.rounds; round += 1) {
      for (const { name, side, put } of apps) {
        const { latencies } = await sendAll(
          Array.from({ length: size.requests }, (_none, turn) => put(side, turn)),
          1,
        );
        if (round >= 0) taken[name].push(median(latencies));
      }
    }
    const [crm, plain] = apps.map(({ side }) => side);
    return [
      line({
        id: 'B8',
        what: 'a PUT that has nothing to do with the CRM',
        plugin: summary(taken.with),
        yardstick: summary(taken.without),
        name: 'the application without the plugin',
        target: { most: 1.03 },
      }),
      line({
        id: 'B8',
        what: 'start of the application',
        plugin: summary([crm.booted]),
        yardstick: summary([plain.booted]),
        name: 'without the plugin (one start each)',
        target: { most: 1.05 },
      }),
      line({
        id: 'B8',
        what: 'memory after the start',
        unit: 'MiB',
        plugin: summary([crm.rss]),
        yardstick: summary([plain.rss]),
        name: 'without the plugin (one start each)',
      }),
    ];
  } finally {
    for (const { stop } of apps) await stop();
  }
}

async function start(kind, name, env) {
  const made = await createDatabase(kind);
  const first = await startSide('crm', { ...made.env, ...env });
  const { token } = await first.ask('admin');
  const locales = await ask({ port: first.port, token, method: 'GET', path: '/i18n/locales' });
  const [{ id }] = locales.body;
  await first.stop();
  // The first start makes the tables; it is the second one that is compared.
  const side = await startSide('crm', { ...made.env, ...env });
  const answer = await side.ask('logInToPanel');
  return {
    name,
    side,
    put: ({ port }, turn) => ({
      port,
      token: answer.token,
      method: 'PUT',
      path: `/i18n/locales/${id}`,
      body: { name: `English ${turn}`, isDefault: true },
    }),
    async stop() {
      await side.stop();
      await made.drop();
    },
  };
}
