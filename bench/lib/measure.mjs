// Everything that is measured on one database.
import { compare } from './compare.mjs';
import { connect, createDatabase } from './databases.mjs';
import { dialectOf } from './dialect.mjs';
import { median } from './figures.mjs';
import { sendAll } from './http.mjs';
import { pick, seed } from './seed.mjs';
import { startSide } from './side.mjs';
import { remember, restore } from './state.mjs';

const SMALL_BATCH = 100;

export async function measure(kind, size, { say, step }) {
  const { env, ...made } = await createDatabase(kind);
  const stops = [];
  try {
    const crm = await step('Starting the application', () => startSide('crm', env));
    stops.push(crm.stop);
    const knex = connect(env);
    stops.push(() => knex.destroy());
    const dialect = dialectOf(env);
    const ids = await step(`Seeding ${size.leads} leads`, () => seed(knex, dialect, size.leads));
    const database = { knex, dialect, start: await remember(knex) };
    const floor = await startSide('floor', env);
    stops.push(floor.stop);
    await floor.ask('actAs', crm.member);

    const requests = await documentsOf(knex, pick(ids, size.requests));
    const b1 = await step('B1: one deactivation over HTTP', () =>
      single({ database, crm, floor, size, requests }),
    );
    const statements = await statementsOfOne({ database, crm, request: requests[0] });
    const b2 = await step('B2: a generated PUT', () => stockPut({ database, crm, size, requests }));
    const b3 = await step(`B3: ${size.batch} leads in one batch`, () =>
      batch({ database, crm, floor, size, ids: pick(ids, size.batch) }),
    );
    const small = await crm.ask('batch', { ids: pick(ids, SMALL_BATCH) });
    await restore(knex, dialect, database.start);
    say(`  all sides reached the same state: ${JSON.stringify(b3.reached)}`);
    return {
      database: dialect.name,
      size,
      b1: { ...b1, statements },
      b2,
      b3: {
        ...b3,
        statements: { [SMALL_BATCH]: small.statements, [size.batch]: b3.statements },
      },
    };
  } finally {
    for (const stop of stops.toReversed()) await stop();
    await made.drop();
  }
}

async function documentsOf(knex, ids) {
  const rows = await knex('crm_leads').whereIn('id', ids).orderBy('id').select('document_id');
  return rows.map((row) => row.document_id);
}

const medianOf = async (requests, connections) =>
  median((await sendAll(requests, connections)).latencies);

const deactivateIn = (crm) => (documentId) => ({
  port: crm.port,
  token: crm.token,
  method: 'POST',
  path: `/api/crm/leads/${documentId}/deactivate`,
  body: { data: {} },
});

/** B1: milliseconds of one request, the median of a round. */
const single = ({ database, crm, floor, size, requests }) =>
  compare({
    database,
    rounds: size.rounds,
    sides: {
      crm: () => medianOf(requests.map(deactivateIn(crm)), 1),
      floor: () =>
        medianOf(
          requests.map((documentId) => ({
            port: floor.port,
            method: 'POST',
            path: `/leads/${documentId}/deactivate`,
            body: { data: {} },
          })),
          1,
        ),
    },
  });

/** B2: an unguarded field through Strapi's generated route, with the plugin's guards and without. */
async function stockPut({ database, crm, size, requests }) {
  let value = 0;
  const put = () => {
    value += 1;
    return medianOf(
      requests.map((documentId) => ({
        port: crm.port,
        token: crm.token,
        method: 'PUT',
        path: `/api/crm/leads/${documentId}`,
        body: { data: { estimatedValue: value } },
      })),
      1,
    );
  };
  return compare({
    database,
    rounds: size.rounds,
    sameState: false,
    sides: {
      deactivation: () => medianOf(requests.map(deactivateIn(crm)), 1),
      // Who is asking? The least that Strapi does for a request with a login.
      login: () =>
        medianOf(
          requests.map(() => ({
            port: crm.port,
            token: crm.token,
            method: 'GET',
            path: '/api/users/me',
            body: {},
          })),
          1,
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
}

/** B3: milliseconds of the whole batch, inside each process. */
async function batch({ database, crm, floor, size, ids }) {
  let statements = 0;
  const figures = await compare({
    database,
    rounds: size.rounds,
    sides: {
      crm: async () => {
        const answer = await crm.ask('batch', { ids });
        statements = answer.statements;
        return answer.milliseconds;
      },
      floor: async () => (await floor.ask('batch', { ids })).milliseconds,
    },
  });
  return { ...figures, statements };
}

/** What one deactivation says to the database, from the login to the answer. */
async function statementsOfOne({ database, crm, request }) {
  await crm.ask('statements');
  await sendAll([deactivateIn(crm)(request)], 1);
  const { statements } = await crm.ask('statements');
  await restore(database.knex, database.dialect, database.start);
  return statements;
}
