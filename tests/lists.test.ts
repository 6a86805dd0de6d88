import { appForTests, type Reply } from './support/app';
import { builders, type Made } from './support/builders';

/* The list of leads, gone through by cursors (R27): every lead once, in any view, whatever comes in meanwhile. */

const app = appForTests();
const a = builders(app);

const DAY = 24 * 60 * 60 * 1000;

/** Leads of one title; several came in at the same instant. */
async function leadsCalled(title: string, count: number): Promise<Made[]> {
  const made: Made[] = [];
  for (let index = 0; index < count; index += 1) {
    const lead = await a.lead({ title });
    await a.force('lead', lead, {
      created_at: new Date(Date.UTC(2026, 0, 1) + Math.floor(index / 3) * DAY),
    });
    made.push(lead);
  }
  return made;
}

const newestFirst = (leads: readonly Made[]): string[] =>
  leads.map(({ documentId }) => documentId).toReversed();

const called = (title: string): string => `/api/crm/leads?filters[title]=${title}`;

const idsIn = ({ body }: Reply): string[] => body.data.map(({ documentId }: Made) => documentId);

/** Every page from the beginning to the end; `meanwhile` happens after each. */
async function walk(
  url: string,
  { size, meanwhile }: { size: number; meanwhile?: () => Promise<unknown> },
): Promise<string[][]> {
  const pages: string[][] = [];
  for (let cursor: string | null = 'start'; cursor !== null; ) {
    const page: Reply = await app.as.sales.get(
      `${url}&pagination[pageSize]=${size}&cursor=${cursor}`,
    );
    expect(page.status).toBe(200);
    expect(Object.keys(page.body.meta.pagination).sort()).toEqual(['cursor', 'pageSize']);
    pages.push(idsIn(page));
    cursor = page.body.meta.pagination.cursor;
    await meanwhile?.();
  }
  return pages;
}

describe('the list of leads, page after page by cursors', () => {
  it('R27: shows every lead once, the newest first, also those of one instant', async () => {
    const leads = await leadsCalled('walked', 8);

    const pages = await walk(called('walked'), { size: 3 });

    expect(pages.map(({ length }) => length)).toEqual([3, 3, 2]);
    expect(pages.flat()).toEqual(newestFirst(leads));
  });

  it('R27: is not confused by leads that come in or leave the view meanwhile', async () => {
    const leads = await leadsCalled('moving', 9);
    let turn = 0;

    const pages = await walk(called('moving'), {
      size: 3,
      async meanwhile() {
        turn += 1;
        if (turn > 1) return;
        await a.lead({ title: 'moving' });
        await app.as.sales.post(`/api/crm/leads/${leads.at(-1)?.documentId}/deactivate`, {});
      },
    });

    expect(pages.flat()).toEqual(newestFirst(leads));
  });

  it('R27: goes through every view, and by filters of one’s own', async () => {
    const leads = await leadsCalled('viewed', 3);
    const [open, closed, away] = leads.map(({ documentId }) => documentId);
    await a.force('lead', leads[1] as Made, { status: 'closed', outcome: 'lost' });
    await app.as.sales.post(`/api/crm/leads/${away}/deactivate`, {});
    const found = async (query: string): Promise<string[]> =>
      (await walk(`${called('viewed')}${query}`, { size: 1 })).flat();

    expect(await found('')).toEqual([open]);
    expect(await found('&view=all')).toEqual([away, closed, open]);
    expect(await found('&view=lost')).toEqual([closed]);
    expect(await found('&view=closed')).toEqual([closed]);
    expect(await found('&view=inactive')).toEqual([away]);
    expect(await found('&view=qualified')).toEqual([]);
    expect(await found('&view=unallocated')).toEqual([open]);
    expect(await found('&filters[status]=closed')).toEqual([closed]);
  });

  it('tells of a lead what is asked for, and what it points to', async () => {
    await leadsCalled('told', 2);

    const page = await app.as.sales.get(
      `${called('told')}&fields=title&populate=owner&pagination[pageSize]=1&cursor=start`,
    );

    expect(page.body.data).toEqual([
      expect.objectContaining({
        title: 'told',
        owner: null,
        createdAt: '2026-01-01T00:00:00.000Z',
      }),
    ]);
    expect(page.body.data[0]).not.toHaveProperty('state');
    expect(page.body.meta.pagination).toEqual({ pageSize: 1, cursor: expect.any(String) });
  });

  it.each([
    ['cursor=nonsense', 'cursor'],
    ['cursor=start&sort=title', 'sort'],
    ['cursor=start&pagination[page]=2', 'pagination.page'],
    ['cursor=start&pagination[start]=50', 'pagination.start'],
    ['cursor=start&pagination[pageSize]=1000', 'pagination.pageSize'],
  ])('names what does not go together: %s', async (query, field) => {
    const reply = await app.as.sales.get(`/api/crm/leads?${query}`);

    expect(reply.status).toBe(400);
    expect(reply.body.error.details).toMatchObject({
      code: 'input.invalid',
      errors: [{ path: field.split('.') }],
    });
  });
});

describe('leads of somebody', () => {
  it('are found by whom they point to, in lists and in bulk, whichever way it is said', async () => {
    const { documentId, id } = app.members.sales;
    const [mine, other, nobodys] = (await leadsCalled('owned', 3)).map(
      ({ documentId: lead }) => lead,
    );
    const give = (lead: string | undefined, owner: string): Promise<Reply> =>
      app.as.manager.post(`/api/crm/leads/${lead}/assign`, { data: { owner } });
    await give(mine, documentId);
    await give(other, app.members.sue.documentId);
    const found = async (filter: string): Promise<string[]> =>
      idsIn(await app.as.sales.get(`${called('owned')}&sort=id&${filter}`));

    expect(await found(`filters[owner][documentId]=${documentId}`)).toEqual([mine]);
    expect(await found(`filters[owner][documentId][$eq]=${documentId}`)).toEqual([mine]);
    expect(await found(`filters[owner][id]=${id}`)).toEqual([mine]);
    expect(await found('filters[owner][documentId]=nobody')).toEqual([]);
    expect(await found('filters[owner][id][$null]=true')).toEqual([nobodys]);
    expect(await found('filters[owner][id][$notNull]=true')).toEqual([mine, other]);
    expect(await found('filters[owner][name]=Sam Sales')).toEqual([mine]);
    expect(
      await found(
        `filters[$or][0][owner][documentId]=${documentId}&filters[$or][1][owner][id][$null]=true`,
      ),
    ).toEqual([mine, nobodys]);
    expect(await found(`filters[$not][owner][documentId]=${documentId}`)).not.toContain(mine);

    const preview = await app.as.manager.post('/api/crm/leads/bulk?preview=true', {
      action: 'deactivate',
      filters: { title: 'owned', owner: { documentId } },
    });
    expect(preview.body.data).toMatchObject({ total: 1 });
  });
});
