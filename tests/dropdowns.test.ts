import { appForTests, type Voice } from './support/app';
import { builders, type Made } from './support/builders';

const app = appForTests();
const a = builders(app);

interface Desk {
  create(data: Record<string, unknown>): ReturnType<Voice['post']>;
  update(documentId: string, data: Record<string, unknown>): ReturnType<Voice['put']>;
  remove(documentId: string): ReturnType<Voice['delete']>;
}

const PANEL = '/content-manager/collection-types/plugin::crm.dropdown-value';

/** The two desks an editor works at: the API and the Content Manager. */
const desks: Record<string, () => Desk> = {
  API: () => ({
    create: (data) => app.as.editor.post('/api/crm/dropdown-values', { data }),
    update: (id, data) => app.as.editor.put(`/api/crm/dropdown-values/${id}`, { data }),
    remove: (id) => app.as.editor.delete(`/api/crm/dropdown-values/${id}`),
  }),
  'Content Manager': () => ({
    create: (data) => app.inPanel.editor.post(PANEL, connected(data)),
    update: (id, data) => app.inPanel.editor.put(`${PANEL}/${id}`, connected(data)),
    remove: (id) => app.inPanel.editor.delete(`${PANEL}/${id}`),
  }),
};

const connected = (data: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(data).map(([name, value]) =>
      name === 'dropdownType' || name === 'masterType'
        ? [name, { connect: [{ documentId: value }], disconnect: [] }]
        : [name, value],
    ),
  );

async function idOf(record: string, where: object): Promise<string> {
  const found = await app.strapi.db.query(`plugin::crm.${record}` as never).findOne({ where });
  return (found as unknown as { documentId: string }).documentId;
}

const draft = async (label: string, given: object = {}) => ({
  label,
  dropdownType: await idOf('dropdown-type', { key: 'lead-score' }),
  masterType: await idOf('master-type', { key: 'cold', dropdownType: { key: 'lead-score' } }),
  ...given,
});

describe.each(Object.keys(desks))('R31 A13: at the desk %s', (name) => {
  const desk = (): Desk => desks[name]!();
  const label = (text: string): string => `${text} ${name}`;

  it('adds, renames, reorders and retires a value', async () => {
    const made = await desk().create(await draft(label('Frozen')));
    const { documentId } = made.body.data;

    const changed = await desk().update(documentId, {
      label: label('Icy'),
      position: 9,
      active: false,
    });

    expect([made.status, changed.status]).toEqual([201, 200]);
    expect(changed.body.data).toMatchObject({ label: label('Icy'), position: 9, active: false });
  });

  it('refuses a master type of another dropdown, and says which one belongs', async () => {
    const spouse = await idOf('master-type', { key: 'spouse' });

    const reply = await desk().create(await draft(label('Wrong'), { masterType: spouse }));

    expect(reply.body.error.details.code).toBe('dropdown.wrong-type');
    expect(reply.body.error.message).toContain('Lead score');
  });

  it('refuses a key that is taken, naming the field and the holder', async () => {
    const reply = await desk().create(await draft(label('Another'), { key: 'hot' }));

    expect(reply.status).toBe(400);
    expect(reply.body.error.message).toContain('"Hot" already has the key "hot"');
    expect(reply.body.error.details.errors[0].path).toEqual(['key']);
  });

  it('R31 A9: refuses a label that another value has, new or renamed, a retired one as well', async () => {
    const one = (await desk().create(await draft(label('Taken')))).body.data;
    const two = (await desk().create(await draft(label('Free')))).body.data;
    await desk().update(one.documentId, { active: false });

    const added = await desk().create(await draft(label('TAKEN'), { key: `other-${name}` }));
    const renamed = await desk().update(two.documentId, { label: ` ${label('taken')} ` });
    const itself = await desk().update(two.documentId, { label: label('FREE') });

    for (const reply of [added, renamed]) {
      expect(reply.status).toBe(400);
      expect(reply.body.error.details.errors[0].path).toEqual(['label']);
      expect(reply.body.error.message).toContain('already, but retired. Bring it back');
    }
    expect(itself.status).toBe(200);
  });

  it('R31: two of one label from before stay, and can be edited otherwise', async () => {
    const one = (await desk().create(await draft(label('Twin')))).body.data;
    const two = (await desk().create(await draft(label('Twin 2')))).body.data;
    const values = app.strapi.db.connection('crm_dropdown_values');
    await values.where({ id: two.id }).update({ label: label('Twin') });

    const edited = await desk().update(two.documentId, { label: label('Twin'), position: 7 });
    const mended = await desk().update(one.documentId, { label: label('Only twin') });

    expect([edited.status, mended.status]).toEqual([200, 200]);
  });

  it('refuses to retire the default, and moves the default with one tick', async () => {
    const one = (await desk().create(await draft(label('One'), { isDefault: true }))).body.data;
    const two = (await desk().create(await draft(label('Two')))).body.data;

    const retired = await desk().update(one.documentId, { active: false });
    const moved = await desk().update(two.documentId, { isDefault: true });

    expect(retired.body.error.message).toContain('retired value cannot be the default');
    expect(moved.status).toBe(200);
    const rows = await app.strapi.db.query('plugin::crm.dropdown-value').findMany({
      where: { isDefault: true, dropdownType: { key: 'lead-score' } },
    });
    expect(rows).toEqual([expect.objectContaining({ documentId: two.documentId })]);
    await desk().update(two.documentId, { isDefault: false });
  });

  it('X20: a value in use is retired, not deleted; one that is not goes', async () => {
    const used = (await desk().create(await draft(label('Used')))).body.data;
    const unused = (await desk().create(await draft(label('Unused')))).body.data;
    const lead = await a.lead();
    await app.as.sales.post(`/api/crm/leads/${lead.documentId}/score`, {
      data: { leadScore: used.documentId },
    });

    const kept = await desk().remove(used.documentId);
    const gone = await desk().remove(unused.documentId);

    expect([kept.status, kept.body.error.details.code]).toEqual([409, 'dropdown.in-use']);
    expect(gone.status).toBeLessThan(300);
    await desk().update(used.documentId, { active: false });
    const again = await app.as.sales.post(`/api/crm/leads/${(await a.lead()).documentId}/score`, {
      data: { leadScore: used.documentId },
    });
    expect(again.body.error.details.code).toBe('dropdown.retired');
  });

  it('X19: re-mapping a value that leads use cascades nothing', async () => {
    const value = (await desk().create(await draft(label('Remapped')))).body.data;
    const lead = await a.lead();
    const person = await a.contact();
    await a.link(lead, person, { primaryIndividual: true });
    await app.as.sales.post(`/api/crm/leads/${lead.documentId}/score`, {
      data: { leadScore: value.documentId },
    });
    const closing = await idOf('master-type', {
      key: 'lost-lead',
      dropdownType: { key: 'lead-score' },
    });

    const reply = await desk().update(value.documentId, { masterType: closing });

    expect(reply.status).toBe(200);
    expect(await a.read('lead', lead)).toMatchObject({ status: 'open', active: true });
    expect(await a.isActive('contact', person)).toBe(true);
  });
});

describe('one update of many', () => {
  const updateMany = (record: string, made: readonly Made[], data: object): Promise<unknown> =>
    app.strapi.db.query(`plugin::crm.${record}` as never).updateMany({
      where: { id: { $in: made.map(({ id }) => id) } },
      data: data as never,
    });
  const values = (): Promise<Made[]> =>
    Promise.all([a.value('lead-score', 'cold'), a.value('channel', 'website')]);

  it('leaves each value its key and its place as the default', async () => {
    const made = await values();
    const [, website] = made;
    await updateMany('dropdown-value', [website!], { isDefault: true });

    await updateMany('dropdown-value', made, { position: 7 });

    const rows = await Promise.all(made.map((value) => a.read('dropdown-value', value)));
    expect(rows).toMatchObject([
      { key: 'cold', isDefault: false, defaultOf: null, position: 7 },
      { key: 'website', isDefault: true, defaultOf: expect.any(Number), position: 7 },
    ]);
  });

  it('makes one value the default, and one person the primary one, at a time', async () => {
    const lead = await a.lead();
    const links = [
      await a.link(lead, await a.contact()),
      await a.link(await a.lead(), await a.contact()),
    ];

    await expect(updateMany('dropdown-value', await values(), { isDefault: true })).rejects.toThrow(
      'one value the default at a time',
    );
    await expect(updateMany('lead-contact', links, { primaryContact: true })).rejects.toThrow(
      'one person at a time',
    );
  });
});

describe('what the code fixes', () => {
  it('R31: master types and dropdown types are nobody’s to add, change or delete', async () => {
    const master = app.strapi.documents('plugin::crm.master-type' as never);
    const documentId = await idOf('master-type', { key: 'hot' });
    const typeId = await idOf('dropdown-type', { key: 'channel' });
    const refusal = { details: { code: 'master-type.fixed' } };

    await expect(master.create({ data: { key: 'x', label: 'X' } } as never)).rejects.toMatchObject(
      refusal,
    );
    await expect(
      master.update({ documentId, data: { label: 'X' } } as never),
    ).rejects.toMatchObject(refusal);
    await expect(master.delete({ documentId } as never)).rejects.toMatchObject(refusal);
    expect(
      (await app.as.admin.delete(`/api/crm/dropdown-types/${typeId}`)).body.error.details.code,
    ).toBe('master-type.fixed');
    expect((await app.as.admin.post('/api/crm/master-types', { data: {} })).status).toBe(405);
  });

  it('R31: a value of the wrong dropdown is refused where it is used', async () => {
    const lead = await a.lead();
    const channel = await a.value('channel', 'website');

    const reply = await app.as.sales.post(`/api/crm/leads/${lead.documentId}/score`, {
      data: { leadScore: channel.documentId },
    });
    const link = await app.as.sales.post('/api/crm/lead-contacts', {
      data: {
        lead: lead.documentId,
        contact: (await a.contact()).documentId,
        relationshipType: channel.documentId,
      },
    });

    const typed = await app.as.sales.put(`/api/crm/leads/${lead.documentId}`, {
      data: { channel: (await a.value('lead-score', 'hot')).documentId },
    });
    const deal = await app.as.sales.post('/api/crm/opportunities', {
      data: { name: 'Deal', sellingDirection: channel.documentId },
    });

    for (const { body } of [reply, link, typed, deal]) {
      expect(body.error.details.code).toBe('dropdown.wrong-type');
    }
  });

  it('X14: a lead has one primary contact; the second is refused and the first is named', async () => {
    const lead = await a.lead();
    await a.link(lead, await a.contact({ firstName: 'Paula', lastName: 'First' }), {
      primaryContact: true,
    });

    const reply = await app.as.sales.post('/api/crm/lead-contacts', {
      data: {
        lead: lead.documentId,
        contact: (await a.contact()).documentId,
        primaryContact: true,
      },
    });

    expect(reply.status).toBe(400);
    expect(reply.body.error.message).toContain('Paula First');
  });

  it('L29: a stage or pipeline with leads stays, and so does a member with leads', async () => {
    const lead = await a.lead();
    await a.own(lead, app.members.marketeer);
    const stage = await idOf('stage', { name: 'New', pipeline: { key: 'sales' } });
    const pipeline = await idOf('pipeline', { key: 'sales' });

    const answers = [
      await app.as.admin.delete(`/api/crm/stages/${stage}`),
      await app.as.admin.put(`/api/crm/stages/${stage}`, { data: { state: 'won' } }),
      await app.as.admin.delete(`/api/crm/pipelines/${pipeline}`),
      await app.as.admin.delete(`/api/crm/members/${app.members.marketeer.documentId}`),
    ];

    expect(answers.map(({ body }) => body.error.details.code)).toEqual([
      'stage.in-use',
      'stage.in-use',
      'stage.in-use',
      'history.append-only',
    ]);
  });
});
