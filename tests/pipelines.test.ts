import { appForTests, type Person, type Voice } from './support/app';
import { builders, type Made } from './support/builders';

const app = appForTests();
const a = builders(app);

const code = (body: any): unknown => body.error?.details?.code ?? body.error?.name ?? null;
const query = (record: string) => app.strapi.db.query(`plugin::crm.${record}` as never) as any;
const verify = async (): Promise<readonly string[]> =>
  (await app.strapi.plugin('crm').service('cli').verify([])).lines.filter((line: string) =>
    line.startsWith('broken'),
  );

let count = 0;
const pipeline = async (data: object = {}): Promise<Made> => {
  count += 1;
  const reply = await app.as.admin.post('/api/crm/pipelines', {
    data: { key: `p${count}`, name: `Pipeline ${count}`, ...data },
  });
  expect(reply.body.error).toBeUndefined();
  return reply.body.data;
};

const stage = async (of: Made, state: string, data: object = {}): Promise<Made> => {
  const reply = await app.as.admin.post('/api/crm/stages', {
    data: { name: `A ${state}`, state, pipeline: of.documentId, ...data },
  });
  expect(reply.body.error).toBeUndefined();
  return reply.body.data;
};

const stagesOf = (of: Made): Promise<any[]> =>
  query('stage').findMany({
    where: { pipeline: { id: of.id } },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  });

const firstOf = async (of: Made): Promise<any> => (await stagesOf(of))[0];

/** A lead that an older database has in this stage, whatever its state. */
async function leadIn(where: Made, of: Made, columns: object = {}): Promise<Made> {
  const lead = await a.lead();
  const { tableName, attributes } = app.strapi.db.metadata.get('plugin::crm.lead') as any;
  const put = async (attribute: string, target: Made): Promise<void> => {
    const { name, joinColumn, inverseJoinColumn } = attributes[attribute].joinTable;
    await app.strapi.db
      .connection(name)
      .where({ [joinColumn.name]: lead.id })
      .update({ [inverseJoinColumn.name]: target.id });
  };
  await put('stage', where);
  await put('pipeline', of);
  await app.strapi.db
    .connection(tableName)
    .where({ id: lead.id })
    .update({ stage_key: where.id, pipeline_key: of.id, ...columns });
  return lead;
}

const placeOf = async (lead: Made): Promise<unknown[]> => {
  const found = await query('lead').findOne({
    where: { id: lead.id },
    populate: ['stage', 'pipeline'],
  });
  return [found.stage?.id, found.stageKey, found.pipeline?.id, found.pipelineKey];
};

describe('E18: the stage New', () => {
  it.each<[string, (data: object) => Promise<any>]>([
    [
      'the API',
      async (data) => (await app.as.admin.post('/api/crm/pipelines', { data })).body.data,
    ],
    [
      'the Content Manager',
      async (data) =>
        (
          await app.inPanel.admin.post(
            '/content-manager/collection-types/plugin::crm.pipeline',
            data as Record<string, unknown>,
          )
        ).body.data,
    ],
    ['the Document Service', (data) => a.create('pipeline', data)],
    ['the Query Engine', (data) => query('pipeline').create({ data })],
  ])('is in every lead pipeline, through %s', async (door, make) => {
    const made = await make({
      key: door.replaceAll(' ', '-').toLowerCase(),
      name: door,
      kind: 'lead',
    });

    expect(await stagesOf(made)).toMatchObject([{ name: 'New', state: 'new', position: 0 }]);
  });

  it('is in each of several made at once', async () => {
    await query('pipeline').createMany({
      data: [
        { key: 'many-1', name: 'Many 1', kind: 'lead' },
        { key: 'many-2', name: 'Many 2', kind: 'lead' },
      ],
    });

    const found = await query('pipeline').findMany({ where: { key: { $startsWith: 'many-' } } });
    expect(await Promise.all(found.map(stagesOf))).toMatchObject([
      [{ state: 'new' }],
      [{ state: 'new' }],
    ]);
  });

  it('is renamed, but neither deleted nor restated nor moved away from the front', async () => {
    const of = await pipeline();
    const first = await firstOf(of);
    await stage(of, 'assigned');
    const url = `/api/crm/stages/${first.documentId}`;

    const renamed = await app.as.admin.put(url, { data: { name: 'Fresh' } });
    const deleted = await app.as.admin.delete(url);
    const restated = await app.as.admin.put(url, { data: { state: 'assigned' } });
    const moved = await app.as.admin.put(url, { data: { position: 7 } });

    expect(renamed.status).toBe(200);
    expect([deleted, restated, moved].map(({ status, body }) => [status, code(body)])).toEqual([
      [409, 'field.guarded'],
      [409, 'field.guarded'],
      [409, 'field.guarded'],
    ]);
    expect(deleted.body.error.message).toContain('"Fresh"');
    expect(await stagesOf(of)).toMatchObject([{ name: 'Fresh', state: 'new', position: 0 }, {}]);
  });

  it('is not overtaken, and a stage without a place goes to the end', async () => {
    const of = await pipeline();
    await stage(of, 'assigned');
    const last = await stage(of, 'lost');

    const before = await app.as.admin.put(`/api/crm/stages/${last.documentId}`, {
      data: { position: -1 },
    });

    expect(code(before.body)).toBe('field.guarded');
    expect((await stagesOf(of)).map(({ state }) => state)).toEqual(['new', 'assigned', 'lost']);
  });
});

describe('R2: what a stage means', () => {
  it('fits the kind of its pipeline', async () => {
    const [leads, deals] = [await pipeline(), await pipeline({ kind: 'opportunity' })];
    const add = (of: Made, state: string) =>
      app.as.admin.post('/api/crm/stages', { data: { name: 'X', state, pipeline: of.documentId } });

    const replies = [
      await add(leads, 'open'),
      await add(deals, 'assigned'),
      await add(deals, 'open'),
      await add(leads, 'won'),
    ];

    expect(replies.map(({ status }) => status)).toEqual([400, 400, 201, 201]);
    expect(replies[0]?.body.error.message).toContain('state');
  });

  it('stays in its pipeline, and a pipeline stays what it is for', async () => {
    const [one, two] = [await pipeline(), await pipeline()];
    const made = await stage(one, 'lost');

    const moved = await app.as.admin.put(`/api/crm/stages/${made.documentId}`, {
      data: { pipeline: two.documentId },
    });
    const turned = await app.as.admin.put(`/api/crm/pipelines/${one.documentId}`, {
      data: { kind: 'opportunity' },
    });

    expect([code(moved.body), code(turned.body)]).toEqual(['field.guarded', 'field.guarded']);
  });

  it('is refused without a pipeline, and for one that is not there', async () => {
    const add = (data: object) =>
      app.as.admin.post('/api/crm/stages', { data: { name: 'X', state: 'lost', ...data } });

    expect((await add({})).status).toBe(400);
    expect((await add({ pipeline: 'nowhere' })).status).toBe(400);
    await expect(query('stage').create({ data: { name: 'X', state: 'lost' } })).rejects.toThrow(
      /pipeline/,
    );
  });

  it('X60: an opportunity pipeline keeps an open stage', async () => {
    const deals = await pipeline({ kind: 'opportunity' });
    const only = await stage(deals, 'open');

    const reply = await app.as.admin.delete(`/api/crm/stages/${only.documentId}`);

    expect(code(reply.body)).toBe('field.guarded');
  });
});

describe('E18: the default pipeline', () => {
  const defaults = async (kind: string): Promise<string[]> =>
    (await query('pipeline').findMany({ where: { kind, isDefault: true } })).map(
      ({ name }: any) => name,
    );

  it('is one of each kind: a new one takes the place of the old one', async () => {
    const sales = await query('pipeline').findOne({ where: { key: 'sales' } });
    const made = await pipeline({ name: 'Ours', isDefault: true });
    const asCreated = await defaults('lead');

    await app.as.admin.put(`/api/crm/pipelines/${sales.documentId}`, { data: { isDefault: true } });

    expect(asCreated).toEqual(['Ours']);
    expect(await defaults('lead')).toEqual(['Sales']);
    expect(await defaults('opportunity')).toEqual(['Opportunities']);
    expect(await a.read('pipeline', made)).toMatchObject({ isDefault: false, defaultOf: null });
  });

  it('is neither deleted nor just unmade', async () => {
    const sales = await query('pipeline').findOne({ where: { key: 'sales' } });
    const url = `/api/crm/pipelines/${sales.documentId}`;

    const deleted = await app.as.admin.delete(url);
    const unmade = await app.as.admin.put(url, { data: { isDefault: false } });

    expect([code(deleted.body), code(unmade.body)]).toEqual(['field.guarded', 'field.guarded']);
    expect(unmade.body.error.message).toContain('Make another pipeline the default');
    expect(await defaults('lead')).toEqual(['Sales']);
  });

  it('stays one when two are made the default at once', async () => {
    const both = [await pipeline(), await pipeline()];

    await Promise.all(
      both.map(({ documentId }) =>
        app.as.admin.put(`/api/crm/pipelines/${documentId}`, { data: { isDefault: true } }),
      ),
    );

    expect(await defaults('lead')).toHaveLength(1);
    const sales = await query('pipeline').findOne({ where: { key: 'sales' } });
    await app.as.admin.put(`/api/crm/pipelines/${sales.documentId}`, { data: { isDefault: true } });
  });
});

describe('X60: a stage or a pipeline in use', () => {
  it('keeps its stage: not deleted, not restated, and says who is in it', async () => {
    const of = await pipeline();
    const lost = await stage(of, 'lost');
    await leadIn(lost, of, { state: 'lost', status: 'closed', outcome: 'lost' });
    await leadIn(lost, of, { active: false });
    const url = `/api/crm/stages/${lost.documentId}`;

    const deleted = await app.as.admin.delete(url);
    const restated = await app.as.admin.put(url, { data: { state: 'dropped' } });
    const whole = await app.as.admin.delete(`/api/crm/pipelines/${of.documentId}`);

    for (const reply of [deleted, restated, whole]) {
      expect(reply.status).toBe(409);
      expect(reply.body.error.details).toMatchObject({
        code: 'stage.in-use',
        leads: 2,
        opportunities: 0,
      });
      expect(reply.body.error.message).toContain('2 leads');
    }
  });

  it('counts the opportunities, too', async () => {
    const of = await pipeline({ kind: 'opportunity' });
    const open = await stage(of, 'open');
    await stage(of, 'open');
    await a.create('opportunity', {
      name: 'Deal',
      stage: open.documentId,
      pipeline: of.documentId,
    });

    const deleted = await app.as.admin.delete(`/api/crm/stages/${open.documentId}`);
    const whole = await app.as.admin.delete(`/api/crm/pipelines/${of.documentId}`);

    for (const { body } of [deleted, whole]) {
      expect(body.error.details).toMatchObject({ leads: 0, opportunities: 1 });
    }
  });

  it('an empty pipeline goes with its stages', async () => {
    const of = await pipeline();
    await stage(of, 'lost');

    const reply = await app.as.admin.delete(`/api/crm/pipelines/${of.documentId}`);

    expect(reply.status).toBe(204);
    expect(await stagesOf(of)).toEqual([]);
  });

  it('a lead that comes in while its stage is deleted is never without one', async () => {
    const of = await pipeline();
    const lost = await stage(of, 'lost');
    const lead = await leadIn(await firstOf(of), of);

    await Promise.allSettled([
      app.as.admin.delete(`/api/crm/stages/${lost.documentId}`),
      app.as.admin.delete(`/api/crm/pipelines/${of.documentId}`),
    ]);

    const [stageId] = await placeOf(lead);
    expect(stageId).toBe((await firstOf(of)).id);
  });
});

describe('X60: emptying a stage', () => {
  const remap = (from: Made, to: Made, as: Voice = app.as.admin, more = '') =>
    as.post(`/api/crm/stages/${from.documentId}/remap${more}`, { data: { stage: to.documentId } });

  it('moves every lead, closed and inactive ones too, with a line in each history', async () => {
    const [of, other] = [await pipeline(), await pipeline()];
    const [from, to] = [await stage(of, 'lost'), await stage(other, 'lost')];
    const leads = [
      await leadIn(from, of, { state: 'lost' }),
      await leadIn(from, of, { state: 'lost', active: false }),
    ];

    const preview = await remap(from, to, app.as.admin, '?preview=true');
    const before = await Promise.all(leads.map(placeOf));
    const reply = await remap(from, to);
    const deleted = await app.as.admin.delete(`/api/crm/stages/${from.documentId}`);

    expect(preview.body).toMatchObject({
      data: { leads: 2, opportunities: 0 },
      meta: { preview: true },
    });
    expect(before.map(([stageId]) => stageId)).toEqual([from.id, from.id]);
    expect(reply.body.data).toMatchObject({ leads: 2, to: { documentId: to.documentId } });
    for (const lead of leads) {
      expect(await placeOf(lead)).toEqual([to.id, to.id, other.id, other.id]);
      const [last] = (await app.as.admin.get(`/api/crm/leads/${lead.documentId}/history`)).body
        .data;
      expect(last.action).toBe('remap');
      expect(last.changes.map(({ field }: any) => field).sort()).toEqual([
        'pipeline',
        'stage',
        'stageEnteredAt',
      ]);
    }
    expect(deleted.status).toBe(204);
  });

  it('moves more leads than one batch holds', async () => {
    const of = await pipeline();
    const [from, to] = [await stage(of, 'lost'), await stage(of, 'lost')];
    await query('lead').createMany({
      data: Array.from({ length: 620 }, (_none, index) => ({ title: `Bulk ${index}` })),
    });
    const ids: number[] = (
      await query('lead').findMany({ where: { title: { $startsWith: 'Bulk ' } } })
    ).map(({ id }: any) => id);
    const { attributes } = app.strapi.db.metadata.get('plugin::crm.lead') as any;
    const links = attributes.stage.joinTable;
    await app.strapi.db
      .connection(links.name)
      .whereIn(links.joinColumn.name, ids)
      .update({ [links.inverseJoinColumn.name]: from.id });
    await app.strapi.db.connection('crm_leads').whereIn('id', ids).update({ stage_key: from.id });

    const reply = await remap(from, to);

    expect(reply.body.data.leads).toBe(620);
    expect(await query('lead').count({ where: { stageKey: to.id } })).toBe(620);
    expect(await query('operation').count({ where: { action: 'remap' } })).toBeGreaterThanOrEqual(
      620,
    );
  });

  it('moves opportunities likewise', async () => {
    const [of, other] = [
      await pipeline({ kind: 'opportunity' }),
      await pipeline({ kind: 'opportunity' }),
    ];
    const [from, to] = [await stage(of, 'open'), await stage(other, 'open')];
    const deal = await a.create('opportunity', {
      name: 'Deal',
      stage: from.documentId,
      pipeline: of.documentId,
    });

    const reply = await remap(from, to);

    expect(reply.body.data).toMatchObject({ leads: 0, opportunities: 1 });
    const found = await query('opportunity').findOne({
      where: { id: deal.id },
      populate: ['stage', 'pipeline'],
    });
    expect([found.stage.id, found.pipeline.id]).toEqual([to.id, other.id]);
  });

  it('refuses a stage of another state, of another kind, itself, and none', async () => {
    const [of, deals] = [await pipeline(), await pipeline({ kind: 'opportunity' })];
    const [from, dropped] = [await stage(of, 'lost'), await stage(of, 'dropped')];
    const deal = await stage(deals, 'lost');

    const replies = [
      await remap(from, dropped),
      await remap(from, deal),
      await remap(from, from),
      await remap(from, { id: 0, documentId: 'nowhere' }),
      await app.as.admin.post(`/api/crm/stages/${from.documentId}/remap`, {}),
    ];

    expect(replies.map(({ status, body }) => [status, code(body)])).toEqual(
      replies.map(() => [400, 'input.invalid']),
    );
    expect((await remap({ id: 0, documentId: 'nowhere' }, from)).status).toBe(404);
  });

  it('E17: is for administrators alone, on both sides', async () => {
    const of = await pipeline();
    const [from, to] = [await stage(of, 'lost'), await stage(of, 'lost')];
    for (const person of ['manager', 'sales', 'marketeer', 'editor'] as const) {
      const panel = await app.inPanel[person].post(`/crm/stages/${from.documentId}/remap`, {
        data: { stage: to.documentId },
      });

      expect((await remap(from, to, app.as[person])).status).toBe(403);
      expect(panel.status).toBe(403);
    }

    const panel = await app.inPanel.admin.post(`/crm/stages/${from.documentId}/remap`, {
      data: { stage: to.documentId },
    });
    expect(panel.status).toBe(200);
  });
});

describe('E17 R18: the settings of a pipeline', () => {
  const OTHERS: readonly Person[] = ['manager', 'sales', 'marketeer', 'editor'];

  it.each(['forwardOnly', 'nextOnly', 'allowReopen'])(
    '%s is crm_admin’s to change',
    async (name) => {
      const of = await pipeline();
      const before = await a.read('pipeline', of);
      const data = { [name]: !before[name] };
      for (const person of OTHERS) {
        const reply = await app.as[person].put(`/api/crm/pipelines/${of.documentId}`, { data });
        const panel = await app.inPanel[person].put(
          `/content-manager/collection-types/plugin::crm.pipeline/${of.documentId}`,
          data,
        );

        expect([reply.status, panel.status]).toEqual([403, 403]);
      }
      expect((await a.read('pipeline', of))[name]).toBe(before[name]);

      const admin = await app.as.admin.put(`/api/crm/pipelines/${of.documentId}`, { data });
      expect(admin.body.data[name]).toBe(!before[name]);
    },
  );

  it.each(['pipelines', 'stages', 'qualification-processes'])(
    '%s are read by everybody who works here, and added and deleted by crm_admin alone',
    async (path) => {
      const [one] = (await app.as.admin.get(`/api/crm/${path}`)).body.data;
      for (const person of OTHERS) {
        const voice = app.as[person];

        expect((await voice.get(`/api/crm/${path}`)).status).toBe(200);
        expect((await voice.post(`/api/crm/${path}`, { data: { name: 'X' } })).status).toBe(403);
        expect((await voice.delete(`/api/crm/${path}/${one.documentId}`)).status).toBe(403);
      }
    },
  );
});

it('leaves pipelines and stages whole', async () => {
  const broken = (await verify()).filter((line) =>
    /default-pipeline|first-stage|stage-state|keys/.test(line),
  );

  expect(broken).toEqual([]);
});
