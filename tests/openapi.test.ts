import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { ACTION_DOORS, EXTRA_DOORS } from '../plugins/crm/core';
import { REPORT_DOORS } from '../plugins/crm/core/report/doors';
import { REFUSALS } from '../plugins/crm/core/kernel/refusals';
import { CRM_RECORDS, READ_ONLY_RECORDS, type CrmRecord } from '../plugins/crm/core/role/roles';
import { contentTypes } from '../plugins/crm/server/src/content-types';
import { appForTests, logIn, makeApiUser, voice, type Reply, type Voice } from './support/app';
import { builders, type Made } from './support/builders';
import { bulkJobs } from './support/bulk';
import { apiDocument, contractChecker } from './support/contract';
import { portal, PORTAL_PASSWORD } from './support/portal';

const JUDGE = path.resolve(__dirname, 'support/judge-openapi.mjs');
const document = apiDocument();
const contract = contractChecker(document);

const app = appForTests();
const a = builders(app);
const atPortal = portal(app);
const bulk = bulkJobs(app);

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

interface Call {
  readonly as?: Voice;
  readonly method: Method;
  readonly url: string;
  readonly body?: Record<string, unknown>;
}

/** Makes a call whose request and reply are both as the document has them. */
async function call({ as = app.as.admin, method, url, body }: Call): Promise<Reply> {
  const verb = method.toLowerCase() as Lowercase<Method>;

  const reply = await as[verb](url, body);

  expect(contract.request({ method, url, body })).toEqual([]);
  expect(contract.reply({ method, url, reply })).toEqual([]);
  return reply;
}

const plural = (record: CrmRecord): string => contentTypes[record]?.schema.info.pluralName ?? '';
const urlOf = (record: CrmRecord): string => `/api/crm/${plural(record)}`;

describe('the description of the API', () => {
  it('is a valid OpenAPI 3.1 document', () => {
    const verdict = execFileSync(process.execPath, [JUDGE], {
      input: JSON.stringify(document),
      encoding: 'utf8',
    });

    expect(verdict.trim()).toBe('valid');
  });

  it('names every operation once', () => {
    const ids = Object.values<object>(document.paths).flatMap((methods) =>
      Object.values<any>(methods).map(({ operationId }) => operationId),
    );

    expect(new Set(ids).size).toBe(ids.length);
  });

  it('has every route that the application serves, and no other', () => {
    const served = app.strapi.server
      .listRoutes()
      .map((layer) => layer as { path: string; methods: string[] })
      .filter(({ path: route }) => route.startsWith('/api/crm/'))
      .flatMap(({ methods, path: route }) =>
        methods
          .filter((method) => method !== 'HEAD')
          .map(
            (method) => `${method} ${route.slice('/api/crm'.length).replaceAll(/:(\w+)/g, '{$1}')}`,
          ),
      );
    const described = Object.entries<object>(document.paths).flatMap(([route, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${route}`),
    );

    expect(described.toSorted()).toEqual([...new Set(served)].toSorted());
  });

  it('is served to everyone with a role of the CRM, in the API and in the panel', async () => {
    const url = '/api/crm/openapi.json';

    const { body } = await call({ as: app.as.sales, method: 'GET', url });

    expect(body).toEqual(JSON.parse(JSON.stringify(document)));
    expect((await app.as.editor.get(url)).status).toBe(200);
    expect((await app.inPanel.marketeer.get('/crm/openapi.json')).body).toEqual(body);
    expect((await app.nobody.get(url)).status).toBe(403);
  });

  it('shows nothing that the CRM keeps to itself', () => {
    const shown = JSON.stringify(document.components.schemas);

    for (const secret of ['ownerKey', 'leadScoreKind', 'qualificationKey', 'nameKey', 'password']) {
      expect(shown).not.toContain(secret);
    }
  });

  it('notices what is not as it says', () => {
    const url = '/api/crm/leads/abc';
    const body = { data: { id: 1, documentId: 'abc', ownerKey: 3 }, meta: {} };

    expect(contract.reply({ method: 'GET', url, reply: { status: 200, body } })).toHaveLength(1);
    expect(contract.reply({ method: 'GET', url, reply: { status: 418, body } })).toHaveLength(1);
    expect(contract.request({ method: 'PUT', url, body: { data: { title: 1 } } })).toHaveLength(1);
    expect(contract.request({ method: 'GET', url: `${url}?nonsense=1` })).toHaveLength(1);
  });
});

/** What each record is made from, by somebody who may. */
const DRAFTS: Partial<Record<CrmRecord, () => Promise<Record<string, unknown>>>> = {
  lead: async () => ({
    title: 'Lake house',
    estimatedValue: 12.5,
    company: (await a.create('company', { name: `Lake ${Date.now()}` })).documentId,
  }),
  'lead-contact': async () => ({
    lead: (await a.lead()).documentId,
    contact: (await a.contact()).documentId,
    relationshipType: (await a.value('relationship-type', 'spouse')).documentId,
    primaryContact: true,
  }),
  contact: async () => ({
    firstName: 'Ana',
    lastName: 'Ito',
    email: 'ana.ito@crm.example',
    company: { documentId: (await a.create('company', { name: `Ito ${Date.now()}` })).documentId },
  }),
  company: async () => ({ name: 'Described', website: 'described.example' }),
  opportunity: async () => ({
    name: 'Deal',
    estimatedRevenue: 10,
    estimatedCloseDate: '2026-03-31',
    responsible: app.members.sales.documentId,
  }),
  task: async () => ({
    title: 'Call back',
    lead: (await a.lead()).documentId,
    assignee: app.members.sales.documentId,
    dueAt: '2026-03-31T10:00:00.000Z',
  }),
  'calendar-event': async () => ({
    title: 'Show the house',
    lead: (await a.lead()).documentId,
    type: (await a.value('event-type', 'tour')).documentId,
    dueAt: '2026-03-31T10:00:00.000Z',
  }),
  'contact-group': async () => ({ name: 'Described', defaultOnLost: false }),
  'saved-view': async () => ({ name: 'Mine', page: 'leads', query: { view: 'open' } }),
  'marketing-list': async () => ({ name: 'Spring', description: 'May' }),
  'dropdown-value': async () => ({
    label: 'Described',
    key: 'described',
    dropdownType: await idOf('dropdown-type', { key: 'lost-reason' }),
    masterType: await idOf('master-type', { key: 'price' }),
  }),
  pipeline: async () => ({ key: 'described', name: 'Described', kind: 'lead' }),
  stage: async () => ({
    name: 'Described',
    state: 'assigned',
    pipeline: await idOf('pipeline', { key: 'sales' }),
  }),
  'qualification-process': async () => ({
    name: 'Described',
    steps: [
      {
        title: 'Ask',
        assignee: 'owner',
        fields: [{ key: 'company', label: 'Company', type: 'company', required: true }],
      },
    ],
  }),
  member: async () => ({ name: 'Described', email: 'described@crm.example' }),
  role: async () => ({ key: 'described', name: 'Described', grants: { assign: 'own' } }),
};

async function idOf(record: string, where: object): Promise<string> {
  const found = await app.strapi.db.query(`plugin::crm.${record}` as never).findOne({ where });
  return (found as Made).documentId;
}

describe('the generated routes are as described', () => {
  const drafted = CRM_RECORDS.filter((record) => DRAFTS[record] !== undefined);

  it.each(CRM_RECORDS)('%s: list and read, with what it points to', async (record) => {
    const list = await call({ method: 'GET', url: `${urlOf(record)}?pagination[pageSize]=2` });

    expect(list.status).toBe(200);
    await call({ method: 'GET', url: `${urlOf(record)}?populate=*&pagination[start]=0` });
    await call({ method: 'GET', url: `${urlOf(record)}?fields[0]=id&sort=id:desc&_q=a` });
    const [first] = list.body.data;
    if (first !== undefined) {
      const url = `${urlOf(record)}/${first.documentId}?populate=*`;
      expect((await call({ method: 'GET', url })).status).toBe(200);
    }
    expect((await call({ method: 'GET', url: `${urlOf(record)}/there-is-none` })).status).toBe(404);
  });

  it.each(drafted)('%s: create, change and delete', async (record) => {
    const data = await DRAFTS[record]?.();

    const url = `${urlOf(record)}?populate=*`;
    const made = await call({ method: 'POST', url, body: { data } });
    expect({ status: made.status, error: made.body.error }).toEqual({ status: 201 });
    const one = `${urlOf(record)}/${made.body.data.documentId}`;
    const [field = ''] = Object.keys(data ?? {});
    const changed = await call({
      method: 'PUT',
      url: `${one}?populate=*`,
      body: { data: { [field]: data?.[field] } },
    });
    expect({ status: changed.status, error: changed.body.error }).toEqual({ status: 200 });
    const removed = await call({ method: 'DELETE', url: one });
    expect([204, 409]).toContain(removed.status);
  });

  it('every record that can be written has a draft here', () => {
    const missing = CRM_RECORDS.filter(
      (record) => DRAFTS[record] === undefined && !READ_ONLY_RECORDS.includes(record),
    );

    expect(missing).toEqual(['dropdown-type']);
  });
});

describe('the doors are as described', () => {
  it.each(ACTION_DOORS.map((door) => [`${door.record} ${door.key}`, door] as const))(
    '%s: done or refused, and as a preview',
    async (_name, { record, path: route }) => {
      const made = record === 'lead' ? await a.lead() : await a.contact();
      const url = `/api/crm${route.replace(':id', made.documentId)}`;

      const preview = await app.as.sales.post(`${url}?preview=true`);
      const reply = await app.as.sales.post(url);
      const unknown = await app.as.sales.post(url, { data: { thereIsNoSuchField: 1 } });
      const missing = await app.as.sales.post(`/api/crm${route.replace(':id', 'none')}`);

      for (const answered of [preview, reply, unknown, missing]) {
        expect(contract.reply({ method: 'POST', url, reply: answered })).toEqual([]);
        expect([200, 400, 403, 404, 409]).toContain(answered.status);
      }
      expect(unknown.status).not.toBe(200);
      expect(missing.status).toBe(404);
    },
  );

  /** Sam is told of a lead, and has it in the panel and as a mail to be sent. */
  async function told(): Promise<string> {
    const { documentId } = await a.lead();
    await app.as.manager.post(`/api/crm/leads/${documentId}/assign`, {
      data: { owner: app.members.sales.documentId },
    });
    const { body } = await app.as.sales.get('/api/crm/notifications?sort=createdAt:desc');
    return body.data[0].documentId;
  }

  const EXTRAS: Record<string, () => Promise<Call>> = {
    'lead.actions': async () => get(`/leads/${(await worked()).documentId}/actions`),
    'lead.history': async () => get(`/leads/${(await worked()).documentId}/history`),
    'lead.openapi': async () => get('/openapi.json'),
    'lead.export': async () => get('/leads.csv?columns=title'),
    'contact.history': async () => {
      const contact = await a.contact();
      await app.as.sales.post(`/api/crm/contacts/${contact.documentId}/deactivate`, {
        data: { reason: 'other' },
      });
      return get(`/contacts/${contact.documentId}/history?pagination[pageSize]=5`);
    },
    'contact.actions': async () => get(`/contacts/${(await a.contact()).documentId}/actions`),
    'contact.keptActiveBy': async () => {
      const contact = await a.contact();
      await a.link(await a.lead(), contact);
      return get(`/contacts/${contact.documentId}/kept-active-by`);
    },
    'contact.deletion': async () => get(`/contacts/${(await a.contact()).documentId}/deletion`),
    'contact.portalMe': async () => {
      const { jwt } = await atPortal.tokensOf(await atPortal.person());
      return { ...get('/portal/me'), as: voice(app.strapi, { Authorization: `Bearer ${jwt}` }) };
    },
    'contact.acceptInvitation': async () => {
      const contact = await a.contact({ email: 'invited@customers.example' });
      const token = await atPortal.invitationOf(contact);
      return post('/portal/accept', { data: { token, password: PORTAL_PASSWORD } });
    },
    'operation.undo': async () => {
      const lead = await worked();
      const history = await app.as.sales.get(`/api/crm/leads/${lead.documentId}/history`);
      return post(`/operations/${history.body.data[0].documentId}/undo`);
    },
    'pipeline.board': async () => {
      await a.lead();
      return get(`/pipelines/${await idOf('pipeline', { key: 'sales' })}/board?limit=1`);
    },
    'task.complete': async () => {
      const task = await a.create('task', {
        title: 'Call',
        lead: (await a.lead()).documentId,
        assignee: app.members.manager.documentId,
      });
      return post(`/tasks/${task.documentId}/complete`);
    },
    'task.cancel': async () => {
      const task = await a.create('task', {
        title: 'Write',
        lead: (await a.lead()).documentId,
        assignee: app.members.manager.documentId,
      });
      return post(`/tasks/${task.documentId}/cancel?preview=true`, { data: { reason: 'Done.' } });
    },
    'task.reopen': async () => {
      const task = await a.create('task', {
        title: 'Visit',
        lead: (await a.lead()).documentId,
        assignee: app.members.manager.documentId,
      });
      await app.as.manager.post(`/api/crm/tasks/${task.documentId}/complete`);
      return post(`/tasks/${task.documentId}/reopen`);
    },
    ...Object.fromEntries(
      Object.entries({
        complete: {},
        reopen: {},
        reassign: {},
        reschedule: { dueAt: '2030-07-01T09:00' },
        cancel: { reason: 'No need.' },
      }).map(([deed, data]) => [
        `calendar-event.${deed}`,
        async () =>
          post(`/calendar-events/${(await planned()).documentId}/${deed}`, {
            data: deed === 'reassign' ? { assignee: app.members.sue.documentId } : data,
          }),
      ]),
    ),
    'calendar-event.feedState': async () => get('/calendar-feed'),
    'calendar-event.makeFeed': async () => post('/calendar-feed'),
    'calendar-event.revokeFeed': async () => ({ method: 'DELETE', url: '/api/crm/calendar-feed' }),
    'calendar-event.feed': async () => {
      const { body } = await app.as.manager.post('/api/crm/calendar-feed');
      return { method: 'GET', url: body.data.url.replace(/^https?:\/\/[^/]+/, '') };
    },
    ...Object.fromEntries(
      REPORT_DOORS.map(({ handler, path: route }) => [
        `lead.${handler}`,
        async () => get(`${route}?from=2026-01-01&to=2026-12-31`),
      ]),
    ),
    'calendar-event.due': async () => get('/due?mine=true&limit=5'),
    'calendar-event.bulk': async () =>
      post('/calendar-events/bulk', {
        action: 'complete',
        ids: [(await planned()).documentId],
      }),
    'stage.remap': async () => {
      const { documentId: pipeline } = await a.create('pipeline', { key: 'remap', name: 'Remap' });
      const like = { state: 'assigned', pipeline };
      const from = await a.create('stage', { name: 'From', ...like });
      const { documentId: stage } = await a.create('stage', { name: 'To', ...like });
      return {
        ...post(`/stages/${from.documentId}/remap`, { data: { stage } }),
        as: app.as.admin,
      };
    },
    'lead.bulk': async () => post('/leads/bulk', { action: 'deactivate', ids: [await leadId()] }),
    'lead.allocate': async () =>
      post('/leads/allocate', {
        ids: [await leadId()],
        data: { members: [app.members.sue.documentId], by: 'by-load' },
      }),
    'bulk-job.progress': async () => get(`/bulk-jobs/${await doneJob()}`),
    'bulk-job.pause': async () => post(`/bulk-jobs/${await doneJob()}/pause`),
    'bulk-job.resume': async () => post(`/bulk-jobs/${await doneJob()}/resume`),
    'bulk-job.cancel': async () => post(`/bulk-jobs/${await doneJob()}/cancel`),
    'bulk-job.undo': async () => post(`/bulk-jobs/${await doneJob()}/undo?preview=true`),
    'close-request.approve': async () => post(`/close-requests/${await requested()}/approve`),
    'close-request.decline': async () =>
      post(`/close-requests/${await requested()}/decline`, { data: { note: 'Call once more.' } }),
    'close-request.withdraw': async () => ({
      ...post(`/close-requests/${await requested()}/withdraw`),
      as: app.as.sue,
    }),
    'close-request.decide': async () =>
      post('/close-requests/decide', {
        data: { requests: [await requested()], decision: 'decline', note: 'Not yet.' },
      }),
    'close-request.waiting': async () => {
      await requested();
      return get('/waiting-close-requests');
    },
    'role.settings': async () => get('/settings'),
    'role.changeSettings': async () => ({
      method: 'PUT',
      url: '/api/crm/settings',
      body: { data: { timeZone: 'Europe/Berlin' } },
      as: app.as.admin,
    }),
    'role.checkSettings': async () => ({ ...get('/settings/check'), as: app.as.admin }),
    'role.outbox': async () => ({ ...get('/outbox?status=dead&pageSize=5'), as: app.as.admin }),
    'role.redoDelivery': async () => {
      await told();
      const outbox = app.strapi.db.connection('crm_outbox');
      await outbox.clone().update({ status: 'dead' });
      const { document_id: documentId } = await outbox.first();
      return { ...post(`/outbox/${documentId}/redo`), as: app.as.admin };
    },
    'notification.readAll': async () => post('/notifications/read-all'),
    'notification.read': async () => ({
      ...post(`/notifications/${await told()}/read`),
      as: app.as.sales,
    }),
    'contact.lookAlikes': async () =>
      post('/contacts/look-alikes', {
        data: { drafts: [{ firstName: 'Ana', phone: '030 1234567' }, { lastName: 'Person' }] },
      }),
    'member.me': async () => get('/me'),
    'member.changeMe': async () => ({
      method: 'PUT',
      url: '/api/crm/me',
      body: { data: { notifyInPanel: true } },
    }),
    'dropdown-value.usage': async () =>
      get(`/dropdown-values/${(await a.value('lead-score', 'hot')).documentId}/usage`),
    'dropdown-value.apply': async () =>
      post(
        `/dropdown-values/${(await a.value('lead-score', 'hot')).documentId}/apply?preview=true`,
      ),
  };

  it.each(EXTRA_DOORS.map((door) => `${door.record}.${door.handler}`))('%s', async (name) => {
    const asked = await EXTRAS[name]?.();
    if (asked === undefined) throw new Error(`Say here how ${name} is called.`);

    const reply = await call({ as: app.as.manager, ...asked });

    expect({ status: reply.status, error: reply.body.error }).toEqual(
      STATUSES[name] ?? { status: 200 },
    );
  });

  /** What is not answered with 200: a job is started, and one that is done takes no orders. */
  const tooLate = { status: 409, error: expect.objectContaining({ name: 'ConflictError' }) };
  const STATUSES: Record<string, object> = {
    'lead.bulk': { status: 202 },
    'lead.allocate': { status: 202 },
    'bulk-job.pause': tooLate,
    'bulk-job.resume': tooLate,
    'bulk-job.cancel': tooLate,
  };

  const leadId = async (): Promise<string> => (await a.lead()).documentId;

  const doneJob = async (): Promise<string> => {
    const job = await bulk.run(app.as.manager, { action: 'deactivate', ids: [await leadId()] });
    return job.documentId;
  };

  /** A request of Sue's to close a lead as lost. */
  async function requested(): Promise<string> {
    const settings = (policy: string) =>
      app.as.admin.put('/api/crm/settings', { data: { closeLost: { policy } } });
    const { documentId: reason } = await a.value('lost-reason', 'financial');
    await settings('request');
    const url = `/api/crm/leads/${await leadId()}/close-lost`;
    const { status, body } = await app.as.sue.post(url, { data: { reason } });
    await settings('by-role');
    expect(status).toBe(202);
    return body.data.documentId;
  }

  const get = (url: string): Call => ({ method: 'GET', url: `/api/crm${url}` });
  const post = (url: string, body = {}): Call => ({ method: 'POST', url: `/api/crm${url}`, body });

  const planned = async (): Promise<Made> =>
    a.create('calendar-event', {
      title: 'Call',
      lead: (await a.lead()).documentId,
      dueAt: '2030-03-31',
    });

  /** A lead with a history. */
  async function worked(): Promise<Made> {
    const lead = await a.lead();
    const contact = await a.contact();
    await a.link(lead, contact, { primaryContact: true });
    await a.own(lead, app.members.sue);
    await app.as.sales.post(`/api/crm/leads/${lead.documentId}/deactivate`, {});
    return lead;
  }
});

describe('refusals are as described', () => {
  const lead = async (rest = ''): Promise<string> => `/leads/${(await a.lead()).documentId}${rest}`;

  /** Code, status, and a call that is refused with it. */
  const REFUSED: Record<string, readonly [status: number, call: () => Promise<Call>]> = {
    'input.invalid': [400, async () => ({ method: 'GET', url: '/leads?view=none' })],
    'actor.unknown': [
      403,
      async () => {
        await makeApiUser(app.strapi, 'nobody@crm.example', 'crm_sales');
        const as = await logIn(app.strapi, 'nobody@crm.example');
        return { as, method: 'POST', url: await lead('/deactivate') };
      },
    ],
    'access.role': [
      403,
      async () => ({
        as: app.as.marketeer,
        method: 'POST',
        url: await lead('/add-to-marketing-list'),
        body: { data: { list: (await a.create('marketing-list', { name: 'June' })).documentId } },
      }),
    ],
    'record.missing': [404, async () => ({ method: 'GET', url: '/leads/none/history' })],
    'lead.changed': [
      409,
      async () => ({ method: 'POST', url: await lead('/deactivate'), body: { version: 9 } }),
    ],
    'lead.not-deletable': [409, async () => ({ method: 'DELETE', url: await lead() })],
    'field.guarded': [
      409,
      async () => ({
        method: 'PUT',
        url: await lead(),
        body: { data: { stageEnteredAt: '2026-01-01T00:00:00.000Z' } },
      }),
    ],
    'contact.active': [
      409,
      async () => ({ method: 'DELETE', url: `/contacts/${(await a.contact()).documentId}` }),
    ],
    'master-type.fixed': [
      409,
      async () => ({
        method: 'POST',
        url: '/dropdown-types',
        body: { data: { key: 'mine', label: 'Mine' } },
      }),
    ],
  };

  it.each(Object.keys(REFUSED))('%s', async (code) => {
    const [status, make] = REFUSED[code] as (typeof REFUSED)[string];
    const { as = app.as.admin, method, url: route, body } = await make();
    const url = `/api/crm${route}`;

    const reply = await as[method.toLowerCase() as Lowercase<Method>](url, body);

    expect(contract.reply({ method, url, reply })).toEqual([]);
    expect({ status: reply.status, code: reply.body.error.details.code }).toEqual({ status, code });
  });

  it('every code is told with its status', () => {
    for (const [code, { status }] of Object.entries(REFUSALS)) {
      const { error } = document.components.schemas[`Error${status}`].properties;

      expect(error.properties.details.properties.code.enum).toContain(code);
    }
  });
});
