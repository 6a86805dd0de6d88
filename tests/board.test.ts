import { appForTests, type Reply } from './support/app';
import { builders, type Made } from './support/builders';
import { databaseUnderTest } from './support/database';
import { statementsOf } from './support/statements';

const app = appForTests();
const a = builders(app);

interface Stage extends Made {
  readonly name: string;
}

interface Place extends Made {
  readonly stages: Readonly<Record<string, Stage>>;
}

let pipelines = 0;

/** A pipeline of its own for each test, so that each counts its own cards. */
async function makePipeline(kind: 'lead' | 'opportunity' = 'lead'): Promise<Place> {
  pipelines += 1;
  const made = await a.create('pipeline', { key: `board-${pipelines}`, name: 'Board', kind });
  const rows =
    kind === 'lead'
      ? [
          { name: 'Working', state: 'assigned' },
          { name: 'Unqualified', state: 'disqualified', visible: false },
        ]
      : [
          { name: 'Discovery', state: 'open' },
          { name: 'Won', state: 'won' },
        ];
  const stages: Record<string, Stage> = {};
  // A lead pipeline comes with its New stage (E18).
  const first = await app.strapi.db
    .query('plugin::crm.stage')
    .findMany({ where: { pipeline: { id: made.id } } });
  for (const stage of first) stages[stage.name] = stage;
  for (const [index, row] of rows.entries()) {
    const stage = await a.create('stage', {
      ...row,
      position: first.length + index,
      colour: '#123456',
      pipeline: made.documentId,
    });
    stages[row.name] = { ...stage, name: row.name };
  }
  return { ...made, stages };
}

const DAY = 24 * 60 * 60 * 1000;
let days = 0;

/** A lead in this stage, as if it had got there; each a day younger than the one before. */
async function leadIn(stage: Stage | undefined, columns: object = {}, data: object = {}) {
  const lead = await a.lead(data);
  days += 1;
  await a.force('lead', lead, {
    stage_key: stage?.id,
    created_at: new Date(Date.UTC(2026, 0, 1) + days * DAY),
    ...columns,
  });
  return lead;
}

const boardOf = (place: Place, query = ''): string =>
  `/api/crm/pipelines/${place.documentId}/board${query}`;

const stageIn = (reply: Reply, name: string) =>
  reply.body.data.stages.find((stage: { name: string }) => stage.name === name);

const cardsIn = (reply: Reply, name: string): string[] =>
  stageIn(reply, name).cards.map(({ documentId }: Made) => documentId);

describe('the board of a pipeline', () => {
  it('E2 E8: shows every stage in order, hidden ones marked, with count, sum and cards', async () => {
    const place = await makePipeline();
    const older = await leadIn(place.stages['New'], { estimated_value: 100.5 });
    const newer = await leadIn(place.stages['New'], { estimated_value: 20 });

    const reply = await app.as.sales.get(boardOf(place));

    expect(reply.status).toBe(200);
    expect(reply.body.meta).toEqual({ limit: 20 });
    expect(reply.body.data).toMatchObject({
      documentId: place.documentId,
      name: expect.stringContaining('Board'),
      kind: 'lead',
      stages: [
        { name: 'New', state: 'new', visible: true, count: 2, sum: 120.5, hasMore: false },
        { name: 'Working', state: 'assigned', count: 0, sum: 0, cards: [], cursor: null },
        { name: 'Unqualified', state: 'disqualified', visible: false, colour: '#123456' },
      ],
    });
    expect(cardsIn(reply, 'New')).toEqual([newer.documentId, older.documentId]);
  });

  it('E2: counts a thousand cards of a stage; of more it says that there are more', async () => {
    const place = await makePipeline();
    const insert = (count: number) =>
      app.strapi.db.connection.batchInsert(
        'crm_leads',
        Array.from({ length: count }, () => ({
          document_id: `many-${(days += 1)}`,
          title: 'One of many',
          stage_key: place.stages['New']?.id,
          status: 'open',
          active: true,
          version: 1,
          estimated_value: 2,
          created_at: new Date(Date.UTC(2026, 0, 1) + days * DAY),
        })),
        50,
      );
    await insert(1_000);
    const exact = stageIn(await app.as.sales.get(boardOf(place)), 'New');
    await insert(1);
    const more = stageIn(await app.as.sales.get(boardOf(place)), 'New');

    expect(exact).toMatchObject({ count: 1_000, sum: 2_000, hasMore: false });
    expect(more).toMatchObject({ count: 1_000, sum: null, hasMore: true });
    expect([more.cards.length, typeof more.cursor]).toEqual([20, 'string']);
  });

  it('E2: a card tells what people look for, by documentId and without row ids', async () => {
    const place = await makePipeline();
    const company = await a.create('company', { name: 'Acme' });
    const lead = await leadIn(
      place.stages['Working'],
      { owner_key: app.members.sales.id, estimated_value: 10 },
      { title: 'Lake house', company: company.documentId },
    );

    const reply = await app.as.sales.get(boardOf(place));

    expect(stageIn(reply, 'Working').cards).toEqual([
      {
        documentId: lead.documentId,
        title: 'Lake house',
        owner: { documentId: app.members.sales.documentId, name: 'Sam Sales', active: true },
        company: { documentId: company.documentId, name: 'Acme' },
        estimatedValue: 10,
        stageEnteredAt: expect.stringMatching(/^\d{4}-.*Z$/),
        nextEventAt: null,
        status: 'open',
        outcome: null,
        active: true,
        version: 1,
        pendingQualification: false,
        pendingCloseRequest: false,
      },
    ]);
  });

  it('R23: a card says that a qualification is pending', async () => {
    const place = await makePipeline();
    await leadIn(place.stages['Working'], { pending_qualification_key: 1 });

    const reply = await app.as.sales.get(boardOf(place));

    expect(stageIn(reply, 'Working').cards[0].pendingQualification).toBe(true);
  });

  it('R16: a card says that somebody waits for a decision on closing it', async () => {
    const place = await makePipeline();
    await leadIn(place.stages['Working'], { pending_close_request_key: 1 });

    const reply = await app.as.sales.get(boardOf(place));

    expect(stageIn(reply, 'Working').cards[0].pendingCloseRequest).toBe(true);
  });

  it('R27: leaves out inactive leads everywhere, and closed ones in open stages only', async () => {
    const place = await makePipeline();
    await leadIn(place.stages['New'], { active: false });
    await leadIn(place.stages['New'], { status: 'closed', outcome: 'lost' });
    const open = await leadIn(place.stages['New']);
    const unqualified = { state: 'disqualified', status: 'closed', outcome: 'unqualified' };
    await leadIn(place.stages['Unqualified'], { ...unqualified, active: false });
    const closed = await leadIn(place.stages['Unqualified'], unqualified);
    const deceased = await leadIn(place.stages['Unqualified'], {
      ...unqualified,
      outcome: 'deceased',
    });

    const reply = await app.as.sales.get(boardOf(place));

    expect(cardsIn(reply, 'New')).toEqual([open.documentId]);
    expect(stageIn(reply, 'New').count).toBe(1);
    expect(cardsIn(reply, 'Unqualified')).toEqual([deceased.documentId, closed.documentId]);
    expect(stageIn(reply, 'Unqualified').count).toBe(2);
  });

  it('E2: goes on within a stage by its cursor, every card once, also among cards of one moment', async () => {
    const place = await makePipeline();
    const moment = new Date('2026-05-05T05:05:05.005Z');
    const made: string[] = [];
    for (let card = 0; card < 5; card += 1) {
      const lead = await leadIn(place.stages['New'], { created_at: moment });
      made.unshift(lead.documentId);
    }

    const seen: string[] = [];
    let url: string | null = boardOf(place, '?limit=2');
    while (url !== null && seen.length < 10) {
      const reply: Reply = await app.as.sales.get(url);
      expect(reply.status).toBe(200);
      expect(stageIn(reply, 'New').count).toBe(5);
      seen.push(...cardsIn(reply, 'New'));
      const { cursor } = stageIn(reply, 'New');
      const stage = place.stages['New']?.documentId;
      url =
        cursor === null ? null : boardOf(place, `?limit=2&stage=${stage}&cursor=${String(cursor)}`);
      if (url !== null) expect(cursor).toMatch(/^[\w-]+$/);
    }

    expect(seen).toEqual(made);
  });

  it('E2: answers one stage alone when it is asked for one', async () => {
    const place = await makePipeline();

    const reply = await app.as.sales.get(
      boardOf(place, `?stage=${place.stages['Working']?.documentId}`),
    );

    expect(reply.body.data.stages).toHaveLength(1);
    expect(reply.body.data.stages[0].name).toBe('Working');
  });

  it('R27: is narrowed by filters as in the lists, of the lead and of what it points to', async () => {
    const place = await makePipeline();
    const company = await a.create('company', { name: 'Narrow' });
    await leadIn(place.stages['New'], { estimated_value: 5 });
    const mine = await leadIn(
      place.stages['Working'],
      { estimated_value: 7 },
      { title: 'Narrow lead', company: company.documentId },
    );

    for (const query of [
      `?filters[company][documentId][$eq]=${company.documentId}`,
      '?filters[title][$containsi]=narrow',
      '?filters[$or][0][estimatedValue][$gt]=6&filters[$or][1][title]=none',
      '?_q=Narrow',
    ]) {
      const reply = await app.as.sales.get(boardOf(place, query));

      expect({ query, status: reply.status }).toEqual({ query, status: 200 });
      expect(stageIn(reply, 'New')).toMatchObject({ count: 0, sum: 0, cards: [] });
      expect(stageIn(reply, 'Working')).toMatchObject({ count: 1, sum: 7 });
      expect(cardsIn(reply, 'Working')).toEqual([mine.documentId]);
    }
  });

  it('E2: is the same in the admin panel', async () => {
    const place = await makePipeline();
    await leadIn(place.stages['New'], {}, { title: 'In the panel' });
    const panel = `/crm/pipelines/${place.documentId}/board`;

    const reply = await app.inPanel.sales.get(`${panel}?filters[title]=In the panel`);

    expect(reply.body).toEqual((await app.as.sales.get(boardOf(place))).body);
    expect((await app.inPanel.sales.get(`${panel}?filters[ownerKey]=1`)).status).toBe(400);
  });

  it('E2: shows an opportunity pipeline, too', async () => {
    const place = await makePipeline('opportunity');
    const made = await a.create('opportunity', {
      name: 'Deal',
      estimatedRevenue: 12.5,
      responsible: app.members.sue.documentId,
    });
    await a.force('opportunity', made, { stage_key: place.stages['Discovery']?.id });

    const reply = await app.as.sales.get(boardOf(place, '?filters[name]=Deal'));

    expect(stageIn(reply, 'Won')).toMatchObject({ count: 0, cards: [] });
    expect(stageIn(reply, 'Discovery')).toMatchObject({ count: 1, sum: 12.5 });
    expect(stageIn(reply, 'Discovery').cards).toEqual([
      {
        documentId: made.documentId,
        name: 'Deal',
        responsible: { documentId: app.members.sue.documentId, name: 'Sue Sales', active: true },
        company: null,
        estimatedRevenue: 12.5,
      },
    ]);
  });

  it('E2: is empty for a pipeline without stages', async () => {
    const made = await a.create('pipeline', { key: 'bare', name: 'Bare', kind: 'opportunity' });

    const reply = await app.as.sales.get(`/api/crm/pipelines/${made.documentId}/board`);

    expect(reply.body.data).toMatchObject({ name: 'Bare', stages: [] });
  });
});

describe('the board refuses', () => {
  it.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=two', 'limit'],
    ['limit[]=1&limit[]=2', 'limit'],
    ['cursor=abc', 'stage'],
    ['stage=STAGE&cursor=abc', 'cursor'],
    ['stage=STAGE&cursor=', 'cursor'],
    ['stage=STAGE&cursor=WyIyMDI2Iiwi', 'cursor'],
    ['stage=STAGE&cursor=bnVsbA', 'cursor'],
    ['stage=not-of-this-pipeline', 'stage'],
    ['stage[]=a&stage[]=b', 'stage'],
    ['sort=title', 'sort'],
  ])('%s, naming %s', async (query, field) => {
    const place = await makePipeline();
    const asked = query.replace('STAGE', place.stages['New']?.documentId ?? '');

    const reply = await app.as.sales.get(boardOf(place, `?${asked}`));

    expect(reply.status).toBe(400);
    expect(reply.body.error.details).toMatchObject({
      code: 'input.invalid',
      errors: [{ path: [field], message: expect.stringMatching(/[.]$/) }],
    });
  });

  it('a filter on what nobody may see', async () => {
    const place = await makePipeline();

    for (const query of [
      'filters[ownerKey]=1',
      'filters[owner][adminUser][password][$null]=true',
    ]) {
      const reply = await app.as.sales.get(boardOf(place, `?${query}`));

      expect({ query, status: reply.status }).toEqual({ query, status: 400 });
    }
  });

  it('people without a role for it, and pipelines that are not there', async () => {
    const place = await makePipeline();

    expect((await app.nobody.get(boardOf(place))).status).toBe(403);
    expect((await app.as.editor.get(boardOf(place))).status).toBe(403);
    const missing = await app.as.sales.get('/api/crm/pipelines/there-is-none/board');
    expect(missing.status).toBe(404);
    expect(missing.body.error.details.code).toBe('record.missing');
  });
});

describe('the statements of the board', () => {
  it('are three and who asks, however many stages and cards, with filters or without', async () => {
    const place = await makePipeline();
    for (let card = 0; card < 4; card += 1) await leadIn(place.stages['New']);
    await leadIn(place.stages['Working']);

    for (const query of ['', '?limit=1', '?filters[owner][name]=Sam&filters[title]=x']) {
      // Through the panel: a login of the API is looked at by the portal's gate before.
      const url = boardOf(place, query).replace('/api/', '/');
      const seen = await statementsOf(app, () => app.inPanel.sales.get(url));

      expect({ query, statements: seen.length }).toEqual({ query, statements: 4 });
    }
  });

  (databaseUnderTest === 'sqlite' ? it : it.skip)(
    'find cards and counts by the index of the stage, without sorting',
    async () => {
      const place = await makePipeline();
      const stage = place.stages['New'];
      for (let card = 0; card < 3; card += 1) await leadIn(stage);
      const first = await app.as.sales.get(boardOf(place, '?limit=1'));
      const { cursor } = stageIn(first, 'New');

      const seen = await statementsOf(app, async () => {
        await app.as.sales.get(boardOf(place));
        const next = boardOf(place, `?stage=${stage?.documentId}&cursor=${String(cursor)}`);
        await app.as.sales.get(next);
      });

      const steps: string[] = [];
      for (const { sql, bindings = [] } of seen) {
        const plan = await app.strapi.db.connection.raw<{ detail: string }[]>(
          `explain query plan ${sql}`,
          bindings as never,
        );
        const details = plan.map(({ detail }) => detail);
        // The few rows that the walks bring home are put in order; no walk sorts its stage.
        const sorted = details.filter(
          (step, at) => step.includes('TEMP B-TREE') && details[at - 1]?.includes('by_stage'),
        );
        expect(sorted).toEqual([]);
        steps.push(...details);
      }
      const onLeads = steps.filter((step) => /^(SCAN|SEARCH) l\b/.test(step));
      expect(onLeads.length).toBeGreaterThan(5);
      expect(onLeads.filter((step) => !/crm_leads_by_stage|PRIMARY KEY/.test(step))).toEqual([]);
      expect(onLeads.filter((step) => step.startsWith('SCAN'))).toEqual([]);
      // The next page is walked from the cursor on.
      expect(onLeads.join('\n')).toContain('created_at<?');
    },
  );
});
