import { appForTests } from './support/app';
import { builders } from './support/builders';

const app = appForTests();
const a = builders(app);

const PATH = '/api/crm/qualification-processes';
const PANEL = '/content-manager/collection-types/plugin::crm.qualification-process';

const code = (body: any): unknown => body.error?.details?.code ?? body.error?.name ?? null;
const query = (record: string) => app.strapi.db.query(`plugin::crm.${record}` as never) as any;
const builtIn = (): Promise<any> =>
  query('qualification-process').findOne({ where: { builtIn: true } });

const copy = async (data: object = {}): Promise<any> => {
  const { documentId } = await builtIn();
  const reply = await app.as.admin.post(`${PATH}?populate=copiedFrom`, {
    data: { name: 'Ours', copiedFrom: documentId, ...data },
  });
  expect(reply.body.error).toBeUndefined();
  return reply.body.data;
};

const STEPS = [
  {
    title: 'Budget',
    assignee: 'manager',
    fields: [{ key: 'budget', label: 'Budget', type: 'amount', required: true }],
  },
];

const qualifiedStage = async (data: object = {}): Promise<any> => {
  const sales = await query('pipeline').findOne({ where: { key: 'sales' } });
  const reply = await app.as.admin.post('/api/crm/stages?populate=process', {
    data: { name: 'Checked', state: 'qualified', pipeline: sales.documentId, ...data },
  });
  expect(reply.body.error).toBeUndefined();
  return reply.body.data;
};

const processOf = async (stage: any): Promise<any> =>
  query('stage').findOne({ where: { documentId: stage.documentId }, populate: ['process'] });

describe('E15 R24: the built-in process', () => {
  it('E10 E11: ships, and the Qualified stage of Inbound uses it', async () => {
    const { name, steps, version } = await builtIn();
    const [stage] = await query('stage').findMany({
      where: { state: 'qualified', pipeline: { key: 'inbound' } },
      populate: ['process'],
    });

    expect([name, version]).toEqual(['Qualification', 1]);
    expect(steps).toMatchObject([{ title: 'Request qualification data', assignee: 'owner' }]);
    expect(stage.process).toMatchObject({ builtIn: true });
    expect(stage.processKey).toBe(stage.process.id);
  });

  it.each([
    ['its name', { name: 'Mine' }],
    ['its steps', { steps: STEPS }],
    ['being built in', { builtIn: false }],
  ])('cannot have %s changed, through the API or the panel', async (_what, data) => {
    const before = await builtIn();

    const api = await app.as.admin.put(`${PATH}/${before.documentId}`, { data });
    const panel = await app.inPanel.admin.put(`${PANEL}/${before.documentId}`, data);

    expect([api, panel].map(({ status, body }) => [status, code(body)])).toEqual([
      [409, 'process.built-in'],
      [409, 'process.built-in'],
    ]);
    expect(await builtIn()).toEqual(before);
  });

  it('cannot be deleted, by the system either', async () => {
    const { id, documentId } = await builtIn();

    const reply = await app.as.admin.delete(`${PATH}/${documentId}`);

    expect([reply.status, code(reply.body)]).toEqual([409, 'process.built-in']);
    await expect(query('qualification-process').delete({ where: { id } })).rejects.toThrow(
      /built-in/,
    );
  });

  it('may be saved as it was loaded', async () => {
    const { documentId, name, steps, builtIn: is, version } = await builtIn();

    const reply = await app.inPanel.admin.put(`${PANEL}/${documentId}`, {
      name,
      steps,
      builtIn: is,
      version,
    });

    expect(reply.status).toBe(200);
    expect(await builtIn()).toMatchObject({ builtIn: true, version, steps });
  });

  it('is not made a second time', async () => {
    const made = await copy({ builtIn: true, version: 9 });

    expect(made).toMatchObject({ builtIn: false, version: 1 });
    expect(await query('qualification-process').count({ where: { builtIn: true } })).toBe(1);
  });
});

describe('E15 R24: a copy', () => {
  it('begins with the steps of what it was copied from', async () => {
    const { documentId, steps } = await builtIn();

    const made = await copy();
    const again = await copy({ copiedFrom: made.documentId, steps: null });

    expect(made).toMatchObject({ version: 1, steps, copiedFrom: { documentId } });
    expect(again).toMatchObject({ steps, copiedFrom: { documentId: made.documentId } });
  });

  it('without an original is one of the built-in process', async () => {
    const { documentId } = await builtIn();

    const reply = await app.as.admin.post(`${PATH}?populate=copiedFrom`, {
      data: { name: 'Bare' },
    });

    expect(reply.body.data.copiedFrom).toMatchObject({ documentId });
  });

  it('is made by duplicating in the Content Manager, of the built-in one as well', async () => {
    const { documentId, steps } = await builtIn();

    const reply = await app.inPanel.admin.post(`${PANEL}/clone/${documentId}`, { name: 'Twin' });

    expect(reply.status).toBe(200);
    expect(reply.body.data).toMatchObject({ name: 'Twin', builtIn: false, version: 1, steps });
    expect(await query('qualification-process').count({ where: { builtIn: true } })).toBe(1);
  });

  it('R24: gets a new version with new steps, and none with a new name', async () => {
    const { documentId } = await copy();

    const renamed = await app.as.admin.put(`${PATH}/${documentId}`, { data: { name: 'Renamed' } });
    const changed = await app.as.admin.put(`${PATH}/${documentId}`, { data: { steps: STEPS } });
    const same = await app.as.admin.put(`${PATH}/${documentId}`, {
      data: { steps: STEPS, version: 40 },
    });

    expect([renamed, changed, same].map(({ body }) => body.data.version)).toEqual([1, 2, 2]);
    expect(changed.body.data.steps).toEqual(STEPS);
  });

  it.each([
    ['no steps', [], 'steps'],
    ['no list', 'steps please', 'steps'],
    [
      'an unknown type',
      [{ ...STEPS[0], fields: [{ key: 'a', label: 'A', type: 'x' }] }],
      'steps.0.fields.0.type',
    ],
    [
      'a member who is not there',
      [{ ...STEPS[0], assignee: { member: 'nobody' } }],
      'steps.0.assignee',
    ],
  ])('X65: with %s is refused when it is saved, by path', async (_what, steps, path) => {
    const { documentId } = await copy();

    const created = await app.as.admin.post(PATH, { data: { name: 'Broken', steps } });
    const changed = await app.as.admin.put(`${PATH}/${documentId}`, { data: { steps } });

    for (const { status, body } of [created, changed]) {
      expect([status, code(body)]).toEqual([400, 'input.invalid']);
      expect(body.error.details.errors[0].path.join('.')).toBe(path);
    }
    expect(await query('qualification-process').count({ where: { name: 'Broken' } })).toBe(0);
  });

  it('X63: names members who are active', async () => {
    const { documentId } = app.members.sue;
    const steps = [{ ...STEPS[0], assignee: { member: documentId } }];
    const made = await copy({ steps });
    const gone = await a.create('member', {
      name: 'Gone',
      email: 'gone@crm.example',
      active: false,
    });

    const refused = await app.as.admin.put(`${PATH}/${made.documentId}`, {
      data: { steps: [{ ...STEPS[0], assignee: { member: gone.documentId } }] },
    });

    expect(made.steps).toEqual(steps);
    expect(refused.body.error.message).toContain('steps.0.assignee');
  });
});

describe('E15: a process and its stages', () => {
  it('is bound to a qualified stage, and to no other', async () => {
    const made = await copy();
    const stage = await qualifiedStage({ process: made.documentId });
    const [assigned] = await query('stage').findMany({
      where: { state: 'assigned', pipeline: { key: 'sales' } },
    });

    const refused = await app.as.admin.put(`/api/crm/stages/${assigned.documentId}`, {
      data: { process: made.documentId },
    });
    const restated = await app.as.admin.put(`/api/crm/stages/${stage.documentId}`, {
      data: { state: 'lost' },
    });
    const freed = await app.as.admin.put(`/api/crm/stages/${stage.documentId}`, {
      data: { state: 'lost', process: null },
    });

    expect(stage.process).toMatchObject({ documentId: made.documentId });
    expect([refused, restated].map(({ body }) => body.error.details.errors[0].path)).toEqual([
      ['process'],
      ['process'],
    ]);
    expect(freed.status).toBe(200);
  });

  it('X65: deleting a copy leaves its stages with the built-in process', async () => {
    const made = await copy();
    const stages = [
      await qualifiedStage({ process: made.documentId }),
      await qualifiedStage({ process: made.documentId }),
    ];

    const reply = await app.as.admin.delete(`${PATH}/${made.documentId}`);

    const { id } = await builtIn();
    expect(reply.status).toBe(204);
    for (const stage of stages) {
      const { process, processKey } = await processOf(stage);
      expect([process?.id, processKey]).toEqual([id, id]);
    }
  });

  it('leaves every invariant of them whole', async () => {
    const { lines } = await app.strapi.plugin('crm').service('cli').verify([]);

    expect(
      lines.filter((line: string) =>
        /^broken\s+(keys|stage-state|first-stage|default-pipeline)/.test(line),
      ),
    ).toEqual([]);
  });
});
