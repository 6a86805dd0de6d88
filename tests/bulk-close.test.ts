import { appForTests, type Reply, type Voice } from './support/app';
import { builders, type Made } from './support/builders';
import { bulkJobs } from './support/bulk';
import { workshop } from './support/work';

/* L19, X2, X44, X48, X55: many leads closed as lost, by whoever may and by whoever has to ask (R15). */

const app = appForTests();
const a = builders(app);
const work = workshop(app);
const bulk = bulkJobs(app);

let reason: string;

beforeAll(async () => {
  reason = (await a.value('lost-reason', 'financial')).documentId;
});

async function setPolicy(policy: string): Promise<void> {
  const reply = await app.as.admin.put('/api/crm/settings', { data: { closeLost: { policy } } });
  expect(reply.status).toBe(200);
}

const times = async <Result>(count: number, make: () => Promise<Result>): Promise<Result[]> => {
  const made: Result[] = [];
  while (made.length < count) made.push(await make());
  return made;
};
const DAY = 24 * 60 * 60 * 1000;
const inDays = (days: number): string =>
  new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
const idsOf = (leads: readonly Made[]): string[] => leads.map(({ documentId }) => documentId);
const samsLead = (data: object = {}): Promise<Made> => work.assigned(app.members.sales, data);

const closeAll = (who: Voice, leads: readonly Made[], data: object = { reason }): Promise<any> =>
  bulk.run(who, { action: 'close-lost', ids: idsOf(leads), data });

const itemsOf = async (who: Voice, job: Made, status = 'all'): Promise<any[]> =>
  (await bulk.look(who, job.documentId, `?status=${status}&pagination[pageSize]=100`)).items;

const undo = async (who: Voice, job: Made): Promise<any> =>
  bulk.finished(who, await who.post(`/api/crm/bulk-jobs/${job.documentId}/undo`));

const leadRow = (lead: Made): Promise<any> =>
  app.strapi.db.query('plugin::crm.lead').findOne({
    where: { id: lead.id },
    populate: { pendingCloseRequest: true, closedBy: true, lostReason: true, stage: true },
  });
const requestRow = (documentId: string): Promise<any> =>
  app.strapi.db.query('plugin::crm.close-request').findOne({ where: { documentId } });
const historyOf = async (lead: Made): Promise<any[]> =>
  (await app.as.manager.get(`/api/crm/leads/${lead.documentId}/history`)).body.data;
const codeOf = ({ body, status }: Reply): string | number => body.error?.details?.code ?? status;
const decide = (who: Voice, request: string, decision: string): Promise<Reply> =>
  who.post(`/api/crm/close-requests/${request}/${decision}`);

describe('L19: by whoever may', () => {
  beforeAll(() => setPolicy('allow'));

  const event = (lead: Made, title: string, dueAt: string): Promise<Made> =>
    a.create('calendar-event', { title, lead: lead.documentId, dueAt });

  /** A lead like every other one here: an event on either side of now, and somebody on it. */
  async function scene(): Promise<Made> {
    const lead = await samsLead({ title: 'One of many' });
    const ana = await a.contact({ lastName: 'Of many' });
    await a.link(lead, ana, { primaryIndividual: true });
    await event(lead, 'Overdue', '2025-01-01T09:00:00.000Z');
    await event(lead, 'Later', '2089-01-01T09:00:00.000Z');
    return lead;
  }

  /** All that closing leaves behind of a lead, with its own ids and moments put aside. */
  async function tracesOf(lead: Made): Promise<unknown> {
    const row = await leadRow(lead);
    const [closing] = await historyOf(lead);
    const events = await app.strapi.db.query('plugin::crm.calendar-event').findMany({
      where: { lead: { id: lead.id } },
      populate: { type: true, assignee: true, completedBy: true },
      orderBy: { id: 'asc' },
    });
    // The closing date is the moment of the operation, and who closed it who started it (I1).
    expect(new Date(row.closedAt).toISOString()).toBe(closing.at);
    const { state, status, outcome, active, closeNotes, closedBy, lostReason, stage } = row;
    return JSON.parse(
      JSON.stringify({
        lead: { state, status, outcome, active, closeNotes },
        points: [closedBy.name, lostReason.key, stage.state],
        events: events.map((one: any) => [
          one.title,
          one.type?.key,
          one.assignee?.name,
          one.dueAt,
          one.completedAt !== null,
          one.completedBy === null ? null : one.completedBy.documentId === closing.documentId,
        ]),
        closing,
      }),
      (key, value) =>
        ['documentId', 'at', 'number'].includes(key) || /^\d{4}-.*Z$/.test(String(value))
          ? undefined
          : value,
    );
  }

  it('L19: leaves on every lead what closing one by one leaves: reason, closing date, actor, events', async () => {
    const data = {
      reason,
      notes: 'They built themselves.',
      completeEvents: 'overdue',
      followUpAt: inDays(90),
    };
    const single = await scene();
    const many = await times(3, scene);

    const reply = await app.as.manager.post(`/api/crm/leads/${single.documentId}/close-lost`, {
      data,
    });
    const job = await closeAll(app.as.manager, many, data);

    expect(reply.status).toBe(200);
    expect(job).toMatchObject({ status: 'done', total: 3, done: 3, requested: 0, refused: 0 });
    const one = (await tracesOf(single)) as any;
    expect(one).toMatchObject({
      lead: { outcome: 'lost', closeNotes: 'They built themselves.', active: true },
      points: ['Max Manager', 'financial', 'lost'],
      closing: { action: 'close-lost', actor: { name: 'Max Manager' }, regime: 'allow, at once' },
    });
    expect(one.events.map(([title, , , , isDone]: unknown[]) => [title, isDone])).toEqual([
      ['Overdue', true],
      ['Later', false],
      [expect.any(String), false],
    ]);
    for (const lead of many) expect(await tracesOf(lead)).toEqual(one);
  });

  it('L19 X55: by filters, each once; what is closed already or cannot be lost is refused by name', async () => {
    const title = `Filtered ${Date.now()}`;
    const endless = await a.create('pipeline', { key: 'endless', name: 'Endless', kind: 'lead' });
    const open = await times(2, () => samsLead({ title }));
    const closed = await samsLead({ title });
    await closeAll(app.as.manager, [closed]);
    const stuck = await a.lead({ title, pipeline: endless.documentId });

    const byFilter = await bulk.run(app.as.manager, {
      action: 'close-lost',
      view: 'all',
      filters: { title },
      data: { reason },
    });
    const byId = await closeAll(app.as.manager, [open[0], open[0], closed] as Made[]);

    expect(byFilter).toMatchObject({ total: 4, done: 2, refused: 2 });
    const refused = await itemsOf(app.as.manager, byFilter, 'refused');
    expect(refused.map(({ lead, code }) => [lead.documentId, code])).toEqual([
      [closed.documentId, 'lead.final'],
      [stuck.documentId, 'lead.state'],
    ]);
    expect(byId).toMatchObject({ total: 2, done: 0, refused: 2 });
    for (const lead of open) {
      expect((await historyOf(lead)).map(({ action }) => action)).toEqual(['close-lost', 'create']);
    }
  });

  it('R21: without a reason no job is started', async () => {
    const lead = await samsLead();

    const reply = await bulk.start(app.as.manager, { action: 'close-lost', ids: idsOf([lead]) });

    expect(codeOf(reply)).toBe('reason.required');
  });

  it('X2 R7: leads that are lost together keep nobody active any longer', async () => {
    const shared = await a.contact();
    const leads = await times(3, () => samsLead());
    for (const lead of leads) await a.link(lead, shared);

    await closeAll(app.as.manager, leads.slice(0, 2));
    expect(await a.isActive('contact', shared)).toBe(true);
    await bulk.run(app.as.manager, { action: 'deactivate', ids: idsOf(leads.slice(2)) });

    expect(await a.isActive('contact', shared)).toBe(false);
  });

  it('X56: undone, every lead is open as before, its events, groups and follow-up too', async () => {
    const leads = await times(2, scene);
    const job = await closeAll(app.as.manager, leads, { reason, followUpAt: inDays(90) });

    const undone = await undo(app.as.manager, job);

    expect(undone).toMatchObject({ done: 2, refused: 0 });
    for (const lead of leads) {
      expect(await leadRow(lead)).toMatchObject({ status: 'open', closedAt: null, closedBy: null });
      const events = await app.strapi.db
        .query('plugin::crm.calendar-event')
        .findMany({ where: { lead: { id: lead.id } } });
      expect(events).toMatchObject([{ completedAt: null }, { completedAt: null }]);
    }
  });

  it('R15: who may not is refused lead by lead', async () => {
    await setPolicy('deny');
    const lead = await samsLead();

    const job = await closeAll(app.as.sales, [lead]);
    await setPolicy('allow');

    expect(job).toMatchObject({ done: 0, requested: 0, refused: 1 });
    expect(job.refusals).toMatchObject([{ code: 'close-lost.denied', count: 1 }]);
  });

  it('I5 X55: what a paused job does later happens then, and not when it was started', async () => {
    const lead = await samsLead();
    const before = Date.now();

    await resumed(lead, { reason, completeEvents: 'overdue' });

    const [closing] = await historyOf(lead);
    expect(closing.action).toBe('close-lost');
    expect(Date.parse(closing.at)).toBeGreaterThanOrEqual(before);
    expect((await leadRow(lead)).closedAt).toBe(closing.at);
  });

  it('X53 X55: a job that was paused past its follow-up closes nothing, and says why', async () => {
    const lead = await samsLead();
    const followUpAt = new Date(Date.now() - DAY).toISOString();

    const job = await resumed(lead, { reason, completeEvents: 'none', followUpAt });

    expect(job).toMatchObject({ status: 'done', done: 0, refused: 1 });
    expect(job.refusals).toMatchObject([
      { count: 1, message: expect.stringContaining('This time has passed.') },
    ]);
    expect(await leadRow(lead)).toMatchObject({ status: 'open', active: true, closedAt: null });
    expect((await historyOf(lead)).map(({ action }) => action)).toEqual(['create']);
  });

  /** A job of a month ago that was paused before it came to anything, resumed now and worked to its end. */
  async function resumed(lead: Made, input: Record<string, unknown>): Promise<any> {
    const job = await a.row('bulk-job', {
      action: 'close-lost',
      input: JSON.stringify(input),
      status: 'paused',
      total: 1,
      done: 0,
      refused: 0,
      failed: 0,
      started_at: toColumn(new Date(Date.now() - 30 * DAY)),
      actor: JSON.stringify({ door: 'rest', login: null }),
      settled: false,
    });
    await app.strapi.db.connection('crm_bulk_items').insert({
      job_id: job.id,
      lead_id: lead.id,
      status: 'pending',
      leaves: false,
      waits: false,
      attempt: 0,
    });
    const reply = await app.as.manager.post(`/api/crm/bulk-jobs/${job.documentId}/resume`);
    return bulk.finished(app.as.manager, { ...reply, status: 202 });
  }

  const toColumn = (at: Date): unknown =>
    app.strapi.db.dialect.client === 'sqlite' ? at.getTime() : at;
});

describe('R15 L5: by whoever has to ask', () => {
  beforeAll(() => setPolicy('request'));

  it('L19 R15: is asked for lead by lead, which is not done: item, counts and job say so', async () => {
    const leads = await times(3, () => samsLead());
    const waiting = await samsLead();
    await app.as.sales.post(`/api/crm/leads/${waiting.documentId}/close-lost`, {
      data: { reason },
    });
    const body = {
      action: 'close-lost',
      ids: idsOf([...leads, waiting]),
      data: { reason, notes: 'No money.' },
    };

    const preview = await app.as.sales.post('/api/crm/leads/bulk?preview=true', body);
    const job = await bulk.run(app.as.sales, body);

    const counts = { total: 4, done: 0, requested: 3, refused: 1 };
    expect(preview.body.data).toMatchObject({
      ...counts,
      refusals: [{ code: 'request.pending', count: 1 }],
    });
    expect(preview.body.data.sample[0].operation.action).toBe('request-close-lost');
    expect(job).toMatchObject({
      ...counts,
      status: 'done',
      failed: 0,
      pending: 0,
      refusals: [{ code: 'request.pending', count: 1 }],
    });
    const items = await itemsOf(app.as.sales, job, 'requested');
    expect(items).toHaveLength(3);
    for (const [index, lead] of leads.entries()) {
      const row = await leadRow(lead);
      expect(row).toMatchObject({ status: 'open', lostReason: null });
      expect(items[index]).toMatchObject({
        lead: { documentId: lead.documentId },
        status: 'requested',
        code: null,
        request: row.pendingCloseRequest.documentId,
      });
      expect(row.pendingCloseRequest).toMatchObject({
        status: 'pending',
        form: { reason, notes: 'No money.' },
      });
      expect((await historyOf(lead))[0]).toMatchObject({
        documentId: items[index].operation,
        action: 'request-close-lost',
        actor: { name: 'Sam Sales' },
        regime: 'request, asked for',
      });
    }
    const all = await itemsOf(app.as.sales, job);
    expect(all.map(({ status }) => status)).toEqual([
      'requested',
      'requested',
      'requested',
      'refused',
    ]);
  });

  it('R16: counts what it did as its preview did, unchanged leads, people and void requests too', async () => {
    const [asked, unchanged] = [await samsLead(), await work.assigned(app.members.sue)];
    const [person, gone] = [await a.contact(), await samsLead()];
    await a.link(asked, person);
    await a.force('lead', gone, { active: false });
    await app.as.sales.post(`/api/crm/leads/${asked.documentId}/close-lost`, { data: { reason } });
    const both = async (body: Record<string, unknown>): Promise<any[]> => {
      const { body: preview } = await app.as.manager.post('/api/crm/leads/bulk?preview=true', body);
      return [preview.data, await bulk.run(app.as.manager, body)];
    };

    const owner = app.members.sue.documentId;
    const ids = idsOf([asked, unchanged, gone]);
    for (const counts of await both({ action: 'reassign', ids, data: { owner } })) {
      expect(counts).toMatchObject({
        total: 3,
        done: 2,
        unchanged: 1,
        requested: 0,
        refused: 1,
        voided: 1,
        contacts: { inactive: 0, active: 0 },
      });
    }
    for (const counts of await both({ action: 'deactivate', ids })) {
      expect(counts).toMatchObject({
        total: 3,
        done: 2,
        unchanged: 0,
        refused: 1,
        voided: 0,
        contacts: { inactive: 1, active: 0 },
      });
    }
  });

  it('R15: whom one leads is closed at once, in the same job', async () => {
    const owner = await a.create('member', {
      name: 'Led by Sam',
      email: 'led@crm.example',
      manager: app.members.sales.documentId,
    });
    const [theirs, own] = [await work.assigned(owner), await samsLead()];

    const job = await closeAll(app.as.sales, [theirs, own]);

    expect(job).toMatchObject({ done: 1, requested: 1, refused: 0 });
    expect((await leadRow(theirs)).outcome).toBe('lost');
    expect((await leadRow(own)).status).toBe('open');
  });

  it('X43: undone by who asked, what waits is withdrawn; what was decided since stays', async () => {
    const leads = await times(3, () => samsLead());
    const job = await closeAll(app.as.sales, leads);
    const [approved, declined, waits] = (await itemsOf(app.as.sales, job)).map(
      ({ request }) => request as string,
    );
    await decide(app.as.manager, approved ?? '', 'approve');
    await decide(app.as.manager, declined ?? '', 'decline');

    const preview = await app.as.sales.post(
      `/api/crm/bulk-jobs/${job.documentId}/undo?preview=true`,
    );
    expect((await requestRow(waits ?? '')).status).toBe('pending');
    const undone = await undo(app.as.sales, job);

    const counts = { total: 3, done: 1, refused: 2 };
    const refusals = [{ code: 'request.settled', count: 2 }];
    expect(preview.body.data).toMatchObject({ ...counts, refusals });
    expect(undone).toMatchObject({ ...counts, requested: 0, refusals });
    const statuses = await Promise.all(
      [approved, declined, waits].map(async (one) => (await requestRow(one ?? '')).status),
    );
    expect(statuses).toEqual(['approved', 'declined', 'withdrawn']);
    const [lost, kept, free] = await Promise.all(leads.map(leadRow));
    expect([lost.outcome, kept.status, free.status]).toEqual(['lost', 'open', 'open']);
    expect(free.pendingCloseRequest).toBeNull();
    expect((await historyOf(leads[2] as Made))[0].action).toBe('withdraw-close-request');
    // What was withdrawn is not asked for again by undoing that: one asks anew.
    expect(await undo(app.as.sales, undone)).toMatchObject({ done: 0, refused: 1 });
    expect((await closeAll(app.as.sales, [leads[2] as Made])).requested).toBe(1);
  });

  it('X43: undone by somebody else, the requests stay, and it says whose they are', async () => {
    const lead = await samsLead();
    const job = await closeAll(app.as.sales, [lead]);

    const undone = await undo(app.as.manager, job);

    expect(undone).toMatchObject({ done: 0, refused: 1, refusals: [{ code: 'access.owner' }] });
    expect(undone.items[0].message).toContain('Only Sam Sales can withdraw');
    expect((await leadRow(lead)).pendingCloseRequest.status).toBe('pending');
  });

  it('X44: nobody decides on what their own job has asked for', async () => {
    const members = app.strapi.documents('plugin::crm.member' as never);
    const lead = async (manager: string): Promise<unknown> =>
      members.update({
        documentId: app.members.sales.documentId,
        data: { manager },
      } as never);
    await lead(app.members.sales.documentId);
    const job = await closeAll(app.as.sales, await times(2, () => samsLead()));
    const requests = (await itemsOf(app.as.sales, job)).map(({ request }) => request);
    const data = { requests, decision: 'approve' };

    const own = await app.as.sales.post('/api/crm/close-requests/decide', { data });
    const next = await app.as.manager.post('/api/crm/close-requests/decide', { data });
    await lead(app.members.manager.documentId);

    expect(own.body.data).toMatchObject([
      { outcome: 'refused', refusal: { code: 'access.owner' } },
      { outcome: 'refused', refusal: { code: 'access.owner' } },
    ]);
    expect(next.body.data.map(({ outcome }: any) => outcome)).toEqual(['approved', 'approved']);
  });

  it('X48: two hundred are decided on at once, each with what became of it', async () => {
    const leads = await times(200, () => samsLead());
    const job = await closeAll(app.as.sales, leads);
    const items = [
      ...(await itemsOf(app.as.sales, job)),
      ...(
        await bulk.look(
          app.as.sales,
          job.documentId,
          '?status=requested&pagination[pageSize]=100&pagination[page]=2',
        )
      ).items,
    ];
    const requests = items.map(({ request }) => request as string);
    await closeAll(app.as.manager, leads.slice(0, 5));

    const reply = await app.as.manager.post('/api/crm/close-requests/decide', {
      data: { requests, decision: 'approve' },
    });

    expect(job.requested).toBe(200);
    expect(new Set(requests).size).toBe(200);
    const outcomes = reply.body.data.map(({ outcome, refusal }: any) => refusal?.code ?? outcome);
    expect(outcomes).toEqual([
      ...Array<string>(5).fill('request.settled'),
      ...Array<string>(195).fill('approved'),
    ]);
    expect((await requestRow(requests[0] ?? '')).status).toBe('void');
    expect((await leadRow(leads[199] as Made)).outcome).toBe('lost');
  });
});

it('I26: is in order at the end: every job with its leads, every lead with its request', async () => {
  const { lines } = await app.strapi.plugin('crm').service('cli').verify([]);

  // The leads here were set up behind every guard's back, which a replay of their history tells.
  const broken = lines.filter((line: string) => line.startsWith('broken'));
  expect(broken.filter((line: string) => !line.includes('history-replay'))).toEqual([]);
});
