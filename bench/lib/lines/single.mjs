// B1, B2: one transition over HTTP.
import { compare } from '../compare.mjs';
import { median } from '../figures.mjs';
import { sendAll } from '../http.mjs';
import { line } from '../line.mjs';
import { restore } from '../state.mjs';

const medianOf = async (requests) => median((await sendAll(requests, 1)).latencies);

const deactivateIn = (crm) => (documentId) => ({
  port: crm.port,
  token: crm.token,
  method: 'POST',
  path: `/api/crm/leads/${documentId}/deactivate`,
  body: { data: {} },
});

/** B1: milliseconds of one request, the median of a round. */
export async function single({ database, crm, floor, size, documents }) {
  const figures = await compare({
    database,
    rounds: size.rounds,
    sides: {
      crm: () => medianOf(documents.map(deactivateIn(crm))),
      floor: () =>
        medianOf(
          documents.map((documentId) => ({
            port: floor.port,
            method: 'POST',
            path: `/leads/${documentId}/deactivate`,
            body: { data: {} },
          })),
        ),
    },
  });
  await crm.ask('statements');
  await sendAll([deactivateIn(crm)(documents[0])], 1);
  const { statements } = await crm.ask('statements');
  await restore(database.knex, database.dialect, database.start);
  return [
    line({
      id: 'B1',
      what: 'one deactivation over HTTP',
      plugin: figures.crm,
      yardstick: figures.floor,
      name: 'bare Koa and SQL',
      target: { most: 2.5 },
      note: `${statements.length} statements, login included`,
    }),
  ];
}

/** B2: an unguarded field through Strapi's generated route, with the plugin's guards and without. */
export async function stockPut({ database, crm, size, documents }) {
  let value = 0;
  const put = () => {
    value += 1;
    return medianOf(
      documents.map((documentId) => ({
        port: crm.port,
        token: crm.token,
        method: 'PUT',
        path: `/api/crm/leads/${documentId}`,
        body: { data: { estimatedValue: value } },
      })),
    );
  };
  const figures = await compare({
    database,
    rounds: size.rounds,
    same: [],
    sides: {
      deactivation: () => medianOf(documents.map(deactivateIn(crm))),
      // Who is asking? The least that Strapi does for a request with a login.
      login: () =>
        medianOf(
          documents.map(() => ({
            port: crm.port,
            token: crm.token,
            method: 'GET',
            path: '/api/users/me',
          })),
        ),
      guarded: put,
      stock: async () => {
        await crm.ask('guards', { on: false });
        const milliseconds = await put();
        await crm.ask('guards', { on: true });
        return milliseconds;
      },
    },
  });
  return [
    line({
      id: 'B2',
      what: 'one deactivation, against a stock PUT of one field',
      plugin: figures.deactivation,
      yardstick: figures.stock,
      name: 'stock PUT, no cascade',
      target: { least: 4 },
    }),
    line({
      what: 'of that, the login alone (GET /users/me)',
      plugin: figures.login,
      yardstick: figures.deactivation,
      name: 'deactivation',
    }),
    line({
      what: 'that PUT with the guards',
      plugin: figures.guarded,
      yardstick: figures.stock,
      name: 'stock PUT',
    }),
  ];
}
