// The floor: bare Koa and knex with the statements of lib/floor.mjs and lib/floor-reads.mjs, on the same
// database.
import { connect } from '../lib/databases.mjs';
import { dialectOf } from '../lib/dialect.mjs';
import { deactivate, scoreLost } from '../lib/floor.mjs';
import { csv, READS } from '../lib/floor-reads.mjs';
import { Readable } from 'node:stream';
import { serveTasks, timed } from '../lib/side.mjs';
import { requireFromProject } from '../../scripts/lib/project.mjs';

const Koa = requireFromProject('koa');
const SYSTEM = { kind: 'system', name: 'System', id: null };

const knex = connect(process.env);
const dialect = dialectOf(process.env);
const reader = {
  yes: dialect.yes,
  month: dialect.month,
  rows: async (sql, bindings) => dialect.rows(await knex.raw(sql, bindings)),
};
let member;

serveTasks({
  async start() {
    const koa = new Koa();
    koa.use((ctx) => answer(ctx));
    const server = koa.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    return { port: server.address().port };
  },
  /** Who deactivates over HTTP: nobody logs in here. */
  async actAs(actor) {
    member = actor;
    return {};
  },
  async batch({ ids }) {
    const by = { actor: SYSTEM, door: 'code' };
    return { milliseconds: await timed(() => deactivate(knex, dialect, ids, by)) };
  },
  async scoreLost({ ids, score }) {
    const by = { actor: member, door: 'rest', score };
    return { milliseconds: await timed(() => scoreLost(knex, dialect, ids, by)) };
  },
});

// POST /leads/:documentId/deactivate, POST /read/:name with what it asks for, and GET /csv
async function answer(ctx) {
  const [, first, second] = ctx.path.split('/');
  if (first === 'csv') {
    ctx.body = Readable.from(csv(reader));
    return;
  }
  const asked = JSON.parse(await bodyOf(ctx.req));
  ctx.body =
    first === 'read' ? await READS[second](reader, asked) : await deactivateOne(ctx, second);
}

async function deactivateOne(ctx, documentId) {
  const found = await knex('crm_leads').where({ document_id: documentId }).first('id', 'active');
  if (!found?.active) ctx.throw(409);
  await deactivate(knex, dialect, [found.id], { actor: member, door: 'rest' });
  return { data: await knex('crm_leads').where({ id: found.id }).first() };
}

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}
