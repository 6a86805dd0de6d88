// B8: what somebody pays who does something else in an application that has the plugin.
import { createDatabase } from '../databases.mjs';
import { median, summary } from '../figures.mjs';
import { sendAll } from '../http.mjs';
import { line } from '../line.mjs';
import { startSide } from '../side.mjs';

const WAYS = {
  api: 'a PUT that has nothing to do with the CRM',
  panel: 'a PUT in the panel, by a super administrator',
};

/** A PUT of Strapi's own, in the same application with the plugin and without. */
export async function tax({ kind, size }) {
  const apps = [
    await start(kind, 'with', { CRM_ENABLED: 'true' }),
    await start(kind, 'without', { CRM_ENABLED: 'false' }),
  ];
  try {
    const [crm, plain] = apps.map(({ side }) => side);
    const puts = [];
    for (const [way, what] of Object.entries(WAYS)) {
      const taken = await inTurn(apps, way, size);
      puts.push(
        line({
          id: 'B8',
          what,
          plugin: summary(taken.with),
          yardstick: summary(taken.without),
          name: 'the application without the plugin',
          target: { most: 1.03 },
        }),
      );
    }
    return [
      ...puts,
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

async function inTurn(apps, way, size) {
  const taken = { with: [], without: [] };
  for (let round = -1; round < size.rounds; round += 1) {
    for (const { name, put } of apps) {
      const requests = Array.from({ length: size.requests }, (_none, turn) => put(way, turn));
      const { latencies } = await sendAll(requests, 1);
      if (round >= 0) taken[name].push(median(latencies));
    }
  }
  return taken;
}

async function start(kind, name, env) {
  const made = await createDatabase(kind);
  const first = await startSide('crm', { ...made.env, ...env });
  const { documentId } = await first.ask('strangers');
  await first.stop();
  // The first start makes the tables; it is the second one that is compared.
  const side = await startSide('crm', { ...made.env, ...env });
  const { port } = side;
  const tokens = await side.ask('logInBoth');
  const puts = {
    api: (text) => ({ path: `/api/notes/${documentId}`, body: { data: { text } } }),
    panel: (text) => ({
      path: `/content-manager/collection-types/api::note.note/${documentId}`,
      body: { text },
    }),
  };
  return {
    name,
    side,
    put: (way, turn) => ({
      port,
      token: tokens[way],
      method: 'PUT',
      ...puts[way](`Note ${turn}`),
    }),
    async stop() {
      await side.stop();
      await made.drop();
    },
  };
}
