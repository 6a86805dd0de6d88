import { appForTests } from './support/app';
import { builders, type Made } from './support/builders';
import { statementsOf } from './support/statements';
import { workshop } from './support/work';

/* Calendar events: what is to happen, when, and what becomes of it (R25 to R27, L10 to L12, L16 to L18). */

const app = appForTests();
const a = builders(app);
const work = workshop(app);
const URL = '/api/crm/calendar-events';

beforeAll(async () => {
  await app.as.admin.put('/api/crm/settings', { data: { timeZone: 'Europe/Berlin' } });
});

const event = (data: object): Promise<Made> =>
  a.create('calendar-event', { title: 'Call', dueAt: '2030-07-01T09:00:00.000Z', ...data });
const leadEvent = (lead: Made, data: object = {}): Promise<Made> =>
  event({ lead: lead.documentId, ...data });

const nextEventOf = async (lead: Made): Promise<string | null> =>
  (await a.read('lead', lead)).nextEventAt;

const codeOf = (reply: { body: any }): string => reply.body.error?.details?.code;

const verify = (): Promise<{ ok: boolean; lines: string[] }> =>
  app.strapi.plugin('crm').service('cli').verify([]);

describe('making an event', () => {
  it.each([
    ['2030-07-01T09:00', '2030-07-01T07:00:00.000Z', false],
    ['2030-07-01', '2030-06-30T22:00:00.000Z', true],
    ['2030-07-01T09:00:00-04:00', '2030-07-01T13:00:00.000Z', false],
    // The hour that the clocks leave out, and the one that they show twice.
    ['2030-03-31T02:30', '2030-03-31T01:00:00.000Z', false],
    ['2030-10-27T02:30', '2030-10-27T00:30:00.000Z', false],
  ])('R25: reads %s in the configured time zone', async (dueAt, instant, allDay) => {
    const lead = await a.lead();

    const reply = await app.as.sales.post(URL, {
      data: { title: ' Call ', lead: lead.documentId, dueAt },
    });

    expect(reply.status).toBe(201);
    expect(reply.body.data).toMatchObject({ title: 'Call', dueAt: instant, allDay });
    expect(await nextEventOf(lead)).toBe(instant);
  });

  it('gives it to whoever makes it, unless somebody else is named', async () => {
    const lead = await a.lead();
    const make = (data: object) =>
      app.as.sales.post(`${URL}?populate=assignee`, {
        data: { title: 'Call', dueAt: '2030-07-01', lead: lead.documentId, ...data },
      });

    const own = await make({});
    const others = await make({ assignee: app.members.sue.documentId });

    expect(own.body.data.assignee.documentId).toBe(app.members.sales.documentId);
    expect(others.body.data.assignee.documentId).toBe(app.members.sue.documentId);
  });

  it.each([
    ['without a title', { title: ' ' }, 'title'],
    ['without a time', { dueAt: null }, 'dueAt'],
    ['with a time that is none', { dueAt: 'tomorrow' }, 'dueAt'],
    ['about nobody and nothing', { lead: null }, 'lead'],
  ])('is refused %s, naming the field', async (_what, data, field) => {
    const lead = await a.lead();

    const reply = await app.as.sales.post(URL, {
      data: { title: 'Call', dueAt: '2030-07-01', lead: lead.documentId, ...data },
    });

    expect(reply.status).toBe(400);
    expect(JSON.stringify(reply.body.error.details)).toContain(field);
  });

  it('I7 P3 X41: is refused for whom it cannot be: inactive members, contacts, leads', async () => {
    const lead = await a.lead();
    const inactive = await a.lead({ active: false });
    const contact = await a.contact();
    await app.as.sales.post(`/api/crm/contacts/${contact.documentId}/deactivate`, {});
    const gone = await a.create('member', {
      name: 'Gone',
      email: `gone${Date.now()}@crm.example`,
      active: false,
    });
    const make = (data: object) =>
      app.as.sales.post(URL, { data: { title: 'Call', dueAt: '2030-07-01', ...data } });

    expect(codeOf(await make({ lead: inactive.documentId }))).toBe('lead.inactive');
    expect(codeOf(await make({ contact: contact.documentId }))).toBe('contact.inactive');
    expect(codeOf(await make({ lead: lead.documentId, assignee: gone.documentId }))).toBe(
      'member.inactive',
    );
    expect(
      codeOf(
        await make({
          lead: lead.documentId,
          type: (await a.value('lost-reason', 'other')).documentId,
        }),
      ),
    ).toBe('dropdown.wrong-type');
  });

  it('L21: is possible on a closed lead', async () => {
    const lead = await work.assigned(app.members.sales);
    await work.stand(lead, 'won', app.members.sales, { status: 'closed', outcome: 'won' });

    const reply = await app.as.sales.post(URL, {
      data: { title: 'Post sale follow up', lead: lead.documentId, dueAt: '2030-07-01' },
    });

    expect(reply.status).toBe(201);
  });

  it('R32: says nothing of what became of it', async () => {
    const lead = await a.lead();

    const reply = await app.as.sales.post(URL, {
      data: {
        title: 'Call',
        dueAt: '2030-07-01',
        lead: lead.documentId,
        completedAt: '2026-01-01T00:00:00.000Z',
      },
    });

    expect(codeOf(reply)).toBe('field.guarded');
    expect(reply.body.error.details.action).toBe('complete');
  });
});

describe('what is done with an event', () => {
  it('R25: is completed, with a preview, by an operation of its lead that can be undone', async () => {
    const lead = await a.lead();
    const made = await leadEvent(lead);
    const url = `${URL}/${made.documentId}/complete`;

    const preview = await app.as.sales.post(`${url}?preview=true`, {});
    const before = await a.read('calendar-event', made);
    const done = await app.as.sales.post(`${url}?populate=completedBy`, {});

    expect(preview.body.meta.operation).toMatchObject({ preview: true, action: 'complete-event' });
    expect(before.completedAt).toBeNull();
    expect(done.body.data.completedBy.documentId).toBe(done.body.meta.operation.documentId);
    expect(await nextEventOf(lead)).toBeNull();
    expect(codeOf(await app.as.sales.post(url, {}))).toBe('request.settled');

    const history = await app.as.sales.get(`/api/crm/leads/${lead.documentId}/history`);
    expect(history.body.data[0]).toMatchObject({ action: 'complete-event' });

    const undone = await app.as.sales.post(
      `/api/crm/operations/${done.body.meta.operation.documentId}/undo`,
      {},
    );
    expect(undone.status).toBe(200);
    expect((await a.read('calendar-event', made)).completedAt).toBeNull();
    expect(await nextEventOf(lead)).toBe('2030-07-01T09:00:00.000Z');
  });

  it('keeps the next event of the lead through every deed', async () => {
    const lead = await a.lead();
    const early = await leadEvent(lead, { dueAt: '2030-01-10T10:00' });
    const late = await leadEvent(lead, { dueAt: '2030-02-10T10:00' });
    const post = (made: Made, deed: string, data: object = {}) =>
      app.as.sales.post(`${URL}/${made.documentId}/${deed}`, { data });

    expect(await nextEventOf(lead)).toBe('2030-01-10T09:00:00.000Z');
    await post(early, 'cancel', { reason: 'No need' });
    expect(await nextEventOf(lead)).toBe('2030-02-10T09:00:00.000Z');
    await post(early, 'reopen');
    expect(await nextEventOf(lead)).toBe('2030-01-10T09:00:00.000Z');
    await post(early, 'reschedule', { dueAt: '2030-03-01' });
    expect(await nextEventOf(lead)).toBe('2030-02-10T09:00:00.000Z');
    await app.as.sales.delete(`${URL}/${late.documentId}`);
    expect(await nextEventOf(lead)).toBe('2030-02-28T23:00:00.000Z');
    await post(early, 'complete');
    expect(await nextEventOf(lead)).toBeNull();
  });

  it('X63: is handed over, by its deed or by editing it', async () => {
    const lead = await a.lead();
    const made = await leadEvent(lead, { assignee: app.members.sales.documentId });

    const handed = await app.as.sales.post(`${URL}/${made.documentId}/reassign?populate=assignee`, {
      data: { assignee: app.members.sue.documentId },
    });
    const edited = await app.as.sales.put(`${URL}/${made.documentId}?populate=assignee`, {
      data: { assignee: app.members.manager.documentId },
    });

    expect(handed.body.data.assignee.documentId).toBe(app.members.sue.documentId);
    expect(edited.body.data.assignee.documentId).toBe(app.members.manager.documentId);
    const history = await app.as.sales.get(`/api/crm/leads/${lead.documentId}/history`);
    expect(history.body.data.map(({ action }: { action: string }) => action)).toEqual([
      'reassign-event',
      'reassign-event',
      expect.anything(),
    ]);
  });

  it('R32: is the deed, however it is written', async () => {
    const lead = await a.lead();
    const made = await leadEvent(lead);
    const edit = (data: object) => app.as.sales.put(`${URL}/${made.documentId}`, { data });

    const completed = await edit({ completedAt: '2020-01-01T00:00:00.000Z', notes: 'Was good' });
    const reopened = await edit({ completedAt: null });
    const moved = await edit({ dueAt: '2030-08-01', title: 'Call again' });
    const cancelled = await edit({ cancelledAt: '2020-01-01T00:00:00.000Z' });

    expect(completed.body.data).toMatchObject({ notes: 'Was good' });
    expect(completed.body.data.completedAt.slice(0, 4)).not.toBe('2020');
    expect(reopened.body.data.completedAt).toBeNull();
    expect(moved.body.data).toMatchObject({
      title: 'Call again',
      dueAt: '2030-07-31T22:00:00.000Z',
      allDay: true,
    });
    expect(cancelled.body.data.cancelledAt).not.toBeNull();
    const history = await app.as.sales.get(`/api/crm/leads/${lead.documentId}/history`);
    expect(history.body.data.map(({ action }: { action: string }) => action).slice(0, 4)).toEqual([
      'cancel-event',
      'reschedule-event',
      'reopen-event',
      'complete-event',
    ]);
  });

  it('R32: many at once by db.query, and an event keeps its lead', async () => {
    const [one, two] = [await a.lead(), await a.lead()];
    const events = [await leadEvent(one), await leadEvent(two)];
    const ids = events.map(({ id }) => id);

    await app.strapi.db.query('plugin::crm.calendar-event').updateMany({
      where: { id: { $in: ids } },
      data: { completedAt: new Date() },
    });
    const moved = await app.as.sales.put(`${URL}/${events[0]?.documentId ?? ''}`, {
      data: { lead: two.documentId },
    });

    for (const made of events) {
      expect((await a.read('calendar-event', made)).completedAt).not.toBeNull();
    }
    expect(await nextEventOf(one)).toBeNull();
    expect(codeOf(moved)).toBe('field.guarded');
  });

  it('X41: is refused on an inactive lead, whatever it is', async () => {
    const lead = await a.lead();
    const made = await leadEvent(lead);
    await app.as.sales.post(`/api/crm/leads/${lead.documentId}/deactivate`, {});

    const replies = [
      await app.as.sales.post(`${URL}/${made.documentId}/complete`, {}),
      await app.as.sales.put(`${URL}/${made.documentId}`, { data: { title: 'Other' } }),
      await app.as.sales.delete(`${URL}/${made.documentId}`),
    ];

    expect(replies.map(codeOf)).toEqual(['lead.inactive', 'lead.inactive', 'lead.inactive']);
  });

  it('is an operation of the contact where there is no lead', async () => {
    const contact = await a.contact();
    const made = await event({ contact: contact.documentId });

    const done = await app.as.sales.post(`${URL}/${made.documentId}/complete`, {});
    const undone = await app.as.sales.post(
      `/api/crm/operations/${done.body.meta.operation.documentId}/undo`,
      {},
    );

    expect(done.status).toBe(200);
    expect(undone.status).toBe(200);
    expect((await a.read('calendar-event', made)).completedAt).toBeNull();
  });

  it('is told by the history of its lead when it is deleted, and what was done before stays done', async () => {
    const lead = await a.lead();
    const made = await leadEvent(lead, { title: 'Show the house' });
    const before = await a.read('lead', lead);
    const moved = await app.as.sales.post(`${URL}/${made.documentId}/reschedule`, {
      data: { dueAt: '2031-01-01' },
    });

    expect((await app.as.sales.delete(`${URL}/${made.documentId}`)).status).toBe(204);

    const [deleted] = (await app.as.sales.get(`/api/crm/leads/${lead.documentId}/history`)).body
      .data;
    expect(deleted).toMatchObject({
      action: 'delete-event',
      number: before.version + 2,
      actor: { name: 'Sam Sales' },
      changes: [{ record: 'calendar-event', label: 'Show the house', deed: 'removed' }],
    });
    const undo = (operation: string) => app.as.sales.post(`/api/crm/operations/${operation}/undo`);
    const late = await undo(moved.body.meta.operation.documentId);
    expect(codeOf(late)).toBe('operation.conflict');
    expect(late.body.error.message).toBe(
      '"Show the house" has been deleted since, for good. What was done with it before is not undone any more.',
    );
    expect(codeOf(await undo(deleted.documentId))).toBe('operation.conflict');
  });

  it('R32: many that are deleted at once are one line of each lead, or of their contact', async () => {
    const [lead, contact] = [await a.lead(), await a.contact()];
    const made = [
      await leadEvent(lead),
      await leadEvent(lead),
      await event({ contact: contact.documentId }),
    ];

    await app.strapi.db
      .query('plugin::crm.calendar-event')
      .deleteMany({ where: { id: { $in: made.map(({ id }) => id) } } });

    for (const [url, count] of [
      [`leads/${lead.documentId}`, 2],
      [`contacts/${contact.documentId}`, 1],
    ] as const) {
      const [newest] = (await app.as.sales.get(`/api/crm/${url}/history`)).body.data;
      expect(newest.action).toBe('delete-event');
      expect(new Set(newest.changes.map(({ documentId }: Made) => documentId)).size).toBe(count);
    }
  });

  it('stays once it is done: it is reopened before it is deleted', async () => {
    const lead = await a.lead();
    const made = await leadEvent(lead);
    await app.as.sales.post(`${URL}/${made.documentId}/complete`, {});

    const kept = await app.as.sales.delete(`${URL}/${made.documentId}`);

    expect(codeOf(kept)).toBe('field.guarded');
  });

  it('I28: is done once for each key, however often it is asked', async () => {
    const lead = await a.lead();
    const made = await leadEvent(lead);
    const ask = () =>
      app.as.sales.post(
        `${URL}/${made.documentId}/complete`,
        {},
        { 'Idempotency-Key': made.documentId },
      );

    const [first, second] = [await ask(), await ask()];

    expect(first.status).toBe(200);
    expect(second.body).toEqual(first.body);
  });

  it('X45: only one of two at once is done', async () => {
    const lead = await a.lead();
    const made = await leadEvent(lead);

    const replies = await Promise.all([
      app.as.sales.post(`${URL}/${made.documentId}/complete`, {}),
      app.as.manager.post(`${URL}/${made.documentId}/cancel`, {}),
    ]);

    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200, 409]));
  });
});

describe('many events at once', () => {
  it('L11: are done as far as they can be; what is refused says why', async () => {
    const [one, two, inactive] = [await a.lead(), await a.lead(), await a.lead()];
    const contact = await a.contact();
    const events = [
      await leadEvent(one),
      await leadEvent(one),
      await leadEvent(two),
      await event({ contact: contact.documentId }),
    ];
    const done = await leadEvent(two);
    await app.as.sales.post(`${URL}/${done.documentId}/complete`, {});
    const readOnly = await leadEvent(inactive);
    await app.as.sales.post(`/api/crm/leads/${inactive.documentId}/deactivate`, {});
    const body = {
      action: 'complete',
      ids: [...events, done, readOnly].map(({ documentId }) => documentId),
    };

    const preview = await app.as.sales.post(`${URL}/bulk?preview=true`, body);
    const reply = await app.as.sales.post(`${URL}/bulk`, body);

    expect(preview.body.data).toMatchObject({ done: 4, operations: [] });
    expect(reply.body.data.done).toBe(4);
    expect(reply.body.data.operations).toHaveLength(3);
    const refused = reply.body.data.refused.map((row: any) => [row.documentId, row.code]);
    expect(Object.fromEntries(refused)).toEqual({
      [done.documentId]: 'request.settled',
      [readOnly.documentId]: 'lead.inactive',
    });
    for (const made of events) {
      expect((await a.read('calendar-event', made)).completedAt).not.toBeNull();
    }
  });

  it('run as many statements for fifty as for two', async () => {
    const counts: number[] = [];
    for (const size of [2, 50]) {
      const leads = [];
      for (let index = 0; index < size; index += 1) leads.push(await a.lead());
      const events: Made[] = [];
      for (const lead of leads) events.push(await leadEvent(lead));
      const statements = await statementsOf(app, () =>
        app.strapi.db.query('plugin::crm.calendar-event').updateMany({
          where: { id: { $in: events.map(({ id }) => id) } },
          data: { completedAt: new Date() },
        }),
      );
      counts.push(statements.length);
    }

    expect(counts[0]).toBeGreaterThan(5);
    expect(counts[1]).toBe(counts[0]);
  });
});

it('leaves the database whole (`npm run verify`)', async () => {
  // Leads that the tests have put where they stand would be told, too.
  const { lines } = await verify();

  expect(lines.filter((line) => /^broken\s+(next-event|history-numbers)/.test(line))).toEqual([]);
});
