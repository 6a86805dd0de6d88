import request from 'supertest';
import { appForTests, type Reply } from './support/app';
import { builders, type Made } from './support/builders';
import { watchRows, type RowWatch } from './support/rows';
import { workshop } from './support/work';

/*
 * What cannot be right is refused by the name of the field, and nothing in any table is touched. What is
 * merely unusual (another script, emoji) is kept as it was written.
 */

const app = appForTests();
const a = builders(app);
const work = workshop(app);

let lead: Made;
let fresh: Made;
let closed: Made;
let rows: RowWatch;
const ids: Record<string, string> = {};

beforeAll(async () => {
  rows = watchRows(app.strapi);
  lead = await work.assigned(app.members.sales);
  fresh = await work.ready();
  closed = await work.ready();
  await work.stand(closed, 'lost', app.members.sales, { status: 'closed', outcome: 'lost' });
  await a.force('pipeline', await work.pipelineOf('sales'), { allow_reopen: true });
  ids['company'] = (await a.create('company', { name: 'Straße & Söhne' })).documentId;
  await a.create('company', { name: 'Visited', website: 'https://www.visited.example/' });
  ids['direction'] = (await a.value('selling-direction', 'products')).documentId;
  ids['channel'] = (await a.value('channel', 'website')).documentId;
  ids['code'] = (await a.value('disqualification-code', 'impossible-to-contact')).documentId;
  ids['demand'] = (await a.value('disqualification-code', 'demand-is-not-generated')).documentId;
  ids['inbound'] = (await work.stageOf('inbound', 'assigned')).documentId;
  ids['deal'] = (await work.stageOf('opportunities', 'open')).documentId;
  ids['deals'] = (await work.pipelineOf('opportunities')).documentId;
  ids['leads'] = (await work.pipelineOf('sales')).documentId;
  ids['new'] = (await work.stageOf('sales', 'new')).documentId;
  ids['qualified'] = (await work.stageOf('sales', 'qualified')).documentId;
  ids['gone'] = (
    await a.create('member', { name: 'Ina', email: 'ina@crm.example', active: false })
  ).documentId;
  ids['outsider'] = (
    await a.create('member', { name: 'Out', email: 'out@crm.example' })
  ).documentId;
  const portal = await app.strapi.db
    .query('plugin::crm.role')
    .findOne({ where: { key: 'crm_portal' } });
  ids['portal'] = (
    await a.create('member', {
      name: 'Pat',
      email: 'pat@crm.example',
      roles: [portal.documentId],
    })
  ).documentId;
  ids['contact'] = (await a.contact()).documentId;
});

const LONG = 'x'.repeat(10_000);
const BROKEN_IDS: readonly (readonly [string, unknown])[] = [
  ['is empty', ''],
  ['has 10 000 characters', LONG],
  ['has quotes', `' or '1'='1`],
  ['has a comment', `x"; drop table crm_leads; --`],
  ['is in another script', 'идентификатор-🙂'],
  ['ends the text', 'abc\u0000def'],
  ['is half a character', '\ud800'],
  ['is a number', 7],
  ['is an object', { $ne: null }],
  ['is a list', ['a', 'b']],
  ['is null', null],
  ['is a record of another kind', 'a contact'],
];

const urlOf = (on: Made, action: string): string => `/api/crm/leads/${on.documentId}/${action}`;

async function unchanged(ask: () => Promise<Reply>): Promise<Reply> {
  await rows.look();

  const reply = await ask();

  expect(await rows.changed()).toEqual([]);
  return reply;
}

const pathsOf = ({ body }: Reply): string[] =>
  (body.error?.details?.errors ?? []).map(({ path }: { path: string[] }) => path.join('.'));

/** Refused with 400, and one of the errors stands at this path. */
async function expectNamed(on: Made, action: string, data: unknown, path: string): Promise<void> {
  const reply = await unchanged(() => app.as.sales.post(urlOf(on, action), { data }));

  const named = [reply.status, reply.body.error?.details?.code, pathsOf(reply)];
  expect(named).toEqual([400, expect.any(String), expect.arrayContaining([path])]);
  expect(reply.body.error.message).toMatch(/[.!?]$/);
}

const form = (more: object): object => ({
  city: 'Linz',
  sellingDirection: ids['direction'],
  ...more,
});

describe('stages and pipelines', () => {
  it.each(BROKEN_IDS)('a stage that %s', (_how, stage) =>
    expectNamed(lead, 'change-stage', { stage: known(stage) }, 'stage'),
  );

  it.each([
    ['of another pipeline', 'inbound', /Inbound/],
    ['of a pipeline for opportunities', 'deal', /Opportunities/],
  ])('a stage %s', async (_which, name, said) => {
    const reply = await unchanged(() =>
      app.as.sales.post(urlOf(lead, 'change-stage'), { data: { stage: ids[name] } }),
    );

    expect([reply.status, pathsOf(reply)]).toEqual([400, ['stage']]);
    expect(reply.body.error.message).toMatch(said);
  });

  it.each(BROKEN_IDS)('reopening into a stage that %s', (_how, stage) =>
    expectNamed(closed, 'reopen', { stage: known(stage), reason: 'Again' }, 'stage'),
  );

  it.each(BROKEN_IDS)('a pipeline that %s', (_how, pipeline) =>
    expectNamed(lead, 'change-pipeline', { pipeline: known(pipeline) }, 'pipeline'),
  );

  it('a pipeline of the wrong kind, both ways', async () => {
    await expectNamed(lead, 'change-pipeline', { pipeline: ids['deals'] }, 'pipeline');
    await expectNamed(lead, 'qualify', form({ pipeline: ids['leads'] }), 'pipeline');
  });

  it('what the action of a stage asks for is named under `data`', async () => {
    const { qualified: stage } = ids;
    await expectNamed(lead, 'change-stage', { stage, data: {} }, 'data.city');
    const wrong = form({ estimatedRevenue: -1 });
    await expectNamed(lead, 'change-stage', { stage, data: wrong }, 'data.estimatedRevenue');
    await expectNamed(lead, 'change-stage', { stage, data: form({ colour: 1 }) }, 'data.colour');
    await expectNamed(lead, 'change-stage', { stage, data: 'all' }, 'data');
  });
});

/** Stands for what only the database knows. */
const known = (value: unknown): unknown => (value === 'a contact' ? ids['contact'] : value);

describe('people', () => {
  const WHERE = [
    ['assign', 'owner', () => ({})],
    ['reassign', 'owner', () => ({})],
    ['qualify', 'responsible', () => form({})],
  ] as const;

  for (const [action, field, rest] of WHERE) {
    const on = (): Made => (action === 'assign' ? fresh : lead);

    it.each(BROKEN_IDS)(`X31: ${action}: a ${field} that %s`, async (_how, value) => {
      const reply = await unchanged(() =>
        app.as.manager.post(urlOf(on(), action), { data: { ...rest(), [field]: known(value) } }),
      );

      const refused = [reply.status, pathsOf(reply)];
      // Only the owner qualifies, whoever is named: access comes before what is named.
      if (action === 'qualify' && reply.status === 403) {
        await expectNamed(on(), action, { ...rest(), [field]: known(value) }, field);
        return;
      }
      expect(refused).toEqual([400, [field]]);
    });

    it(`X31 X36: ${action}: a ${field} who is not on staff, or only in the portal`, async () => {
      for (const who of ['outsider', 'portal']) {
        const data = { ...rest(), [field]: ids[who] };
        const reply = await unchanged(() => voiceFor(action).post(urlOf(on(), action), { data }));

        expect([reply.status, pathsOf(reply)]).toEqual([400, [field]]);
      }
    });

    it(`X31 X36: ${action}: a ${field} who is inactive`, async () => {
      const data = { ...rest(), [field]: ids['gone'] };
      const reply = await unchanged(() => voiceFor(action).post(urlOf(on(), action), { data }));

      expect([reply.status, reply.body.error.details]).toEqual([
        409,
        expect.objectContaining({ code: 'member.inactive', field }),
      ]);
      expect(reply.body.error.message).toContain('Ina');
    });
  }

  const voiceFor = (action: string) => (action === 'qualify' ? app.as.sales : app.as.manager);
});

describe('companies', () => {
  it.each([
    'Straße & Söhne',
    'STRASSE & SÖHNE',
    '  straße   &  söhne ',
    'Strasse & Sohne',
    'Straße & So\u0308hne',
    'Straße\u00a0& Söhne',
  ])('S20: a new company "%s" that is there already', async (name) => {
    const data = form({ newCompany: { name } });
    const reply = await unchanged(() => app.as.sales.post(urlOf(lead, 'qualify'), { data }));

    expect([reply.status, pathsOf(reply)]).toEqual([400, ['newCompany.name']]);
    expect(reply.body.error.message).toContain('Straße & Söhne');
  });

  it.each(['visited.example', 'http://visited.example', 'HTTPS://WWW.Visited.example/'])(
    'S20: a new company whose website %s is there already',
    (website) =>
      expectNamed(
        lead,
        'qualify',
        form({ newCompany: { name: 'Another', website } }),
        'newCompany.website',
      ),
  );

  it('E11: one that is there and a new one at once', () =>
    expectNamed(
      lead,
      'qualify',
      form({ company: ids['company'], newCompany: { name: 'Other' } }),
      'newCompany',
    ));

  it.each(BROKEN_IDS)('one that %s', (_how, company) =>
    expectNamed(lead, 'qualify', form({ company: known(company) }), 'company'),
  );

  it.each([
    ['newCompany', 'Linden'],
    ['newCompany', []],
    ['newCompany.name', {}],
    ['newCompany.name', { name: '   ' }],
    ['newCompany.name', { name: 'x'.repeat(191) }],
    ['newCompany.name', { name: '=HYPERLINK("x")' }],
    ['newCompany.name', { name: '<b>Linden</b>' }],
    ['newCompany.owner', { name: 'Linden', owner: 'x' }],
    ['newCompany.taxNumber', { name: 'Linden', taxNumber: '1'.repeat(61) }],
    ['newCompany.website', { name: 'Linden', website: '<script>x</script>' }],
  ])('%s of %j', (path, newCompany) => expectNamed(lead, 'qualify', form({ newCompany }), path));
});

describe('dates and amounts', () => {
  it.each([
    '2026-02-30',
    '2026-13-01',
    '0001-01-01',
    '9999-12-31',
    'tomorrow',
    '31.3.2026',
    '2026-3-1',
    '2026-03-31T00:00:00Z',
    '',
    20_260_331,
    null,
  ])('a close date %j', (estimatedCloseDate) =>
    expectNamed(lead, 'qualify', form({ estimatedCloseDate }), 'estimatedCloseDate'),
  );

  it.each([-1, -0.01, 100_000_000, 1e12, 1e308, '12', 'NaN', '', null, true, [12], { amount: 12 }])(
    'a revenue %j',
    (estimatedRevenue) =>
      expectNamed(lead, 'qualify', form({ estimatedRevenue }), 'estimatedRevenue'),
  );

  it('a revenue that JSON reads as infinite', async () => {
    const reply = await unchanged(() =>
      raw(
        urlOf(lead, 'qualify'),
        `{"data":{"city":"Linz","sellingDirection":"${ids['direction']}","estimatedRevenue":1e999}}`,
      ),
    );

    expect([reply.status, pathsOf(reply)]).toEqual([400, ['estimatedRevenue']]);
  });
});

describe('dropdown values', () => {
  it.each(BROKEN_IDS)('a selling direction that %s', (_how, sellingDirection) =>
    expectNamed(
      lead,
      'qualify',
      { city: 'Linz', sellingDirection: known(sellingDirection) },
      'sellingDirection',
    ),
  );

  it.each(BROKEN_IDS)('a code that %s', (_how, code) =>
    expectNamed(lead, 'disqualify', { code: known(code), reason: 'No answer' }, 'code'),
  );

  it('X20: a value of another dropdown', async () => {
    const data = { city: 'Linz', sellingDirection: ids['channel'] };
    const reply = await unchanged(() => app.as.sales.post(urlOf(lead, 'qualify'), { data }));

    expect([reply.status, reply.body.error.details]).toEqual([
      400,
      expect.objectContaining({ code: 'dropdown.wrong-type', field: 'sellingDirection' }),
    ]);
  });

  it('S12: no opportunity where the code needs one, one where it needs none', async () => {
    const reason = 'Not now';
    await expectNamed(lead, 'disqualify', { code: ids['demand'], reason }, 'opportunity.city');
    await expectNamed(
      lead,
      'disqualify',
      { code: ids['code'], reason, opportunity: form({}) },
      'opportunity',
    );
    await expectNamed(
      lead,
      'disqualify',
      { code: ids['demand'], reason, opportunity: form({ estimatedRevenue: -1 }) },
      'opportunity.estimatedRevenue',
    );
  });

  it.each([undefined, null, '', '   '])('R21: a reason %j is none', async (reason) => {
    const data = { code: ids['code'], reason };
    const reply = await unchanged(() => app.as.sales.post(urlOf(lead, 'disqualify'), { data }));

    expect([reply.status, reply.body.error.details.code]).toEqual([400, 'reason.required']);
    expect(pathsOf(reply)).toEqual(['reason']);
  });
});

describe('texts', () => {
  const HTML = [
    '<script>alert(1)</script>',
    'A <b>bold</b> one',
    '<img src=x onerror=alert(1)>',
    // Browsers close it themselves.
    '<img src=x onerror=alert(1) ',
  ];
  const FORMULAS = ['=1+1', '@SUM(A1:A9)', '=cmd|" /C calc"!A0', '+cmd|" /C calc"!A0'];
  const UNREADABLE = ['null \u0000 inside', 'half \ud83d inside', 'bell \u0007 inside'];

  const FIELDS = ['name', 'city', 'currentSituation', 'description'];
  for (const field of FIELDS) {
    it.each([...HTML, ...FORMULAS, ...UNREADABLE])(`${field}: %j`, (text) =>
      expectNamed(lead, 'qualify', form({ [field]: text }), field),
    );
  }

  it.each([...HTML, ...FORMULAS, ...UNREADABLE])('a reason: %j', async (reason) => {
    await expectNamed(lead, 'disqualify', { code: ids['code'], reason }, 'reason');
    await expectNamed(closed, 'reopen', { stage: ids['new'], reason }, 'reason');
    await expectNamed(lead, 'deactivate', { reason }, 'reason');
  });

  it.each(UNREADABLE)('at every door: %j', async (text) => {
    const make = async (record: string, data: object): Promise<string[]> => {
      const reply = await unchanged(() => app.as.sales.post(`/api/crm/${record}`, { data }));
      return [String(reply.status), ...pathsOf(reply)];
    };

    expect(await make('leads', { title: text })).toEqual(['400', 'title']);
    expect(await make('contacts', { lastName: text })).toEqual(['400', 'lastName']);
    expect(await make('companies', { name: text })).toEqual(['400', 'name']);
    const url = `/api/crm/leads/${lead.documentId}`;
    for (const data of [{ title: text }, { description: text }]) {
      const edited = await unchanged(() => app.as.sales.put(url, { data }));
      expect([edited.status, ...pathsOf(edited)]).toEqual([400, ...Object.keys(data)]);
    }
    const leads = '/content-manager/collection-types/plugin::crm.lead';
    const inPanel = await unchanged(() => app.inPanel.sales.post(leads, { title: text }));
    expect([inPanel.status, ...pathsOf(inPanel)]).toEqual([400, 'title']);
  });

  it('a lead keeps HTML in its title as text, is edited and qualified with it', async () => {
    const title = 'A <b>bold</b> one';
    const came = await work.assigned(app.members.sales, { title });

    const edited = await app.as.sales.put(`/api/crm/leads/${came.documentId}`, {
      data: { title, description: 'Called twice.' },
    });
    const qualified = await app.as.sales.post(`${urlOf(came, 'qualify')}?populate=opportunity`, {
      data: form({ name: title, description: null }),
    });

    expect([edited.status, qualified.status]).toEqual([200, 200]);
    expect(qualified.body.data.opportunity.name).toBe(title);
  });

  it.each([
    ['name', 256],
    ['city', 191],
    ['currentSituation', 10_001],
    ['description', 10_001],
  ])('%s of %i characters', (field, length) =>
    expectNamed(lead, 'qualify', form({ [field]: 'x'.repeat(length) }), field),
  );

  it.each(['name', 'city'])('a blank %s', (field) =>
    expectNamed(lead, 'qualify', form({ [field]: ' \t ' }), field),
  );

  it('other scripts, emoji and long texts are kept to the letter', async () => {
    const texts = {
      name: 'عميل جديد — 顧客 👩‍👩‍👧 "quoted" 100% O\'Hara \\ back',
      city: 'קריית גת \u202eabc\u202c',
      currentSituation: 'Zeile 1\nline 2\r\nβ < γ > α & a<b, 3 <4 \u200d',
      description: `- a list\n- of things ${'😀'.repeat(4_900)}`,
    };
    const reader = await work.assigned(app.members.sales);
    const company = { name: 'Ünïcödé 株式会社 😀', taxNumber: 'ＡＢ-١٢٣' };

    const reply = await app.as.sales.post(urlOf(reader, 'qualify'), {
      data: form({ ...texts, newCompany: company }),
    });

    expect(reply.status).toBe(200);
    const { opportunity_key: id, company_key: companyId } = await app.strapi.db
      .connection(work.tableOf('lead'))
      .where({ id: reader.id })
      .first();
    expect(await a.read('opportunity', { id, documentId: '' })).toMatchObject(texts);
    expect(await a.read('company', { id: companyId, documentId: '' })).toMatchObject(company);
    const { body } = await app.as.sales.get(urlOf(reader, 'history'));
    expect(body.data[0].input).toMatchObject(texts);
  });
});

const raw = async (url: string, body: string): Promise<Reply> => {
  const answered = await request(app.strapi.server.httpServer)
    .post(url)
    .set(headersOfSales)
    .set('Content-Type', 'application/json')
    .send(body);
  const { status, text } = answered;
  return { status, text, headers: {}, body: answered.body };
};

let headersOfSales: Record<string, string> = {};
beforeAll(async () => {
  const login = await app.nobody.post('/api/auth/local', {
    identifier: 'sales@crm.example',
    password: 'Crm-demo-2026',
  });
  headersOfSales = { Authorization: `Bearer ${login.body.jwt}` };
});

describe('bodies', () => {
  it('of ten megabytes', async () => {
    const reply = await unchanged(() =>
      raw(
        urlOf(lead, 'deactivate'),
        JSON.stringify({ data: { reason: 'x'.repeat(10 * 1024 * 1024) } }),
      ),
    );

    expect(reply.status).toBe(413);
  });

  it.each(['', '{', '{"data":', 'data=1', '[]]', '{"data":{"reason":"x"},}'])(
    'that are no JSON: %j',
    async (body) => {
      const reply = await unchanged(() => raw(urlOf(lead, 'qualify'), body));

      expect(reply.status).toBe(400);
    },
  );

  it.each([['text'], [7], [true], [[]], [[{}]], [null]])('whose `data` is %j', async (data) => {
    const reply = await unchanged(() => app.as.sales.post(urlOf(lead, 'reassign'), { data }));

    expect([reply.status, pathsOf(reply)]).toEqual([400, ['data']]);
  });

  it.each([
    ['ownr', { data: { ownr: 'x' } }],
    ['__proto__x', { data: { __proto__x: 1 } }],
    ['dta', { dta: {} }],
    ['version', { data: {}, version: 'one' }],
    ['version', { data: {}, version: 0 }],
    ['version', { data: {}, version: -1 }],
    ['version', { data: {}, version: 1.5 }],
    ['version', { data: {}, version: null }],
    ['version', { data: {}, version: 1e20 }],
  ])('with a wrong %s: %j', async (path, body) => {
    const reply = await unchanged(() => app.as.sales.post(urlOf(lead, 'reassign'), body));

    expect(reply.status).toBe(400);
    expect(pathsOf(reply)).toContain(path);
  });

  it('X33: with a version where there is none to look at', async () => {
    const contact = await a.contact();
    const url = `/api/crm/contacts/${contact.documentId}/deactivate`;

    const reply = await unchanged(() =>
      app.as.sales.post(url, { data: { reason: 'left-company' }, version: 1 }),
    );

    expect([reply.status, pathsOf(reply)]).toEqual([400, ['version']]);
  });

  it('X33: with another version', async () => {
    const data = { owner: app.members.sue.documentId };
    const reply = await unchanged(() =>
      app.as.sales.post(urlOf(lead, 'reassign'), { data, version: 99 }),
    );

    expect([reply.status, reply.body.error.details.code]).toEqual([409, 'lead.changed']);
  });
});

describe('addresses', () => {
  const PLACES = [
    LONG.slice(0, 2_000),
    encodeURIComponent(`' or '1'='1`),
    encodeURIComponent('идентификатор-🙂'),
    'abc%00def',
    '%20',
    '..%2f..%2fadmin',
    '0',
    '-1',
    'null',
  ];

  it.each(PLACES)('a lead at %s is not there', async (place) => {
    const reply = await unchanged(() =>
      app.as.sales.post(`/api/crm/leads/${place}/deactivate`, { data: {} }),
    );

    expect(reply.status).toBe(404);
  });

  it.each(PLACES)('a task at %s is not there', async (place) => {
    const done = await unchanged(() => app.as.sales.post(`/api/crm/tasks/${place}/complete`, {}));
    const cancelled = await unchanged(() =>
      app.as.sales.post(`/api/crm/tasks/${place}/cancel`, {}),
    );

    expect([done.status, cancelled.status]).toEqual([404, 404]);
  });

  it.each(BROKEN_IDS)('a marketing list that %s', (_how, list) =>
    expectNamed(lead, 'add-to-marketing-list', { list: known(list) }, 'list'),
  );
});
