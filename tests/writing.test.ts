import { appForTests, logIn, makeApiUser, untilQuiet, type Reply, type Voice } from './support/app';
import { builders, type Made } from './support/builders';
import { workshop } from './support/work';

/* What holds for every record, whoever writes it and through whichever door. */

const app = appForTests();
const a = builders(app);
const work = workshop(app);

const code = ({ body }: Reply): unknown => body.error?.details?.code ?? body.error?.name ?? null;
const url = (records: string, made?: Made): string =>
  `/api/crm/${records}${made === undefined ? '' : `/${made.documentId}`}`;
const panel = (record: string): string => `/content-manager/collection-types/plugin::crm.${record}`;
const role = async (key: string): Promise<any> =>
  app.strapi.db.query('plugin::crm.role').findOne({ where: { key } });

/** Each with the body of an edit and of a new one; none of them asks anything else of a lead. */
const SHARED = [
  ['companies', 'company', 'name'],
  ['opportunities', 'opportunity', 'name'],
  ['contact-groups', 'contact-group', 'name'],
  ['marketing-lists', 'marketing-list', 'name'],
] as const;
let count = 0;
const named = (field: string): Record<string, string> => ({ [field]: `Named ${(count += 1)}` });

describe('R13: who is not on the team today', () => {
  const stranger = async (): Promise<Voice> => {
    const email = `nobody-${(count += 1)}@crm.example`;
    await makeApiUser(app.strapi, email, 'crm_sales');
    return logIn(app.strapi, email);
  };

  async function refusals(
    voice: Voice,
    inPanel: Voice | undefined,
  ): Promise<Record<string, unknown>> {
    const lead = await a.lead();
    const task = await a.create('task', { title: 'Call', lead: lead.documentId });
    const found: Record<string, unknown> = {};
    for (const [records, record, field] of SHARED) {
      const made = await a.create(record, named(field));
      found[`PUT ${records}`] = code(await voice.put(url(records, made), { data: named(field) }));
      found[`DELETE ${records}`] = code(await voice.delete(url(records, made)));
      found[`POST ${records}`] = code(await voice.post(url(records), { data: named(field) }));
      if (inPanel !== undefined) {
        found[`panel POST ${record}`] = code(await inPanel.post(panel(record), named(field)));
        const path = `${panel(record)}/${made.documentId}`;
        found[`panel PUT ${record}`] = code(await inPanel.put(path, named(field)));
      }
      expect(await a.read(record, made)).not.toBeNull();
    }
    found['DELETE tasks'] = code(await voice.delete(url('tasks', task)));
    for (const path of ['leads', 'contacts', 'tasks', 'dropdown-values', 'leads.csv']) {
      found[`GET ${path}`] = code(await voice.get(url(path)));
    }
    found['GET history'] = code(await voice.get(`${url('leads', lead)}/history`));
    const board = await work.pipelineOf('sales');
    found['GET board'] = code(await voice.get(`${url('pipelines', board)}/board`));
    if (inPanel !== undefined) {
      for (const path of [
        panel('lead'),
        `${panel('lead')}/${lead.documentId}`,
        panel('contact'),
        '/crm/leads.csv',
        `/crm/pipelines/${board.documentId}/board`,
        `/crm/leads/${lead.documentId}/history`,
      ]) {
        found[`panel GET ${path}`] = code(await inPanel.get(path));
      }
    }
    return found;
  }

  it('an inactive member writes nothing and reads nothing, an administrator included', async () => {
    const { sue, admin } = app.members;
    await a.force('member', sue, { active: false });
    await a.force('member', admin, { active: false });
    try {
      const found = await refusals(app.as.sue, app.inPanel.sue);
      const herself = await app.as.admin.put(url('members', admin), { data: { active: true } });

      expect(new Set(Object.values(found))).toEqual(new Set(['actor.inactive']));
      expect(code(herself)).toBe('actor.inactive');
    } finally {
      await a.force('member', sue, { active: true });
      await a.force('member', admin, { active: true });
    }
  });

  it('a login with a role of the team and no member is nobody', async () => {
    const found = await refusals(await stranger(), undefined);

    expect(new Set(Object.values(found))).toEqual(new Set(['actor.unknown']));
  });

  it('a login with a role of the host reads what that role may', async () => {
    const email = `reader-${(count += 1)}@crm.example`;
    await makeApiUser(app.strapi, email, 'authenticated');
    const authenticated = await app.strapi.db
      .query('plugin::users-permissions.role')
      .findOne({ where: { type: 'authenticated' } });
    await app.strapi.db.query('plugin::users-permissions.permission').create({
      data: { action: 'plugin::crm.dropdown-value.find', role: authenticated.id },
    });

    const reply = await (await logIn(app.strapi, email)).get(url('dropdown-values'));

    expect(reply.status).toBe(200);
  });
});

describe('whose records are whose to write', () => {
  it('R13: what is everybody’s asks for the grant to edit', async () => {
    const marketeer = await role('crm_marketeer');
    const { edit: _edit, ...grants } = marketeer.grants;
    await a.force('role', marketeer, { grants: JSON.stringify(grants) });
    try {
      for (const [records, record, field] of SHARED) {
        const made = await a.create(record, named(field));
        const replies = [
          await app.as.marketeer.put(url(records, made), { data: named(field) }),
          await app.as.marketeer.delete(url(records, made)),
          await app.as.marketeer.post(url(records), { data: named(field) }),
        ];

        expect([records, ...replies.map(code)]).toEqual([
          records,
          'access.role',
          'access.role',
          'access.role',
        ]);
      }
    } finally {
      await a.force('role', marketeer, { grants: JSON.stringify(marketeer.grants) });
    }
  });

  it('members, roles and pipelines are the administrator’s, whatever a token may', async () => {
    const token = await app.token('full-access');
    const integration = await role('crm_integration');
    const sales = await work.pipelineOf('sales');
    const stage = await work.stageOf('sales', 'assigned');

    const replies = [
      await token.put(url('roles', integration), { data: { grants: { reopen: 'any' } } }),
      await token.post(url('roles'), { data: { name: 'Own', key: 'own' } }),
      await token.put(url('members', app.members.sue), { data: { active: false } }),
      await token.put(url('pipelines', sales), { data: { allowReopen: true } }),
      await token.put(url('stages', stage), { data: { name: 'Worked on' } }),
    ];
    const own = await token.post(url('companies'), { data: named('name') });

    expect(replies.map(code)).toEqual(replies.map(() => 'access.role'));
    expect(own.status).toBe(201);
    expect((await role('crm_integration')).grants).toEqual(integration.grants);
  });
});

describe('the last administrator', () => {
  const off = (who: Made) => app.as.admin.put(url('members', who), { data: { active: false } });

  it('R13: stays active, in the panel as over the API, until somebody else may administer', async () => {
    const admin = app.members.admin;
    const form = `/content-manager/collection-types/plugin::crm.member/${admin.documentId}`;

    const refused = [
      await off(admin),
      await app.inPanel.admin.put(form, { name: 'Ada Admin', active: false }),
    ];

    expect(refused.map(code)).toEqual(['field.guarded', 'field.guarded']);
    expect(refused[0]?.body.error.message).toMatch(/^Nobody else administers the CRM: /);
    expect((await app.as.admin.get(url('members', admin))).status).toBe(200);

    const roleId = (await role('crm_admin')).documentId;
    await app.as.admin.put(url('members', app.members.sue), { data: { roles: [roleId] } });
    expect((await off(admin)).status).toBe(200);
    // Code with no request behind it is not asked, either way.
    await app.strapi.db
      .query('plugin::crm.member')
      .update({ where: { id: admin.id }, data: { active: true } });
    await app.as.admin.put(url('members', app.members.sue), { data: { roles: [] } });
  });

  it('R13: keeps the role, the login that goes with it, and the member', async () => {
    const email = 'last@crm.example';
    const login = await makeApiUser(app.strapi, email, await roleOfStrapi());
    const [admin, sales] = [await role('crm_admin'), await role('crm_sales')];
    const last: any = await app.strapi.documents('plugin::crm.member').create({
      data: { name: 'Last Admin', email, apiUser: login.id, roles: [admin.documentId] },
    } as never);
    // Ada is Strapi's only super administrator here.
    const setAda = async (active: boolean): Promise<unknown> =>
      app.strapi.db
        .query('plugin::crm.member')
        .update({ where: { id: app.members.admin.id }, data: { active } });
    const asLast = await logIn(app.strapi, email);
    const write = (data: object): Promise<Reply> => asLast.put(url('members', last), { data });
    const told = ({ status, body }: Reply): unknown => body.error?.details?.field ?? status;

    await setAda(false);
    const alone = [
      await write({ roles: [sales.documentId] }),
      await write({ roles: { disconnect: [admin.documentId] } }),
      await write({ apiUser: null }),
      await asLast.delete(url('members', last)),
      await write({ roles: { connect: [sales.documentId] } }),
      await write({ roles: [admin.documentId] }),
    ];
    await setAda(true);
    const beside = await write({ roles: [] });

    expect(alone.map(told)).toEqual(['roles', 'roles', 'apiUser', 'member', 200, 200]);
    expect(told(beside)).toBe(200);
  });

  /** A role of Strapi's own, without any in the CRM, that may edit and delete members. */
  async function roleOfStrapi(): Promise<string> {
    const made = await app.strapi.db
      .query('plugin::users-permissions.role')
      .create({ data: { name: 'Office', type: 'office', description: '' } });
    const actions = [
      'plugin::crm.member.update',
      'plugin::crm.member.delete',
      'plugin::crm.role.find',
      'plugin::users-permissions.user.find',
    ];
    for (const action of actions) {
      await app.strapi.db
        .query('plugin::users-permissions.permission')
        .create({ data: { action, role: made.id } });
    }
    return made.type;
  }
});

describe('what is written', () => {
  it.each([
    ['leads', { title: ' ' }, 'title', 'Title is missing.'],
    ['contacts', { lastName: '' }, 'lastName', 'Last name is missing.'],
    ['members', { name: '\t', email: 'blank@crm.example' }, 'name', 'Name is missing.'],
    ['pipelines', { name: ' ', key: 'blank' }, 'name', 'Name is missing.'],
  ])('a new one of %s has a name', async (records, data, field, sentence) => {
    const reply = await app.as.admin.post(url(records), { data });

    expect(reply.status).toBe(400);
    expect(reply.body.error.details).toMatchObject({
      code: 'input.invalid',
      errors: [{ path: [field], message: sentence }],
    });
  });

  it.each([
    ['leads', 'lead', { soldAt: '2026-02-30' }, 'soldAt'],
    ['contacts', 'contact', { active: false, inactiveUntil: '2027-02-30' }, 'inactiveUntil'],
    ['opportunities', 'opportunity', { estimatedCloseDate: '2026-02-30' }, 'estimatedCloseDate'],
  ])('R32: a day that is none is refused in %s, as its action does', async (...row) => {
    const [records, record, data, field] = row;
    const made = await a.create(record, {
      title: 'A',
      lastName: 'A',
      name: 'A',
    });

    const reply = await app.as.manager.put(url(records, made), { data });

    expect(reply.status).toBe(400);
    expect(reply.body.error.details.errors[0].path).toEqual([field]);
  });

  it.each([
    ['leads', 'lead', 'estimatedValue'],
    ['opportunities', 'opportunity', 'estimatedRevenue'],
  ])('an amount of %s is one that its column holds', async (records, record, field) => {
    const made = await a.create(record, { title: 'A', name: 'A' });

    const replies = [1e30, -5].map(async (amount) =>
      app.as.manager.put(url(records, made), { data: { [field]: amount } }),
    );

    for (const reply of await Promise.all(replies)) {
      expect([reply.status, code(reply)]).toEqual([400, 'input.invalid']);
    }
  });

  it('names the field of a value that somebody else has', async () => {
    const reply = await app.as.admin.post(url('pipelines'), {
      data: { name: 'Double', key: 'sales' },
    });

    expect(reply.body.error.details.errors).toMatchObject([{ path: ['key'] }]);
  });

  it('says what a schema refuses with a code, and does not send back what it was sent', async () => {
    const wrong = await app.as.sales.post(url('leads'), { data: { title: 5, description: 'x' } });
    const unknown = await app.as.sales.post(url('leads'), { data: { title: 'A', foo: 1 } });
    const filter = await app.as.sales.get(`${url('leads')}?filters[nope]=1`);

    for (const reply of [wrong, unknown, filter]) {
      expect([reply.status, code(reply)]).toEqual([400, 'input.invalid']);
    }
    expect(wrong.body.error.details.errors[0]).not.toHaveProperty('value');
  });

  it('says in Strapi’s envelope that a route does not do that', async () => {
    const reply = await app.as.admin.post(url('operations'), { data: {} });

    expect(reply.status).toBe(405);
    expect(reply.body).toMatchObject({
      data: null,
      error: { status: 405, name: 'MethodNotAllowedError' },
    });
  });
});

describe('R28: an address that somebody has', () => {
  it('names the person to whoever may see them, not their login', async () => {
    const { email } = await a.read('member', app.members.sue);

    const reply = await app.as.manager.post(url('contacts'), { data: { lastName: 'Twin', email } });

    expect(reply.body.error.details).toMatchObject({
      code: 'email.taken',
      holder: { record: 'member', documentId: app.members.sue.documentId },
    });
  });
});

describe('a preview', () => {
  const soldAt = { data: { soldAt: '2026-02-03' } };

  it.each(['preview=1', 'preview=TRUE', 'preview=yes', 'preveiw=true'])(
    'is never guessed: ?%s does nothing',
    async (query) => {
      const lead = await work.assigned(app.members.sales);
      const before = await a.read('lead', lead);

      const reply = await app.as.sales.post(`${url('leads', lead)}/mark-sold?${query}`, soldAt);

      expect([reply.status, code(reply)]).toEqual([400, 'input.invalid']);
      expect(await a.read('lead', lead)).toEqual(before);
    },
  );

  it('says so beside the operation, as in bulk', async () => {
    const lead = await work.assigned(app.members.sales);

    const planned = await app.as.sales.post(`${url('leads', lead)}/mark-sold?preview=true`, soldAt);
    const done = await app.as.sales.post(`${url('leads', lead)}/mark-sold?preview=false`, soldAt);

    expect(planned.body.meta).toMatchObject({ preview: true, operation: { preview: true } });
    expect(done.body.meta).not.toHaveProperty('preview');
  });

  it('takes no input where an operation is undone', async () => {
    const lead = await work.assigned(app.members.sales);
    const done = await app.as.sales.post(`${url('leads', lead)}/mark-sold`, soldAt);
    const { documentId } = done.body.meta.operation;

    const reply = await app.as.sales.post(`/api/crm/operations/${documentId}/undo`, {
      data: { foo: 1 },
    });

    expect(code(reply)).toBe('input.invalid');
  });
});

describe('R18: an opportunity', () => {
  const deals = (): Promise<Made> => work.pipelineOf('opportunities');
  const stageNamed = async (name: string): Promise<Made> =>
    app.strapi.db
      .query('plugin::crm.stage')
      .findOne({ where: { name, pipeline: { key: 'opportunities' } } });
  const standing = async (made: Made): Promise<unknown> => {
    const { body } = await app.as.sales.get(
      `${url('opportunities', made)}?populate[0]=pipeline&populate[1]=stage`,
    );
    return [body.data.pipeline?.name, body.data.stage?.name];
  };
  const edit = (made: Made, data: object): Promise<Reply> =>
    app.as.sales.put(url('opportunities', made), { data });
  const create = (data: object): Promise<Reply> =>
    app.as.sales.post(url('opportunities'), { data: { name: 'Deal', ...data } });

  it('begins at the first open stage of the default pipeline', async () => {
    const { body } = await create({});

    expect(await standing(body.data)).toEqual(['Opportunities', 'Discovery']);
  });

  it('takes no pipeline of leads, no stage of another one, and neither away', async () => {
    const lead = await work.pipelineOf('sales');
    const foreign = await work.stageOf('sales', 'new');
    const { body } = await create({});
    const replies = [
      await create({ pipeline: lead.documentId }),
      await create({ stage: foreign.documentId }),
      await create({ pipeline: (await deals()).documentId, stage: foreign.documentId }),
      await edit(body.data, { pipeline: lead.documentId }),
      await edit(body.data, { stage: foreign.documentId }),
      await edit(body.data, { stage: null }),
      await edit(body.data, { pipeline: null }),
    ];

    expect(replies.map(({ status }) => status)).toEqual(replies.map(() => 400));
    expect(await standing(body.data)).toEqual(['Opportunities', 'Discovery']);
  });

  it('moves by the rules of its pipeline', async () => {
    const { body } = await create({ stage: (await stageNamed('Negotiation')).documentId });
    const [discovery, won] = [await stageNamed('Discovery'), await stageNamed('Won')];

    const back = await edit(body.data, { stage: discovery.documentId });
    const forward = await edit(body.data, { stage: won.documentId });
    const again = await edit(body.data, { stage: discovery.documentId });
    const renamed = await edit(body.data, { name: 'Deal of the year' });

    expect([back, forward, again, renamed].map(code)).toEqual([
      'stage.backward',
      null,
      'reopen.not-allowed',
      null,
    ]);
    expect(await standing(body.data)).toEqual(['Opportunities', 'Won']);
  });

  it('is not moved with others to places that differ', async () => {
    const second = await a.create('pipeline', {
      name: 'Renewals',
      key: 'renewals',
      kind: 'opportunity',
    });
    await a.create('stage', { name: 'Asked', state: 'open', pipeline: second.documentId });
    const later = await a.create('stage', {
      name: 'Agreed',
      state: 'open',
      pipeline: second.documentId,
      position: 5,
    });
    const [one, other] = [(await create({})).body.data, (await create({})).body.data];
    await edit(one, { pipeline: second.documentId });
    await edit(one, { stage: later.documentId });

    const moving = app.strapi.db.query('plugin::crm.opportunity').updateMany({
      where: { documentId: { $in: [one.documentId, other.documentId] } },
      data: { pipeline: second.id } as never,
    });

    await expect(moving).rejects.toThrow('Choose one stage for all.');
    expect(await standing(one)).toEqual(['Renewals', 'Agreed']);
  });

  it('X36: is given to somebody who is there and works on leads', async () => {
    const { body } = await create({});
    await a.force('member', app.members.marketeer, { active: false });
    try {
      const [away, editor] = [app.members.marketeer, app.members.editor];
      const replies = [
        await edit(body.data, { responsible: away.documentId }),
        await create({ responsible: away.documentId }),
        await edit(body.data, { responsible: editor.documentId }),
      ];

      expect(replies.map(code)).toEqual(['member.inactive', 'member.inactive', 'input.invalid']);
    } finally {
      await a.force('member', app.members.marketeer, { active: true });
    }
  });
});

describe('a task', () => {
  it('X31: is given to somebody who is there', async () => {
    const lead = await a.lead();
    await a.force('member', app.members.marketeer, { active: false });
    try {
      const give = (to: Made): Promise<Reply> =>
        app.as.sales.post(url('tasks'), {
          data: { title: 'Call', lead: lead.documentId, assignee: to.documentId },
        });

      expect(code(await give(app.members.marketeer))).toBe('member.inactive');
      expect(code(await give(app.members.editor))).toBe('input.invalid');
      expect(code(await give(app.members.sue))).toBeNull();
    } finally {
      await a.force('member', app.members.marketeer, { active: true });
    }
  });

  it('R10 X41: stays with a lead that is inactive', async () => {
    const lead = await a.lead();
    const task = await a.create('task', { title: 'Call', lead: lead.documentId });
    await app.as.sales.post(`${url('leads', lead)}/deactivate`, {});

    const reply = await app.as.marketeer.delete(url('tasks', task));

    expect(code(reply)).toBe('lead.inactive');
    expect(await a.read('task', task)).not.toBeNull();
  });
});

describe('R32: a copy made in the panel', () => {
  const clone = async (
    record: string,
    original: Made,
    data: Record<string, unknown>,
    who = app.inPanel.admin,
  ): Promise<Made> => {
    const reply = await who.post(`${panel(record)}/clone/${original.documentId}`, data);
    expect([reply.status, reply.body.error?.message]).toEqual([200, undefined]);
    const { id, documentId } = reply.body.data ?? reply.body;
    return { id, documentId };
  };

  it('A9: is what it says, to the rules as well', async () => {
    const hot = await a.value('lead-score', 'hot');
    const masters = app.strapi.db.query('plugin::crm.master-type');
    const master = async (key: string): Promise<Made> =>
      masters.findOne({ where: { key, dropdownType: { key: 'lead-score' } } });
    const [from, to] = [await master('hot'), await master('lost-lead')];
    const copy = await clone(
      'dropdown-value',
      hot,
      {
        label: 'Gone elsewhere',
        key: 'gone-elsewhere',
        isDefault: false,
        masterType: {
          connect: [{ documentId: to.documentId }],
          disconnect: [{ documentId: from.documentId }],
        },
      },
      app.inPanel.editor,
    );
    const lead = await work.assigned(app.members.manager);

    await app.as.manager.post(`${url('leads', lead)}/score`, {
      data: { leadScore: copy.documentId },
    });

    expect(await a.read('lead', lead)).toMatchObject({ status: 'closed', active: false });
  });

  it('X41: belongs to the lead that it names', async () => {
    const [one, other] = [await a.lead(), await a.lead()];
    const task = await a.create('task', { title: 'Call', lead: one.documentId });
    const copy = await clone(
      'task',
      task,
      { title: 'Call again', lead: { connect: [{ documentId: other.documentId }] } },
      app.inPanel.sales,
    );
    await app.as.sales.post(`${url('leads', other)}/deactivate`, {});

    const reply = await app.as.sales.put(url('tasks', copy), { data: { title: 'Call later' } });

    expect(code(reply)).toBe('lead.inactive');
  });

  it('R27: of a view is its maker’s', async () => {
    const view = { name: 'All', page: 'leads', query: {}, shared: true };
    const made = await app.as.sales.post(url('saved-views'), { data: view });
    const copy = await clone(
      'saved-view',
      made.body.data,
      { ...view, name: 'Mine' },
      app.inPanel.sue,
    );

    const reply = await app.as.sales.put(url('saved-views', copy), { data: { shared: false } });
    const own = await app.as.sue.put(url('saved-views', copy), { data: { shared: false } });

    expect([code(reply), code(own)]).toEqual(['access.owner', null]);
  });

  it('E18: of the default pipeline is not the default', async () => {
    const sales = await work.pipelineOf('sales');

    const copy = await clone('pipeline', sales, { name: 'Copy', key: 'copy' });

    expect(await a.read('pipeline', copy)).toMatchObject({ isDefault: false });
    expect(await a.read('pipeline', sales)).toMatchObject({ isDefault: true });
  });
});

describe('undoing keeps the rules of doing', () => {
  const undo = (done: Reply): Promise<Reply> =>
    app.as.manager.post(`/api/crm/operations/${done.body.meta.operation.documentId}/undo`, {});

  it('X31: gives nothing back to somebody who is inactive by now', async () => {
    const lead = await work.assigned(app.members.marketeer);
    const done = await app.as.manager.post(`${url('leads', lead)}/reassign`, {
      data: { owner: app.members.sue.documentId },
    });
    await a.force('member', app.members.marketeer, { active: false });
    try {
      const reply = await undo(done);

      expect(code(reply)).toBe('operation.conflict');
      expect(reply.body.error.message).toContain('is inactive by now');
    } finally {
      await a.force('member', app.members.marketeer, { active: true });
    }
  });

  it('R10 S17: leaves an inactive lead alone', async () => {
    const lead = await work.assigned(app.members.sales);
    const done = await app.as.manager.post(`${url('leads', lead)}/reassign`, {
      data: { owner: app.members.sue.documentId },
    });
    await app.as.manager.post(`${url('leads', lead)}/deactivate`, {});

    expect(code(await undo(done))).toBe('lead.inactive');
  });

  it('X29 X69: brings nobody back without the address that was given up', async () => {
    const lead = await a.lead();
    const contact = await a.contact({ email: `gave-up-${(count += 1)}@customer.example` });
    await a.link(lead, contact);
    const done = await app.as.manager.post(`${url('leads', lead)}/deactivate`, {});
    await app.as.manager.post(`${url('contacts', contact)}/release-email`, {});

    const undone = await undo(done);
    const activated = await app.as.manager.post(`${url('leads', lead)}/activate`, {});
    await untilQuiet(app.strapi);

    expect(code(undone)).toBe('operation.conflict');
    expect(activated.body.meta.operation.kept).toMatchObject([{ rule: 'X69' }]);
    expect(await a.isActive('contact', contact)).toBe(false);

    const byHand = await app.as.manager.post(`${url('contacts', contact)}/activate`, {});
    expect(byHand.body.data).toMatchObject({ active: true, email: expect.stringMatching(/^gave/) });
  });
});
