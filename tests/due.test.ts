import { appForTests } from './support/app';
import { builders, type Made } from './support/builders';
import { databaseUnderTest } from './support/database';
import { statementsOf } from './support/statements';
import { workshop } from './support/work';

/* What is due: the list of leads (R27, L18) and the list that ignores its filters (R26). */

const app = appForTests();
const a = builders(app);
const work = workshop(app);
const DAY = 24 * 60 * 60 * 1000;
const ahead = (days: number): string => new Date(Date.now() + days * DAY).toISOString();

const event = (lead: Made | null, dueAt: string, data: object = {}): Promise<Made> =>
  a.create('calendar-event', {
    title: `Event ${dueAt}`,
    dueAt,
    ...(lead === null ? {} : { lead: lead.documentId }),
    ...data,
  });

const titlesOf = (reply: { body: any }): string[] =>
  reply.body.data.map(({ title }: { title: string }) => title).sort();

describe('the list of leads that are due', () => {
  it('L18 R26 R27: open ones in the window; closed ones only where closed ones are asked for', async () => {
    const mark = `due${Date.now()}`;
    const lead = (what: string) => work.assigned(app.members.sales, { title: `${mark} ${what}` });
    const [near, far, past, closed, inactive, both, done] = [
      await lead('near'),
      await lead('far'),
      await lead('past'),
      await lead('closed'),
      await lead('inactive'),
      await lead('both'),
      await lead('done'),
    ];
    await event(near, ahead(3));
    await event(far, ahead(9));
    await event(past, ahead(-9));
    await event(closed, ahead(2));
    await event(inactive, ahead(1));
    // Neglected for weeks, and due tomorrow: the older one does not hide the other.
    await event(both, ahead(-30));
    await event(both, ahead(1));
    const finished = await event(done, ahead(1));
    await app.as.sales.post(`/api/crm/calendar-events/${finished.documentId}/complete`, {});
    await work.stand(closed, 'lost', app.members.sales, { status: 'closed', outcome: 'lost' });
    await app.as.sales.post(`/api/crm/leads/${inactive.documentId}/deactivate`, {});
    const list = (more = '') =>
      app.as.sales.get(`/api/crm/leads?view=due&filters[title][$startsWith]=${mark}${more}`);

    expect(titlesOf(await list())).toEqual([`${mark} both`, `${mark} near`]);
    expect(titlesOf(await list('&filters[status]=closed'))).toEqual([`${mark} closed`]);
    expect(titlesOf(await list('&filters[active]=false'))).toEqual([`${mark} inactive`]);
    const open = await app.as.sales.get(`/api/crm/leads?filters[title][$startsWith]=${mark}`);
    expect(titlesOf(open)).not.toContain(`${mark} closed`);
  });

  it('counts and pages like every other list', async () => {
    for (let index = 0; index < 3; index += 1) {
      await event(await a.lead({ title: `paged ${index}` }), ahead(1));
    }

    const page = await app.as.sales.get(
      '/api/crm/leads?view=due&filters[title][$startsWith]=paged&pagination[pageSize]=2&sort=title',
    );

    expect(titlesOf(page)).toEqual(['paged 0', 'paged 1']);
    expect(page.body.meta.pagination).toMatchObject({ total: 3, pageCount: 2 });
  });
});

describe('the due list', () => {
  const due = async (query = '', as = app.as.sue): Promise<any> =>
    (await as.get(`/api/crm/due?mine=true${query}`)).body;

  it('R26: has events and tasks, of open and closed leads alike, earliest first', async () => {
    const [lead, closed, inactive] = [
      await a.lead(),
      await work.assigned(app.members.sue),
      await a.lead(),
    ];
    const contact = await a.contact({ firstName: 'Ana', lastName: 'Ito' });
    const mine = { assignee: app.members.sue.documentId };
    const type = { type: (await a.value('event-type', 'call')).documentId };
    await event(closed, ahead(2), { ...mine, title: 'closed' });
    await event(lead, ahead(-20), { ...mine, ...type, title: 'long ago' });
    await event(lead, ahead(1), { ...mine, title: 'soon' });
    await event(lead, ahead(9), { ...mine, title: 'later' });
    await event(lead, ahead(1), { assignee: app.members.manager.documentId, title: 'others' });
    await event(null, ahead(0.5), { ...mine, contact: contact.documentId, title: 'person' });
    await event(inactive, ahead(1), { ...mine, title: 'inactive' });
    const task = await a.create('task', {
      title: 'task',
      lead: lead.documentId,
      dueAt: ahead(-1),
      ...mine,
    });
    await work.stand(closed, 'lost', app.members.sue, { status: 'closed', outcome: 'lost' });
    await app.as.sales.post(`/api/crm/leads/${inactive.documentId}/deactivate`, {});

    const { data, meta } = await due();

    expect(data.map(({ title, overdue }: any) => [title, overdue])).toEqual([
      ['long ago', true],
      ['task', true],
      ['person', false],
      ['soon', false],
      ['closed', false],
    ]);
    expect(data[0]).toMatchObject({
      kind: 'event',
      type: { label: 'Call' },
      lead: { documentId: lead.documentId, status: 'open' },
      assignee: { label: 'Sue Sales' },
      contact: null,
    });
    expect(data[1]).toMatchObject({ kind: 'task', documentId: task.documentId });
    expect(data[2]).toMatchObject({ contact: { label: 'Ana Ito' }, lead: null });
    expect(data[4].lead.status).toBe('closed');
    expect(meta).toMatchObject({ cursor: null, from: null, timeZone: 'UTC' });

    const pages: string[] = [];
    let cursor = '';
    do {
      const page = await due(`&limit=2${cursor}`);
      pages.push(...page.data.map(({ title }: any) => title));
      cursor = page.meta.cursor === null ? '' : `&cursor=${page.meta.cursor}`;
    } while (cursor !== '');
    expect(pages).toEqual(data.map(({ title }: any) => title));

    const window = await due(`&from=${ahead(-2).slice(0, 10)}&to=${ahead(1).slice(0, 10)}`);
    expect(window.data.map(({ title }: any) => title)).toEqual(['task', 'person', 'soon']);
  });

  it('tells items of one instant apart from page to page', async () => {
    const lead = await a.lead();
    const mine = { assignee: app.members.marketeer.documentId };
    const at = ahead(1);
    for (let index = 0; index < 3; index += 1)
      await event(lead, at, { ...mine, title: `e${index}` });
    for (let index = 0; index < 3; index += 1) {
      await a.create('task', { title: `t${index}`, lead: lead.documentId, dueAt: at, ...mine });
    }

    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await due(`&limit=1${cursor}`, app.as.marketeer);
      seen.push(...page.data.map(({ title }: any) => title));
      cursor = page.meta.cursor === null ? '' : `&cursor=${page.meta.cursor}`;
    } while (cursor !== '');

    expect(seen).toEqual(['e0', 'e1', 'e2', 't0', 't1', 't2']);
  });

  it.each([
    ['from=soon', 'from'],
    ['from=2030-02-01&to=2030-01-01', 'to'],
    ['limit=1000', 'limit'],
    ['cursor=broken', 'cursor'],
    ['mine=perhaps', 'mine'],
    ['whose=mine', 'whose'],
  ])('names what is wrong in %s', async (query, field) => {
    const reply = await app.as.sales.get(`/api/crm/due?${query}`);

    expect(reply.status).toBe(400);
    expect(reply.body.error.details.errors[0].path).toEqual([field]);
  });

  it('is closed to whoever does not work on leads', async () => {
    expect((await app.nobody.get('/api/crm/due')).status).toBe(403);
    expect((await app.as.editor.get('/api/crm/due')).status).toBe(403);
  });
});

(databaseUnderTest === 'sqlite' ? it : it.skip)('walks along indexes', async () => {
  const seen = await statementsOf(
    app,
    async () => {
      await app.as.sales.get('/api/crm/due');
      await app.as.sales.get('/api/crm/due?mine=true');
      await app.as.sales.get('/api/crm/leads?view=due');
    },
    ({ sql }) => sql.includes('crm_calendar_events'),
  );

  const scans: string[] = [];
  for (const { sql, bindings = [] } of seen) {
    const plan = await app.strapi.db.connection.raw<{ detail: string }[]>(
      `explain query plan ${sql}`,
      bindings as never,
    );
    scans.push(...plan.map(({ detail }) => detail).filter((line) => /^SCAN (x|crm_)/.test(line)));
  }

  expect(seen.length).toBeGreaterThan(2);
  expect(scans).toEqual([]);
});
