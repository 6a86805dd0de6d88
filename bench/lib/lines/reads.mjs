// B5, B6, B7: board, lists and reports.
import { compareReads } from '../compare.mjs';
import { askTimed } from '../http.mjs';
import { line } from '../line.mjs';

const LIMIT = 20;
const PAGE = 25;
/** As deep into the default list as page 20 000 of a million leads. */
const DEEP = 0.5;

const get = ({ port, token }, path) =>
  askTimed({ port, token, method: 'GET', path: `/api/crm${path}` });
const read = ({ port }, name, body) =>
  askTimed({ port, method: 'POST', path: `/read/${name}`, body });

/** B5: counts, sums, first cards with owner of every stage. */
export async function board({ database: { knex }, crm, floor, size }) {
  const pipeline = await knex('crm_pipelines').where({ default_of: 'lead' }).first();
  const stages = await knex('crm_stages').where({ pipeline_key: pipeline.id }).orderBy('id');
  const path = `/pipelines/${pipeline.document_id}/board?limit=${LIMIT}`;
  const figures = await compareReads({
    rounds: size.rounds,
    requests: size.reads,
    sides: {
      crm: {
        ask: () => get(crm, path),
        told: ({ data }) =>
          stages.map(({ document_id: documentId }) =>
            data.stages
              .find((stage) => stage.documentId === documentId)
              .cards.map((card) => card.documentId),
          ),
      },
      floor: {
        ask: () => read(floor, 'board', { pipeline: pipeline.id, limit: LIMIT }),
        told: ({ cards }) =>
          stages.map(({ id }) =>
            cards
              .filter(({ stage_key: stage }) => stage === id)
              .slice(0, LIMIT)
              .map((card) => card.document_id),
          ),
      },
      stock: {
        async ask() {
          const started = performance.now();
          for (const { document_id: stage } of stages) {
            await get(
              crm,
              `/leads?view=all&filters[stage][documentId]=${stage}&filters[active]=true&populate=owner&sort=createdAt:desc&pagination[pageSize]=${LIMIT}`,
            );
          }
          return { milliseconds: performance.now() - started };
        },
      },
    },
  });
  return [
    line({
      id: 'B5',
      what: 'the board: counts, sums and 20 cards of each stage',
      plugin: figures.crm,
      yardstick: figures.floor,
      name: 'bare Koa and SQL',
      target: { most: 2 },
    }),
    line({
      id: 'B5',
      what: 'the board',
      plugin: figures.crm,
      yardstick: figures.stock,
      name: `generated lists, one for each of ${stages.length} stages`,
      target: { least: 50 },
    }),
  ];
}

/** B6: the default list, of all and of one owner, its first page and one far down. */
export async function lists({ database: { knex, dialect }, crm, floor, size }) {
  const query = `/leads?pagination[pageSize]=${PAGE}&populate=owner`;
  const { document_id: owner, id } = await knex('crm_members').orderBy('id').first();
  const owned = `${query}&filters[owner][documentId]=${owner}`;
  const middle = await knex('crm_leads')
    .where({ status: 'open', active: true })
    .orderBy('created_at', 'desc')
    .offset(Math.floor(size.leads * 0.65 * DEEP))
    .first('created_at', 'id');
  const after = { at: dialect.instant(new Date(middle.created_at)), id: middle.id };
  const cursor = Buffer.from(
    JSON.stringify([new Date(middle.created_at).toISOString(), middle.id]),
  ).toString('base64url');
  const ids = (rows) => rows.map(({ document_id: documentId }) => documentId);
  const told = ({ data }) => data.map(({ documentId }) => documentId);
  const figures = await compareReads({
    rounds: size.rounds,
    requests: size.reads,
    sides: {
      first: { ask: () => get(crm, `${query}&cursor=start`), told },
      floor: { ask: () => read(floor, 'list', { limit: PAGE }), told: ids },
      stock: { ask: () => get(crm, `${query}&sort[0]=createdAt:desc&sort[1]=id:desc`), told },
    },
  });
  const deep = await compareReads({
    rounds: size.rounds,
    requests: size.reads,
    sides: {
      deep: { ask: () => get(crm, `${query}&cursor=${cursor}`), told },
      floor: { ask: () => read(floor, 'list', { after, limit: PAGE }), told: ids },
      offset: {
        ask: () =>
          get(
            crm,
            `${query}&sort[0]=createdAt:desc&sort[1]=id:desc&pagination[page]=${Math.floor((size.leads * 0.65 * DEEP) / PAGE)}`,
          ),
      },
    },
  });
  const mine = await compareReads({
    rounds: size.rounds,
    requests: size.reads,
    sides: {
      crm: { ask: () => get(crm, `${owned}&cursor=start`), told },
      floor: { ask: () => read(floor, 'list', { owner: id, limit: PAGE }), told: ids },
      stock: { ask: () => get(crm, `${owned}&sort[0]=createdAt:desc&sort[1]=id:desc`), told },
    },
  });
  return [
    line({
      id: 'B6',
      what: 'the default list, first page by cursor',
      plugin: figures.first,
      yardstick: figures.floor,
      name: 'bare Koa and SQL',
    }),
    line({
      id: 'B6',
      what: 'the default list, first page by cursor',
      plugin: figures.first,
      yardstick: figures.stock,
      name: 'the generated list with its total',
    }),
    line({
      id: 'B6',
      what: 'the default list, half way down',
      plugin: deep.deep,
      yardstick: figures.first,
      name: 'the first page',
      target: { most: 1.5 },
    }),
    line({
      id: 'B6',
      what: 'the default list, half way down',
      plugin: deep.deep,
      yardstick: deep.offset,
      name: 'the generated list by page number',
    }),
    line({
      id: 'B6',
      what: 'leads of one owner, first page by cursor',
      plugin: mine.crm,
      yardstick: mine.floor,
      name: 'bare Koa and SQL',
    }),
    line({
      id: 'B6',
      what: 'leads of one owner, first page by cursor',
      plugin: mine.crm,
      yardstick: mine.stock,
      name: 'the generated list with its total',
    }),
  ];
}

const total = (rows, field) => rows.reduce((sum, row) => sum + Number(row[field]), 0);

/** B7: every report, over all leads. */
export async function reports({ database: { dialect }, crm, floor, size }) {
  const [first, last] = ['2020-01-01', '2035-01-01'];
  const from = dialect.instant(new Date(first));
  const to = dialect.instant(new Date('2035-01-02'));
  const bare = { from, to };
  const path = (report, by) =>
    `/reports/${report}?from=${first}&to=${last}${by === undefined ? '' : `&by=${by}`}`;
  const lines = [];
  for (const { what, report, by, name, counted } of [
    {
      what: 'lost leads by reason',
      report: 'lost-reasons',
      by: 'reason',
      name: 'lostByReason',
      counted: ['leads', 'value'],
    },
    {
      what: 'lost leads by month and reason',
      report: 'lost-reasons',
      by: 'month',
      name: 'lostByMonth',
      counted: ['leads', 'value'],
    },
    {
      what: 'the funnel by pipeline',
      report: 'funnel',
      by: 'pipeline',
      name: 'funnel',
      counted: ['leads', 'worked', 'open', 'won'],
    },
    {
      what: 'owners',
      report: 'owners',
      by: undefined,
      name: 'owners',
      counted: ['open', 'closed', 'lost', 'value'],
    },
    {
      what: 'time in stage',
      report: 'time-in-stage',
      by: undefined,
      name: 'timeInStage',
      counted: ['visits'],
    },
  ]) {
    const totals = (rows) => counted.map((field) => Math.round(total(rows, field)));
    const figures = await compareReads({
      rounds: size.rounds,
      requests: 1,
      sides: {
        crm: {
          ask: () => get(crm, path(report, by)),
          told: ({ data }) => totals(data.map((row) => row.figures)),
        },
        floor: { ask: () => read(floor, name, bare), told: totals },
      },
    });
    lines.push(
      line({
        id: 'B7',
        what: `report: ${what}`,
        plugin: figures.crm,
        yardstick: figures.floor,
        name: 'bare GROUP BY, the same figures',
        target: { most: 1.2 },
      }),
    );
  }
  return lines;
}
