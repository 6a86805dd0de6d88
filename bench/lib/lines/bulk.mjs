// B3, B4: many leads at once.
import { setTimeout as sleep } from 'node:timers/promises';
import { compare } from '../compare.mjs';
import { round, summary } from '../figures.mjs';
import { ask } from '../http.mjs';
import { line } from '../line.mjs';
import { pick } from '../seed.mjs';
import { timed } from '../side.mjs';
import { restore } from '../state.mjs';

const SMALL_BATCH = 100;

/** B3: milliseconds of one batch through a door (R32), inside each process. */
export async function oneBatch({ database, crm, floor, size, ids }) {
  const chosen = pick(ids, size.batch);
  const counted = [];
  const figures = await compare({
    database,
    rounds: size.rounds,
    sides: {
      crm: async () => {
        const answer = await crm.ask('batch', { ids: chosen });
        counted.push(answer.statements);
        return answer.milliseconds;
      },
      floor: async () => (await floor.ask('batch', { ids: chosen })).milliseconds,
    },
  });
  const small = await crm.ask('batch', { ids: pick(ids, SMALL_BATCH) });
  // What the application does beside it, such as a look at its schedule, is not the batch's.
  const statements = Math.min(...counted);
  await restore(database.knex, database.dialect, database.start);
  return [
    {
      ...line({
        id: 'B3',
        what: `${size.batch} leads set inactive by one updateMany`,
        plugin: figures.crm,
        yardstick: figures.floor,
        name: 'set-based SQL',
        target: { most: 2 },
        note: `${small.statements} statements for ${SMALL_BATCH}, ${statements} for ${size.batch}`,
      }),
      grows: statements !== small.statements,
    },
  ];
}

/** B3: leads closed as lost by their score, with the people on them, as a bulk job that HTTP asks for. */
export async function jobs({ database, crm, floor, size, score, ids: open }) {
  const lines = [];
  const counts = size.jobs.filter((count) => count < open.length);
  for (const [index, count] of counts.entries()) {
    const { ids, filters } = await oldest(database, count);
    const seen = [];
    const figures = await compare({
      database,
      rounds: index === 0 ? size.rounds : size.jobRounds,
      warmUp: index === 0 ? 1 : 0,
      // A job goes batch by batch: who is kept by a later one is looked at again, by an operation of its own.
      same: ['people', 'history'],
      sides: {
        crm: async () => {
          await crm.ask('watch');
          const milliseconds = await runJob(crm, {
            action: 'score',
            filters,
            data: { leadScore: score.documentId },
          });
          seen.push(await crm.ask('watched'));
          return milliseconds;
        },
        floor: async () => (await floor.ask('scoreLost', { ids, score })).milliseconds,
      },
    });
    const most = (field) => round(Math.max(...seen.map((one) => one[field])), 0);
    lines.push({
      ...line({
        id: 'B3',
        what: `${count} leads closed as lost by a bulk job`,
        plugin: figures.crm,
        yardstick: figures.floor,
        name: 'set-based SQL, one transaction',
        target: { most: count >= 100_000 ? 1.5 : 2 },
        note: `longest block ${most('longestBlock')} ms, memory ${most('rssBefore')} to ${most('rssMost')} MiB, ${round((1000 * figures.crm.median) / count, 0)} µs a lead`,
      }),
      reached: figures.reached,
      longestBlock: most('longestBlock'),
      rss: { before: most('rssBefore'), most: most('rssMost') },
    });
  }
  return lines;
}

/** The leads that came in first, as a filter of a list says it, and as row ids. */
async function oldest({ knex }, count) {
  const open = knex('crm_leads').where({ status: 'open', active: true });
  const last = await open.clone().orderBy('id').offset(count).first('created_at');
  const ids = await open
    .clone()
    .where('created_at', '<', last.created_at)
    .orderBy('id')
    .pluck('id');
  const before = new Date(last.created_at).toISOString();
  return { ids, filters: { createdAt: { $lt: before } } };
}

async function runJob({ port, token }, body) {
  const job = { port, token, method: 'POST', path: '/api/crm/leads/bulk', body };
  const started = await ask(job, [202]);
  const { documentId } = started.body.data;
  for (;;) {
    const { body: now } = await ask({
      port,
      token,
      method: 'GET',
      path: `/api/crm/bulk-jobs/${documentId}`,
    });
    const { status, total, done, startedAt, finishedAt, problem } = now.data;
    if (status === 'done' && done === total) return new Date(finishedAt) - new Date(startedAt);
    if (status !== 'queued' && status !== 'running') {
      throw new Error(`The job is ${status}: ${done} of ${total} done. ${problem ?? ''}`);
    }
    // Looking is work as well: seldom enough not to be measured.
    await sleep(500);
  }
}

/** B4: what a client of stock Strapi would do, eight requests at a time. A few leads tell the cost of one. */
export async function putLoop({ database, crm, size, ids }) {
  const { knex, dialect, start } = database;
  const few = await leadsOf(knex, pick(ids, size.loop));
  const many = await leadsOf(knex, pick(ids, size.small));
  const taken = { job: [], loop: [] };
  for (let turn = 0; turn < 2; turn += 1) {
    const job = await runJob(crm, { action: 'deactivate', ids: many, data: {} });
    await restore(knex, dialect, start);
    await runJob(crm, { action: 'deactivate', ids: few, data: {} });
    const byJob = await flags(knex, few);
    await restore(knex, dialect, start);
    await crm.ask('guards', { on: false });
    const loop = await timed(() => eightAtATime(few, (lead) => closeAsClient(crm, lead)));
    await crm.ask('guards', { on: true });
    const byLoop = await flags(knex, few);
    await unloop(knex, dialect, few);
    if (JSON.stringify(byJob) !== JSON.stringify(byLoop)) {
      throw new Error('B4: the loop has not done what the job does.');
    }
    taken.job.push(job / many.length);
    taken.loop.push(loop / few.length);
  }
  return [
    line({
      id: 'B4',
      what: `a lead of a bulk job of ${size.small}`,
      plugin: summary(taken.job),
      yardstick: summary(taken.loop),
      name: `stock PUTs, 8 at a time, the rule in the client (${size.loop} leads)`,
      target: { least: 100 },
    }),
  ];
}

async function leadsOf(knex, ids) {
  return knex('crm_leads').whereIn('id', ids).orderBy('id').pluck('document_id');
}

async function eightAtATime(items, work) {
  const waiting = [...items];
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next);
    }),
  );
}

/** The lead, the people on it, and of each whether another lead still needs them. */
async function closeAsClient({ port, token }, lead) {
  const send = async (method, path, body) =>
    (await ask({ port, token, method, path: `/api/crm${path}`, body })).body.data;
  await send('PUT', `/leads/${lead}`, { data: { active: false } });
  const links = await send(
    'GET',
    `/lead-contacts?filters[lead][documentId]=${lead}&filters[active]=true&populate=contact`,
  );
  for (const { contact } of links) {
    const others = await send(
      'GET',
      `/lead-contacts?filters[contact][documentId]=${contact.documentId}&filters[active]=true&populate=lead`,
    );
    const needed = others.some(
      ({ lead: other }) =>
        other.active && [null, 'qualified', 'won'].includes(other.outcome ?? null),
    );
    if (!needed && contact.active) {
      await send('PUT', `/contacts/${contact.documentId}`, {
        data: { active: false, inactiveReason: 'lost-lead' },
      });
    }
  }
}

const peopleOn = (knex, documents) =>
  knex('crm_lead_contacts as k')
    .join('crm_leads as l', 'l.id', 'k.lead_key')
    .whereIn('l.document_id', documents)
    .select('k.contact_key');

async function flags(knex, documents) {
  const leads = await knex('crm_leads').whereIn('document_id', documents).orderBy('id');
  const people = await knex('crm_contacts').whereIn('id', peopleOn(knex, documents)).orderBy('id');
  return [leads, people].map((rows) => rows.map(({ id, active }) => [id, Boolean(active)]));
}

/** The loop leaves no history to go by. */
async function unloop(knex, { yes }, documents) {
  await knex.raw(
    `update crm_contacts set active = ${yes}, inactive_reason = null where inactive_reason = 'lost-lead' and inactivated_by_id is null`,
  );
  await knex('crm_leads')
    .whereIn('document_id', documents)
    .update({ active: knex.raw(yes) });
}
