// Everything that is measured on one database.
import { connect, createDatabase } from './databases.mjs';
import { dialectOf } from './dialect.mjs';
import { jobs, oneBatch, putLoop } from './lines/bulk.mjs';
import { exportAll } from './lines/export.mjs';
import { race } from './lines/race.mjs';
import { board, lists, reports } from './lines/reads.mjs';
import { single, stockPut } from './lines/single.mjs';
import { tax } from './lines/tax.mjs';
import { openLeads, pick, seed } from './seed.mjs';
import { startSide } from './side.mjs';
import { remember } from './state.mjs';

/** In this order: what only reads comes first, on a database that nothing has been done to. */
const MEASURED = [
  { part: 'B5', what: 'the board', work: board },
  { part: 'B6', what: 'lists', work: lists },
  { part: 'B7', what: 'reports', work: reports },
  { part: 'export', what: 'an export of all leads', work: exportAll },
  { part: 'B1', what: 'one deactivation over HTTP', work: single },
  { part: 'B2', what: 'a generated PUT', work: stockPut },
  { part: 'B3', what: 'a batch', work: oneBatch },
  { part: 'jobs', what: 'bulk jobs', work: jobs },
  { part: 'B4', what: 'a loop of PUTs', work: putLoop },
  { part: 'B10', what: 'a race', work: race },
  { part: 'B8', what: 'the application without the plugin', work: tax },
];
export const PARTS = MEASURED.map(({ part }) => part);

export async function measure(kind, size, { parts = PARTS, keep, step, say }) {
  const { env, ...made } = await createDatabase(kind, keep ? `kept_${size.leads}` : undefined);
  const stops = [];
  try {
    // Longer than the run takes: nobody here refreshes a token.
    const lasting = { ...env, ACCESS_TOKEN_LIFESPAN: '86400' };
    const crm = await step('Starting the application', () => startSide('crm', lasting));
    stops.push(crm.stop);
    const knex = connect(env);
    stops.push(() => knex.destroy());
    const dialect = dialectOf(env);
    const began = Date.now();
    const isFull = (await knex('crm_leads').first('id')) !== undefined;
    if (!isFull) await step(`Seeding ${size.leads} leads`, () => seed(knex, dialect, size.leads));
    const seconds = isFull ? undefined : Math.round((Date.now() - began) / 1000);
    const ids = await openLeads(knex);
    const floor = await startSide('floor', env);
    stops.push(floor.stop);
    await floor.ask('actAs', crm.member);
    const world = {
      kind,
      size,
      crm,
      floor,
      ids,
      database: { knex, dialect, start: await remember(knex) },
      documents: await documentsOf(knex, pick(ids, size.requests)),
      score: await lostScore(knex),
    };
    const lines = [];
    const broken = [];
    for (const { part, what, work } of MEASURED) {
      if (!parts.includes(part)) continue;
      try {
        const found = await step(`${part}: ${what}`, () => work(world));
        lines.push(...found);
        const ends = found.filter(({ reached }) => reached !== undefined);
        for (const { reached } of ends) say(`  both sides: ${JSON.stringify(reached)}`);
      } catch (error) {
        // What was measured before is not lost with it.
        say(`  ${part} broke off: ${error.stack ?? error}`);
        broken.push(part);
      }
    }
    return { database: dialect.name, seconds, lines, broken };
  } finally {
    for (const stop of stops.toReversed()) await stop();
    await made.drop();
  }
}

async function documentsOf(knex, ids) {
  return knex('crm_leads').whereIn('id', ids).orderBy('id').pluck('document_id');
}

/** The lead score that closes a lead as lost, as the API names it and as history keeps it. */
async function lostScore(knex) {
  const row = await knex('crm_dropdown_values as v')
    .join('crm_dropdown_types as t', 't.id', 'v.dropdown_type_key')
    .where({ 't.key': 'lead-score', 'v.key': 'lost' })
    .first('v.id', 'v.document_id', 'v.label');
  return { id: row.id, documentId: row.document_id, label: row.label };
}
