import { appForTests } from './support/app';
import { builders, type Made } from './support/builders';
import { bulkJobs } from './support/bulk';
import { workshop } from './support/work';

/* L19, E21: one action on many leads, through the API. */

const app = appForTests();
const a = builders(app);
const work = workshop(app);
const bulk = bulkJobs(app);

const many = async (count: number, make: () => Promise<Made>): Promise<Made[]> => {
  const made: Made[] = [];
  for (let index = 0; index < count; index += 1) made.push(await make());
  return made;
};
const idsOf = (leads: readonly Made[]): string[] => leads.map(({ documentId }) => documentId);

describe('L19: an action on many leads', () => {
  it('is done to each of them, and says so in the history of each', async () => {
    const leads = await many(3, () => a.lead());

    const job = await bulk.run(app.as.manager, {
      action: 'deactivate',
      ids: idsOf(leads),
      data: { reason: 'Spring cleaning' },
    });

    expect(job).toMatchObject({
      action: 'deactivate',
      status: 'done',
      total: 3,
      done: 3,
      refused: 0,
      failed: 0,
      pending: 0,
      startedBy: { label: 'Max Manager' },
      refusals: [],
    });
    for (const lead of leads) {
      expect(await a.isActive('lead', lead)).toBe(false);
      const { body } = await app.as.manager.get(`/api/crm/leads/${lead.documentId}/history`);
      expect(body.data[0]).toMatchObject({
        action: 'deactivate',
        actor: { name: 'Max Manager' },
        door: 'rest',
        input: { reason: 'Spring cleaning' },
      });
    }
  });

  it('answers at once, with 202 and the job', async () => {
    const leads = await many(2, () => a.lead());

    const reply = await bulk.start(app.as.manager, { action: 'deactivate', ids: idsOf(leads) });

    expect(reply).toMatchObject({ status: 202, body: { data: { total: 2, status: 'queued' } } });
    await bulk.finished(app.as.manager, reply);
  });

  it('X55: counts a lead that is named twice once, and reports those that are closed already', async () => {
    const [open, gone] = [await a.lead(), await a.lead({ active: false })];
    await a.force('lead', gone, { active: false });

    const job = await bulk.run(app.as.manager, {
      action: 'deactivate',
      ids: [open.documentId, gone.documentId, open.documentId],
    });

    expect(job).toMatchObject({ total: 2, done: 1, refused: 1 });
    expect(job.refusals).toEqual([
      { code: 'lead.inactive', count: 1, message: expect.stringContaining('Activate it first') },
    ]);
    expect(job.items).toMatchObject([
      { lead: { documentId: gone.documentId }, status: 'refused', code: 'lead.inactive' },
    ]);
    expect(await bulk.operationsOf(job)).toHaveLength(1);
  });

  it('reaches everything that filters find, as the list would, frozen when it was started', async () => {
    const title = `Frozen ${Date.now()}`;
    const found = await many(3, () => a.lead({ title }));
    const closed = await a.lead({ title });
    await a.force('lead', closed, { active: false });

    const reply = await bulk.start(app.as.manager, {
      action: 'deactivate',
      filters: { title: { $eq: title } },
    });
    const later = await a.lead({ title });
    const job = await bulk.finished(app.as.manager, reply);

    expect(job).toMatchObject({ total: 3, done: 3 });
    expect((await bulk.itemsOf(job)).map(({ lead_id: id }) => id)).toEqual(
      found.map(({ id }) => id),
    );
    expect(await a.isActive('lead', later)).toBe(true);
  });

  it('reaches a ready-made list by its name', async () => {
    const title = `Unallocated ${Date.now()}`;
    const free = await a.lead({ title });
    await work.assigned(app.members.sales, { title });

    const job = await bulk.run(app.as.manager, {
      action: 'assign',
      view: 'unallocated',
      filters: { title },
      data: { owner: app.members.sue.documentId },
    });

    expect(job).toMatchObject({ total: 1, done: 1 });
    expect((await a.read('lead', free)).state).toBe('assigned');
  });

  it('R13: is refused lead by lead to who may do it to some of them only', async () => {
    const own = await work.assigned(app.members.sales);
    const others = await work.assigned(app.members.sue);

    const job = await bulk.run(app.as.sales, {
      action: 'reassign',
      ids: idsOf([own, others]),
      data: { owner: app.members.sue.documentId },
    });

    expect(job).toMatchObject({ done: 1, refused: 1, refusals: [{ code: 'access.owner' }] });
  });

  it('is refused as a whole where the input is wrong, the action is none, or leads do not exist', async () => {
    const lead = await a.lead();
    const { documentId } = lead;
    const bodies = [
      { action: 'assign', ids: [documentId], data: {} },
      { action: 'qualify', ids: [documentId] },
      { action: 'deactivate', ids: [] },
      { action: 'deactivate' },
      { action: 'deactivate', ids: [documentId], filters: {} },
      { action: 'deactivate', ids: [documentId, 'nobody'] },
      { action: 'deactivate', filters: { nothing: 'such' } },
    ];
    for (const body of bodies) {
      const reply = await bulk.start(app.as.manager, body);
      expect({ body, status: reply.status }).toEqual({ body, status: 400 });
    }
    expect((await bulk.start(app.nobody, { action: 'deactivate', filters: {} })).status).toBe(403);
    expect(await a.isActive('lead', lead)).toBe(true);
  });

  it('I28: starts one job for one Idempotency-Key', async () => {
    const body = { action: 'deactivate', ids: idsOf([await a.lead()]) };
    const key = { 'Idempotency-Key': `bulk-${Date.now()}` };

    const first = await app.as.manager.post('/api/crm/leads/bulk', body, key);
    const second = await app.as.manager.post('/api/crm/leads/bulk', body, key);

    expect(second.body.data.documentId).toBe(first.body.data.documentId);
    await bulk.finished(app.as.manager, first);
  });
});

describe('a preview of many leads', () => {
  it('counts what would be done and refused, shows some plans, and writes nothing', async () => {
    const [first, second] = await many(2, () => a.lead());
    const gone = await a.lead();
    await a.force('lead', gone, { active: false });
    const shared = await a.contact();
    await a.link(first as Made, shared);
    await a.link(second as Made, shared);

    const reply = await app.as.manager.post('/api/crm/leads/bulk?preview=true', {
      action: 'deactivate',
      ids: idsOf([first as Made, second as Made, gone]),
    });

    expect(reply).toMatchObject({
      status: 200,
      body: {
        meta: { preview: true },
        data: {
          total: 3,
          done: 2,
          refused: 1,
          refusals: [{ code: 'lead.inactive', count: 1 }],
          contacts: { inactive: 1, active: 0 },
        },
      },
    });
    expect(reply.body.data.sample).toHaveLength(2);
    expect(reply.body.data.sample[0].operation.changes[0]).toMatchObject({ field: 'active' });
    expect(await a.isActive('lead', first as Made)).toBe(true);
    expect(
      await app.strapi.db
        .query('plugin::crm.bulk-job')
        .count({ where: { total: 3, action: 'deactivate', refused: 1 } }),
    ).toBe(0);
  });
});

describe('X2: leads closed in one bulk do not protect each other’s people', () => {
  it('takes whom two of them share, once', async () => {
    const leads = await many(2, () => a.lead());
    const shared = await a.contact();
    for (const lead of leads) await a.link(lead, shared);

    const job = await bulk.run(app.as.manager, { action: 'deactivate', ids: idsOf(leads) });

    expect(await a.isActive('contact', shared)).toBe(false);
    const changes = await app.strapi.db
      .connection('crm_changes')
      .where({ record: 'contact', record_id: shared.id });
    // One more is that it was made.
    expect(changes).toHaveLength(2);
    expect(job).toMatchObject({ done: 2, contacts: { inactive: 1, active: 0 } });
  });
});

describe('pausing, resuming, cancelling', () => {
  it('is told to one’s own jobs, and by managers to anybody’s', async () => {
    const leads = await many(2, () => a.lead());
    const reply = await bulk.start(app.as.sales, { action: 'deactivate', ids: idsOf(leads) });
    const { documentId } = reply.body.data;
    await bulk.finished(app.as.sales, reply);

    const others = await app.as.sue.get(`/api/crm/bulk-jobs/${documentId}`);
    const manager = await app.as.manager.get(`/api/crm/bulk-jobs/${documentId}`);
    const late = await app.as.sales.post(`/api/crm/bulk-jobs/${documentId}/pause`);

    expect(others.status).toBe(404);
    expect(manager.status).toBe(200);
    expect(late).toMatchObject({
      status: 409,
      body: { error: { details: { code: 'operation.conflict' } } },
    });
  });

  it('lists one’s own jobs; managers see everybody’s', async () => {
    const own = (await app.as.sue.get('/api/crm/bulk-jobs')).body.data;
    const all = (await app.as.manager.get('/api/crm/bulk-jobs?pagination[pageSize]=100')).body.data;

    expect(own).toEqual([]);
    expect(all.length).toBeGreaterThan(5);
  });
});

describe('undoing a job', () => {
  it('takes back all of it, people included, as one job', async () => {
    const leads = await many(3, () => a.lead());
    const people = await many(3, () => a.contact());
    for (const [index, lead] of leads.entries()) await a.link(lead, people[index] as Made);
    const job = await bulk.run(app.as.manager, { action: 'deactivate', ids: idsOf(leads) });

    const preview = await app.as.manager.post(
      `/api/crm/bulk-jobs/${job.documentId}/undo?preview=true`,
    );
    const undo = await bulk.finished(
      app.as.manager,
      await app.as.manager.post(`/api/crm/bulk-jobs/${job.documentId}/undo`),
    );

    expect(preview.body.data).toMatchObject({ total: 3, done: 3, contacts: { active: 3 } });
    expect(undo).toMatchObject({ action: 'undo', done: 3, refused: 0, undoes: job.documentId });
    for (const made of leads) expect(await a.isActive('lead', made)).toBe(true);
    for (const made of people) expect(await a.isActive('contact', made)).toBe(true);
  });

  it('says of which leads it cannot, and why', async () => {
    const leads = await many(2, () => a.lead());
    const job = await bulk.run(app.as.manager, { action: 'deactivate', ids: idsOf(leads) });
    await app.as.manager.post(`/api/crm/leads/${leads[0]?.documentId}/activate`);

    const url = `/api/crm/bulk-jobs/${job.documentId}/undo`;
    const preview = await app.as.manager.post(`${url}?preview=true`);
    const undo = await bulk.finished(app.as.manager, await app.as.manager.post(url));

    expect(preview.body.data).toMatchObject({ done: 1, refused: 1 });
    expect(undo).toMatchObject({ done: 1, refused: 1, refusals: [{ code: 'operation.conflict' }] });
  });

  it('X2: can be undone in its turn, whoever is on several of the leads', async () => {
    const leads = await many(3, () => a.lead());
    const shared = await a.contact();
    for (const lead of leads) await a.link(lead, shared);
    const job = await bulk.run(app.as.manager, { action: 'deactivate', ids: idsOf(leads) });
    const undo = await bulk.finished(
      app.as.manager,
      await app.as.manager.post(`/api/crm/bulk-jobs/${job.documentId}/undo`),
    );
    expect(await a.isActive('contact', shared)).toBe(true);

    const again = await bulk.finished(
      app.as.manager,
      await app.as.manager.post(`/api/crm/bulk-jobs/${undo.documentId}/undo`),
    );

    expect(again).toMatchObject({ done: 3, refused: 0 });
    expect(await a.isActive('contact', shared)).toBe(false);
  });
});

describe('E21: allocating', () => {
  const share = (data: object, ids: readonly string[], preview = '') =>
    app.as.manager.post(`/api/crm/leads/allocate${preview}`, { ids, data });

  it('shares new leads out by turns, and shows beforehand who gets how many', async () => {
    const leads = await many(5, () => a.lead());
    const members = [app.members.sales.documentId, app.members.sue.documentId];

    const preview = await share({ members }, idsOf(leads), '?preview=true');
    const job = await bulk.finished(app.as.manager, await share({ members }, idsOf(leads)));

    expect(preview.body.data.allocation).toEqual([
      { member: { documentId: members[0], label: 'Sam Sales' }, leads: 3 },
      { member: { documentId: members[1], label: 'Sue Sales' }, leads: 2 },
    ]);
    expect(job).toMatchObject({ action: 'allocate', done: 5 });
    const owners = await Promise.all(
      leads.map(async (lead) => (await a.read('lead', lead)).ownerKey as number),
    );
    const { sales, sue } = app.members;
    expect(owners).toEqual([sales.id, sue.id, sales.id, sue.id, sales.id]);
  });

  it('gives more to whoever has less', async () => {
    const leads = await many(2, () => a.lead());
    const members = [app.members.sales.documentId, app.members.marketeer.documentId];

    const job = await bulk.finished(
      app.as.manager,
      await share({ members, by: 'by-load' }, idsOf(leads)),
    );

    expect(job.done).toBe(2);
    for (const lead of leads) {
      expect((await a.read('lead', lead)).ownerKey).toBe(app.members.marketeer.id);
    }
  });

  it('never gives to somebody who has left, or who does not work on leads', async () => {
    const { documentId } = await a.lead();
    const gone = await a.create('member', {
      name: 'Gone',
      email: 'gone@crm.example',
      active: false,
    });

    const left = await share({ members: [gone.documentId] }, [documentId]);
    const editor = await share({ members: [app.members.editor.documentId] }, [documentId]);

    expect(left).toMatchObject({
      status: 409,
      body: { error: { details: { code: 'member.inactive' } } },
    });
    expect(editor.status).toBe(400);
  });
});
