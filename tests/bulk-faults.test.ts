import { setTimeout as sleep } from 'node:timers/promises';
import { appForTests } from './support/app';
import { builders } from './support/builders';
import { bulkJobs } from './support/bulk';
import { batchOf, marksItems, type Statement } from './support/statements';

/* I26: what may happen to a bulk job while it runs. Its batches take 500 leads each. */

const app = appForTests();
const a = builders(app);
const bulk = bulkJobs(app);

const TOTAL = 4_000;

let last = 0;

/** Leads as rows, to be there in no time; found by their title. */
async function makeLeads(count: number): Promise<{ title: string; ids: number[] }> {
  const title = `Bulk ${(last += 1)}`;
  const rows = Array.from({ length: count }, (_none, index) => ({
    document_id: `${title}-${index}`,
    title,
    state: 'new',
    status: 'open',
    active: true,
    version: 1,
  }));
  const { connection } = app.strapi.db;
  await connection.batchInsert('crm_leads', rows, 100);
  return { title, ids: await connection('crm_leads').where({ title }).orderBy('id').pluck('id') };
}

/** Resolves when the next batch is being written. */
const nextBatch = (): Promise<void> =>
  new Promise((resolve) => {
    const look = (query: Statement): void => {
      if (!marksItems(query)) return;
      app.strapi.db.connection.removeListener('query', look);
      resolve();
    };
    app.strapi.db.connection.on('query', look);
  });

const deactivate = (title: string, who = app.as.manager) =>
  bulk.start(who, { action: 'deactivate', filters: { title } });

const leftOf = async (title: string): Promise<number> =>
  app.strapi.db.query('plugin::crm.lead').count({ where: { title, active: true } });

const order = (documentId: string, word: string) =>
  app.as.manager.post(`/api/crm/bulk-jobs/${documentId}/${word}`);

describe('L19: a job that is running', () => {
  it('is paused after the batch, and resumed to its end', async () => {
    const { title } = await makeLeads(TOTAL);
    const batch = nextBatch();
    const started = await deactivate(title);
    const { documentId } = started.body.data;
    await batch;

    const paused = await order(documentId, 'pause');
    await sleep(300);
    const resting = await bulk.look(app.as.manager, documentId);
    const left = await leftOf(title);
    await order(documentId, 'resume');
    const done = await bulk.finished(app.as.manager, started);

    expect(paused).toMatchObject({ status: 200, body: { data: { status: 'paused' } } });
    expect(resting).toMatchObject({ status: 'paused', done: paused.body.data.done });
    expect(resting.done).toBeLessThan(TOTAL);
    expect(resting.done % 500).toBe(0);
    expect(left).toBe(TOTAL - resting.done);
    expect(done).toMatchObject({ status: 'done', done: TOTAL, pending: 0 });
    expect(await bulk.operationsOf(done)).toHaveLength(TOTAL);
  });

  it('is cancelled: what is done stays done, the rest is left alone', async () => {
    const { title } = await makeLeads(TOTAL);
    const batch = nextBatch();
    const { documentId } = (await deactivate(title)).body.data;
    await batch;

    const cancelled = await order(documentId, 'cancel');
    await sleep(300);
    const job = await bulk.look(app.as.manager, documentId);

    expect(cancelled.status).toBe(200);
    expect(job).toMatchObject({ status: 'cancelled', pending: TOTAL - job.done });
    expect(job.pending).toBeGreaterThan(0);
    expect(await leftOf(title)).toBe(job.pending);
    expect((await order(documentId, 'resume')).status).toBe(409);
  });

  it('stops when its starter is set inactive, says so, and goes on once that is mended', async () => {
    const { title } = await makeLeads(TOTAL);
    const members = app.strapi.db.query('plugin::crm.member');
    const setActive = (active: boolean) =>
      members.update({ where: { id: app.members.sue.id }, data: { active } });
    const batch = nextBatch();
    const started = await deactivate(title, app.as.sue);
    await batch;

    await setActive(false);
    const failed = await bulk.finished(app.as.manager, started);
    await setActive(true);
    await order(failed.documentId, 'resume');
    const done = await bulk.finished(app.as.manager, started);

    expect(failed).toMatchObject({
      status: 'failed',
      problem: expect.stringContaining('This member is inactive'),
    });
    expect(failed.pending).toBeGreaterThan(0);
    expect(failed.done + failed.pending).toBe(TOTAL);
    expect(done).toMatchObject({ status: 'done', done: TOTAL, problem: null });
    expect(await bulk.operationsOf(done)).toHaveLength(TOTAL);
  });

  it('R13: asks for the roles that its starter has by then', async () => {
    const { title } = await makeLeads(TOTAL);
    const roles = app.strapi.db.query('plugin::crm.role');
    const { grants } = await roles.findOne({ where: { key: 'crm_sales' } });
    const batch = nextBatch();
    const started = await deactivate(title, app.as.sales);
    await batch;

    await roles.update({ where: { key: 'crm_sales' }, data: { grants: { assign: 'own' } } });
    const job = await bulk.finished(app.as.manager, started);
    await roles.update({ where: { key: 'crm_sales' }, data: { grants } });

    expect(job.status).toBe('done');
    expect(job.refused).toBeGreaterThan(0);
    expect(job.done + job.refused).toBe(TOTAL);
    expect(job.refusals).toMatchObject([{ code: 'access.role', count: job.refused }]);
    expect(await leftOf(title)).toBe(job.refused);
  });
});

describe('a batch that breaks', () => {
  it('is rolled back, and tried again until the lead that breaks it stands alone', async () => {
    const { title, ids } = await makeLeads(600);
    const [broken = 0] = ids.slice(70);
    // An operation that the lead's version knows nothing of: writing its next one breaks.
    await app.strapi.db
      .connection('crm_operations')
      .insert({ document_id: `${title}-op`, action: 'create', lead_id: broken, number: 2 });

    const job = await bulk.finished(app.as.manager, await deactivate(title));

    expect(job).toMatchObject({ status: 'done', done: 599, failed: 1, refused: 0 });
    expect(job.refusals).toMatchObject([{ code: 'broken', count: 1 }]);
    expect(job.items).toMatchObject([{ status: 'failed', lead: { label: title } }]);
    expect(await leftOf(title)).toBe(1);
    expect(await a.isActive('lead', { id: broken, documentId: '' })).toBe(true);
    expect(await bulk.operationsOf(job)).toHaveLength(599);
  });
});

describe('performance.md: the statements of a batch', () => {
  async function statementsOfBatch(count: number): Promise<number> {
    const { title } = await makeLeads(count);
    const { statements } = await batchOf(app, async () =>
      bulk.finished(app.as.manager, await deactivate(title)),
    );
    return statements.length;
  }

  it('are as many for 400 leads as for one', async () => {
    const one = await statementsOfBatch(1);

    expect(await statementsOfBatch(400)).toBe(one);
    expect(one).toBeLessThanOrEqual(40);
  });
});
