import { appForTests, type Person, type Reply } from './support/app';
import { builders, type Made } from './support/builders';

const app = appForTests();
const a = builders(app);

const ANSWERS = {
  goal: 'A warm house',
  implementationOptions: 'Heat pump or gas',
  procurementProcedure: 'Three offers',
  decisionLevel: 'Board',
  terms: 'Before winter',
  decisionMaker: 'Ida',
  selectionCriteria: 'Price',
  complianceWithCriteria: 'All',
};

let direction: Made;
let channel: Made;
const stages: Record<string, Made & { name: string }> = {};

beforeAll(async () => {
  direction = await a.value('selling-direction', 'products');
  channel = await a.value('channel', 'website');
  const rows = await app.strapi.db
    .query('plugin::crm.stage')
    .findMany({ populate: ['pipeline'] as never });
  for (const row of rows) stages[`${row.pipeline.key}/${row.name}`] = row;
});

const stage = (name: string): string => stages[name]?.documentId ?? '';
const id = (person: Person): string => app.members[person].documentId;

/** A lead that its owner could qualify. */
const assigned = (given: object = {}): Promise<Made> =>
  a.lead({ ...ANSWERS, channel: channel.documentId, owner: id('sales'), ...given });

const act = (lead: Made, action: string, data: object = {}, who: Person = 'sales') =>
  app.as[who].post(`/api/crm/leads/${lead.documentId}/${action}`, { data });

const preview = (lead: Made, action: string, data: object = {}, who: Person = 'sales') =>
  app.as[who].post(`/api/crm/leads/${lead.documentId}/${action}?preview=true`, {
    data,
  });

const read = async (lead: Made): Promise<any> =>
  app.strapi.documents('plugin::crm.lead' as never).findOne({
    documentId: lead.documentId,
    populate: '*',
  } as never);

const find = async (record: string, where: object = {}): Promise<any[]> =>
  app.strapi.db
    .query(`plugin::crm.${record}` as never)
    .findMany({ where: where as never, populate: true as never });

const opportunitiesOf = (lead: Made) => find('opportunity', { originatingLead: { id: lead.id } });

const refusal = ({ status, body }: Reply): [number, string] => [status, body.error?.details?.code];
const FORM = () => ({ city: 'Oslo', sellingDirection: direction.documentId });

describe('assigning a lead', () => {
  it('S3: gives it an owner and the state Assigned, and says so in its history', async () => {
    const lead = await a.lead();

    const reply = await act(lead, 'assign', { owner: id('sue') }, 'manager');

    expect(reply.status).toBe(200);
    expect(await read(lead)).toMatchObject({
      state: 'assigned',
      status: 'open',
      owner: { documentId: id('sue') },
      stage: { name: 'Assigned' },
    });
    const { body } = await app.as.sales.get(`/api/crm/leads/${lead.documentId}/history`);
    expect(body.data[0]).toMatchObject({ action: 'assign', actor: { name: 'Max Manager' } });
  });

  it('S3: is offered to new leads only', async () => {
    const lead = await assigned();

    expect(refusal(await act(lead, 'assign', { owner: id('sue') }, 'manager'))).toEqual([
      409,
      'lead.state',
    ]);
  });

  it('R13: who works on their own leads may claim one that is nobody’s, and only for themselves', async () => {
    const [mine, other] = [await a.lead(), await a.lead()];

    expect((await act(mine, 'assign', { owner: id('sales') })).status).toBe(200);
    expect(refusal(await act(other, 'assign', { owner: id('sue') }))).toEqual([
      403,
      'access.owner',
    ]);
  });

  it('X31 X34: refuses an owner who is inactive, unknown or does not work on leads', async () => {
    const lead = await a.lead();
    const gone = await a.create('member', {
      name: 'Gone',
      email: 'gone@crm.example',
      active: false,
    });

    const inactive = await act(lead, 'assign', { owner: gone.documentId }, 'manager');
    const editor = await act(lead, 'assign', { owner: id('editor') }, 'manager');
    const unknown = await act(lead, 'assign', { owner: 'nobody' }, 'manager');
    const missing = await act(lead, 'assign', {}, 'manager');

    expect(refusal(inactive)).toEqual([409, 'member.inactive']);
    for (const reply of [editor, unknown, missing]) {
      expect(refusal(reply)).toEqual([400, 'input.invalid']);
      expect(reply.body.error.details.errors[0].path).toEqual(['owner']);
    }
    expect((await read(lead)).state).toBe('new');
  });

  it('R32: an owner given when a lead is made is an assignment, with its access', async () => {
    const own = await app.as.sales.post('/api/crm/leads', {
      data: { title: 'Mine', owner: id('sales') },
    });
    const others = await app.as.sales.post('/api/crm/leads', {
      data: { title: 'Not mine to give', owner: id('sue') },
    });

    expect(own.status).toBe(201);
    expect(own.body.data).toMatchObject({ state: 'assigned' });
    expect(refusal(others)).toEqual([403, 'access.owner']);
    expect(await find('lead', { title: 'Not mine to give' })).toEqual([]);
  });

  it('R32: editing the owner is assigning or reassigning, single and many', async () => {
    const [fresh, taken] = [await a.lead(), await assigned()];

    await app.strapi.db.query('plugin::crm.lead').updateMany({
      where: { id: { $in: [fresh.id, taken.id] } },
      data: { owner: app.members.sue.id } as never,
    });
    const put = await app.as.manager.put(`/api/crm/leads/${taken.documentId}`, {
      data: { owner: id('manager') },
    });

    expect(put.status).toBe(200);
    expect(await read(fresh)).toMatchObject({ state: 'assigned', owner: { name: 'Sue Sales' } });
    expect(await read(taken)).toMatchObject({ state: 'assigned', owner: { name: 'Max Manager' } });
  });
});

describe('a lead whose owner has left', () => {
  it('X32: stays where it is, and a manager takes it over to go on', async () => {
    const leaver = await a.create('member', {
      name: 'Lea Leaver',
      email: 'lea.leaver@crm.example',
      roles: [(await find('role', { key: 'crm_sales' }))[0].documentId],
    });
    const lead = await assigned({ owner: leaver.documentId });
    await a.force('member', leaver, { active: false });
    const left = await app.as.manager.get(
      '/api/crm/leads?filters[owner][active]=false&populate=owner',
    );

    const refused = await act(lead, 'qualify', FORM(), 'manager');
    const taken = await act(lead, 'reassign', { owner: id('manager') }, 'manager');
    const done = await act(lead, 'qualify', FORM(), 'manager');

    expect(left.body.data).toMatchObject([
      { documentId: lead.documentId, owner: { active: false } },
    ]);
    expect(refusal(refused)).toEqual([403, 'access.owner']);
    expect([taken.status, done.status]).toEqual([200, 200]);
    expect((await opportunitiesOf(lead))[0].responsible.name).toBe('Max Manager');
  });
});

describe('reassigning a lead', () => {
  it('S5: changes the owner and leaves the state', async () => {
    const lead = await assigned();

    const reply = await act(lead, 'reassign', { owner: id('sue') });

    expect(reply.status).toBe(200);
    expect(await read(lead)).toMatchObject({ state: 'assigned', owner: { name: 'Sue Sales' } });
  });

  it('S4: is the owner’s to do, or a manager’s', async () => {
    const lead = await assigned();

    expect(refusal(await act(lead, 'reassign', { owner: id('sue') }, 'marketeer'))).toEqual([
      403,
      'access.owner',
    ]);
    expect((await act(lead, 'reassign', { owner: id('sue') }, 'admin')).status).toBe(200);
  });

  it('X31: to whom it belongs already, nothing happens', async () => {
    const lead = await assigned();
    const { version } = await a.read('lead', lead);

    const reply = await act(lead, 'reassign', { owner: id('sales') });

    expect(reply.body.meta.operation.changes).toEqual([]);
    expect((await a.read('lead', lead)).version).toBe(version);
  });
});

describe('qualifying a lead', () => {
  it('E5 S6 S8 S9: makes one opportunity from the form and the lead, and links it', async () => {
    const lead = await assigned({ title: 'Villa' });

    const shown = await preview(lead, 'qualify', FORM());
    const reply = await act(lead, 'qualify', { ...FORM(), estimatedRevenue: 12_000 });

    expect(shown.body.meta.operation.preview).toBe(true);
    expect(shown.body.meta.operation.changes).toContainEqual(
      expect.objectContaining({ record: 'opportunity', documentId: null, field: 'name' }),
    );
    expect(reply.status).toBe(200);
    const [opportunity, ...more] = await opportunitiesOf(lead);
    expect(more).toEqual([]);
    expect(opportunity).toMatchObject({
      name: 'Villa',
      city: 'Oslo',
      responsible: { name: 'Sam Sales' },
      stage: { name: 'Discovery' },
    });
    expect(Number(opportunity.estimatedRevenue)).toBe(12_000);
    expect(await read(lead)).toMatchObject({
      state: 'qualified',
      status: 'closed',
      outcome: 'qualified',
      active: true,
      opportunity: { documentId: opportunity.documentId },
    });
  });

  it('S6: is the owner’s alone, administrators included', async () => {
    const lead = await assigned();

    for (const who of ['admin', 'manager', 'sue'] as const) {
      expect(refusal(await act(lead, 'qualify', FORM(), who))).toEqual([403, 'access.owner']);
    }
    expect(await opportunitiesOf(lead)).toEqual([]);
  });

  it('S7 X35: names the fields that are empty; blank text is empty, "0" is not', async () => {
    const lead = await assigned({ goal: '  ', terms: '<p>&nbsp;</p>', decisionLevel: '0' });

    const reply = await act(lead, 'qualify', FORM());

    expect(refusal(reply)).toEqual([400, 'qualification.incomplete']);
    expect(reply.body.error.details.missing).toEqual(['goal', 'terms']);
    expect(await opportunitiesOf(lead)).toEqual([]);
  });

  it('S8: asks for city and selling direction by name', async () => {
    const lead = await assigned();

    const reply = await act(lead, 'qualify', { city: ' ' });

    expect(refusal(reply)).toEqual([400, 'input.invalid']);
    expect(reply.body.error.details.errors[0].path).toEqual(['city']);
    const { body } = await app.as.sales.get(`/api/crm/leads/${lead.documentId}/actions`);
    const offered = body.data.find(({ action }: { action: string }) => action === 'qualify');
    expect(offered.input.required).toEqual(expect.arrayContaining(['city', 'sellingDirection']));
    expect(offered.prefill).toMatchObject({ responsible: id('sales') });
  });

  it('E11 S20: finds or creates the company, and never a second one of a name', async () => {
    const [one, two] = [await assigned(), await assigned()];

    const created = await act(one, 'qualify', { ...FORM(), newCompany: { name: 'Norvik AS' } });
    const again = await act(two, 'qualify', { ...FORM(), newCompany: { name: ' norvik  as ' } });

    expect(created.status).toBe(200);
    const [company, ...more] = await find('company', { name: { $containsi: 'norvik' } });
    expect(more).toEqual([]);
    expect((await read(one)).company.documentId).toBe(company.documentId);
    expect(refusal(again)).toEqual([400, 'input.invalid']);
    expect(again.body.error.details.errors[0].path).toEqual(['newCompany', 'name']);
    const chosen = await act(two, 'qualify', { ...FORM(), company: company.documentId });
    expect(chosen.status).toBe(200);
    expect((await opportunitiesOf(two))[0].company.name).toBe('Norvik AS');
  });

  it('E12 E13 X64: company only makes no opportunity; the deal comes later, once', async () => {
    const lead = await assigned();
    const data = { ...FORM(), type: 'company-only', newCompany: { name: 'Kestrel Ltd' } };

    const qualified = await act(lead, 'qualify', data);
    expect(qualified.status).toBe(200);
    expect(await opportunitiesOf(lead)).toEqual([]);

    const deal = await act(lead, 'create-opportunity', FORM());
    const second = await act(lead, 'create-opportunity', FORM());

    expect(deal.status).toBe(200);
    expect(refusal(second)).toEqual([409, 'lead.state']);
    const [opportunity, ...more] = await opportunitiesOf(lead);
    expect(more).toEqual([]);
    expect(opportunity.company.name).toBe('Kestrel Ltd');
    expect((await read(lead)).opportunity.documentId).toBe(opportunity.documentId);
  });

  it('X36: refuses a responsible who is inactive', async () => {
    const lead = await assigned();
    const gone = await a.create('member', {
      name: 'Left',
      email: 'left@crm.example',
      active: false,
    });

    const reply = await act(lead, 'qualify', { ...FORM(), responsible: gone.documentId });

    expect(refusal(reply)).toEqual([409, 'member.inactive']);
    expect((await read(lead)).state).toBe('assigned');
  });

  it('X33: refuses when the lead has changed since the dialog was opened', async () => {
    const lead = await assigned();
    const { version } = await a.read('lead', lead);
    await act(lead, 'reassign', { owner: id('sue') }, 'manager');
    await act(lead, 'reassign', { owner: id('sales') }, 'manager');

    const reply = await app.as.sales.post(`/api/crm/leads/${lead.documentId}/qualify`, {
      data: FORM(),
      version,
    });

    expect(refusal(reply)).toEqual([409, 'lead.changed']);
    expect(await opportunitiesOf(lead)).toEqual([]);
  });

  it('R20: pressed twice, one opportunity; with a key, the first answer again', async () => {
    const lead = await assigned();
    const press = () =>
      app.as.sales.post(
        `/api/crm/leads/${lead.documentId}/qualify`,
        { data: FORM() },
        { 'Idempotency-Key': `qualify-${lead.documentId}` },
      );

    const [first, second] = [await press(), await press()];
    const third = await act(lead, 'qualify', FORM());

    expect(second).toEqual(first);
    expect(refusal(third)).toEqual([409, 'lead.final']);
    expect(await opportunitiesOf(lead)).toHaveLength(1);
  });

  it('S18: deactivating the lead afterwards leaves its opportunity alone', async () => {
    const lead = await assigned();
    await act(lead, 'qualify', FORM());
    const [{ originatingLead: _before, ...before }] = await opportunitiesOf(lead);

    await act(lead, 'deactivate');

    const [{ originatingLead: _after, ...after }] = await opportunitiesOf(lead);
    expect(after).toEqual(before);
  });

  it('X39: the opportunity of an inactive lead can still be won', async () => {
    const lead = await assigned();
    await act(lead, 'qualify', FORM());
    await act(lead, 'deactivate');
    const [opportunity] = await opportunitiesOf(lead);

    const reply = await app.as.sales.put(`/api/crm/opportunities/${opportunity.documentId}`, {
      data: { stage: stage('opportunities/Won') },
    });

    expect(reply.status).toBe(200);
    expect(await read(lead)).toMatchObject({ active: false, outcome: 'qualified' });
  });
});

describe('undoing a qualification', () => {
  const undo = async (lead: Made) => {
    const history = await app.as.sales.get(`/api/crm/leads/${lead.documentId}/history`);
    return app.as.sales.post(`/api/crm/operations/${history.body.data[0].documentId}/undo`, {});
  };

  it('removes what it made while nobody has touched it, and brings it back when undone again', async () => {
    const lead = await assigned();
    await act(lead, 'qualify', { ...FORM(), newCompany: { name: 'Undone AS' } });
    const [made] = await opportunitiesOf(lead);

    const undone = await undo(lead);

    expect(undone.status).toBe(200);
    expect(await opportunitiesOf(lead)).toEqual([]);
    expect(await find('company', { name: 'Undone AS' })).toEqual([]);
    expect(await read(lead)).toMatchObject({
      state: 'assigned',
      status: 'open',
      outcome: null,
      opportunity: null,
      company: null,
    });

    const redone = await undo(lead);

    expect(redone.status).toBe(200);
    const [back] = await opportunitiesOf(lead);
    expect(back).toMatchObject({
      id: made.id,
      documentId: made.documentId,
      company: { name: 'Undone AS' },
      stage: { name: 'Discovery' },
    });
    expect((await read(lead)).opportunity.documentId).toBe(made.documentId);
  });

  it('unlinks what somebody has worked on, and says what it left', async () => {
    const lead = await assigned();
    await act(lead, 'qualify', { ...FORM(), newCompany: { name: 'Kept AS' } });
    const [made] = await opportunitiesOf(lead);
    await app.as.sales.put(`/api/crm/opportunities/${made.documentId}`, {
      data: { city: 'Bergen' },
    });

    const undone = await undo(lead);

    expect(undone.status).toBe(200);
    const kept = undone.body.meta.operation.kept.map(({ because }: { because: string }) => because);
    expect(kept.join(' ')).toMatch(/city/);
    expect(kept.join(' ')).toMatch(/Kept AS/);
    expect(await opportunitiesOf(lead)).toEqual([]);
    expect(await find('opportunity', { id: made.id })).toHaveLength(1);
    expect(await find('company', { name: 'Kept AS' })).toHaveLength(1);
    const again = await act(lead, 'qualify', FORM());
    expect(again.status).toBe(200);
    expect(await opportunitiesOf(lead)).toHaveLength(1);
  });
});

describe('disqualifying a lead', () => {
  it('S10 S11 E6: closes it with a code and a reason, and makes nothing', async () => {
    const lead = await assigned();
    const code = await a.value('disqualification-code', 'non-target-client');

    const reply = await act(lead, 'disqualify', { code: code.documentId, reason: 'A student' });

    expect(reply.status).toBe(200);
    expect(await read(lead)).toMatchObject({
      state: 'disqualified',
      status: 'closed',
      outcome: 'unqualified',
      disqualificationReason: 'A student',
      disqualificationCode: { label: 'Non-target client' },
    });
    expect(await opportunitiesOf(lead)).toEqual([]);
  });

  it('S11: asks for both', async () => {
    const lead = await assigned();
    const code = await a.value('disqualification-code', 'non-target-client');
    const other = await a.value('lead-score', 'hot');

    expect(refusal(await act(lead, 'disqualify', { code: code.documentId }))).toEqual([
      400,
      'reason.required',
    ]);
    expect(refusal(await act(lead, 'disqualify', { reason: 'Why' }))).toEqual([
      400,
      'input.invalid',
    ]);
    expect(
      refusal(await act(lead, 'disqualify', { code: other.documentId, reason: 'Why' })),
    ).toEqual([400, 'dropdown.wrong-type']);
  });

  it('S10: is the owner’s alone', async () => {
    const lead = await assigned();
    const code = await a.value('disqualification-code', 'non-target-client');

    const reply = await act(
      lead,
      'disqualify',
      { code: code.documentId, reason: 'Why' },
      'manager',
    );

    expect(refusal(reply)).toEqual([403, 'access.owner']);
  });

  it('S12 R22 X37: demand not generated makes one opportunity, through a renamed code too', async () => {
    const master = await app.strapi.db
      .query('plugin::crm.master-type')
      .findOne({ where: { key: 'demand-not-generated' } });
    const type = await app.strapi.db
      .query('plugin::crm.dropdown-type')
      .findOne({ where: { key: 'disqualification-code' } });
    const code = await a.create('dropdown-value', {
      label: 'Later, perhaps',
      dropdownType: type?.documentId,
      masterType: master?.documentId,
    });
    const lead = await assigned();
    const bare = await assigned({ goal: null });
    const data = { code: code.documentId, reason: 'Next year' };

    const unasked = await act(lead, 'disqualify', data);
    const incomplete = await act(bare, 'disqualify', { ...data, opportunity: FORM() });
    const done = await act(lead, 'disqualify', { ...data, opportunity: FORM() });

    expect(refusal(unasked)).toEqual([400, 'input.invalid']);
    expect(unasked.body.error.details.errors[0].path).toEqual(['opportunity', 'city']);
    expect(refusal(incomplete)).toEqual([400, 'qualification.incomplete']);
    expect(done.status).toBe(200);
    expect(await opportunitiesOf(lead)).toHaveLength(1);
    expect(await read(lead)).toMatchObject({ state: 'disqualified', outcome: 'unqualified' });
  });
});

describe('correcting a disqualification', () => {
  const codes = async () => ({
    later: (await a.value('disqualification-code', 'demand-is-not-generated')).documentId,
    student: (await a.value('disqualification-code', 'non-target-client')).documentId,
  });
  const disqualified = async (code: string, more: object = {}) => {
    const lead = await assigned();
    const reply = await act(lead, 'disqualify', { code, reason: 'Not yet', ...more });
    expect(reply.status).toBe(200);
    return lead;
  };

  it('X37: the opportunity of the earlier code stays, marked for decision; undo takes that back', async () => {
    const { later, student } = await codes();
    const lead = await disqualified(later, { opportunity: FORM() });
    const [made] = await opportunitiesOf(lead);
    expect(Boolean(made.forDecision)).toBe(false);
    const previewed = await preview(lead, 'correct-disqualification', { code: student });

    const reply = await act(lead, 'correct-disqualification', { code: student });

    expect(reply.status).toBe(200);
    expect(reply.body.meta.operation.changes).toEqual(previewed.body.meta.operation.changes);
    expect(reply.body.meta.operation.kept).toContainEqual(expect.objectContaining({ rule: 'X37' }));
    expect(await read(lead)).toMatchObject({
      state: 'disqualified',
      outcome: 'unqualified',
      disqualificationCode: { documentId: student },
      disqualificationReason: 'Not yet',
      opportunity: { documentId: made.documentId, forDecision: true },
    });
    const undone = await app.as.sales.post(
      `/api/crm/operations/${reply.body.meta.operation.documentId}/undo`,
    );
    expect(undone.status).toBe(200);
    expect(await read(lead)).toMatchObject({
      disqualificationCode: { documentId: later },
      opportunity: { documentId: made.documentId, forDecision: false },
    });
  });

  it('X37 S12: to a code that keeps demand it makes the opportunity, once', async () => {
    const { later, student } = await codes();
    const lead = await disqualified(student);

    const unasked = await act(lead, 'correct-disqualification', { code: later });
    const done = await act(lead, 'correct-disqualification', { code: later, opportunity: FORM() });
    await act(lead, 'correct-disqualification', { code: student });
    await act(lead, 'correct-disqualification', { code: later, opportunity: FORM() });

    expect(refusal(unasked)).toEqual([400, 'input.invalid']);
    expect(done.status).toBe(200);
    expect(await opportunitiesOf(lead)).toMatchObject([{ forDecision: false }]);
  });

  it('X37 R32: an edit of code or reason is a correction, through form, API and query alike', async () => {
    const { later, student } = await codes();
    const unreachable = await a.value('disqualification-code', 'impossible-to-contact');
    const lead = await disqualified(student);
    const url = `/api/crm/leads/${lead.documentId}`;
    const form = `/content-manager/collection-types/plugin::crm.lead/${lead.documentId}`;

    const replies = [
      await app.as.sales.put(url, { data: { disqualificationReason: 'A pupil' } }),
      await app.inPanel.sales.put(form, {
        disqualificationCode: { connect: [{ id: unreachable.id }], disconnect: [] },
      }),
    ];
    await app.strapi.db.query('plugin::crm.lead').update({
      where: { id: lead.id },
      data: { disqualificationReason: 'No number' } as never,
    });
    const stranger = await app.as.sue.put(url, { data: { disqualificationReason: 'Mine' } });
    const demand = await app.as.sales.put(url, { data: { disqualificationCode: later } });

    expect(replies.map(({ status }) => status)).toEqual([200, 200]);
    expect(refusal(stranger)).toEqual([403, 'access.owner']);
    expect(refusal(demand)).toEqual([400, 'input.invalid']);
    expect(await read(lead)).toMatchObject({
      disqualificationCode: { label: 'Impossible to contact' },
      disqualificationReason: 'No number',
    });
    const { body } = await app.as.sales.get(`${url}/history`);
    expect(body.data.slice(0, 3).map(({ action }: { action: string }) => action)).toEqual(
      Array.from({ length: 3 }, () => 'correct-disqualification'),
    );
  });

  it('X37 R10: only of a disqualified lead that is active', async () => {
    const open = await assigned();
    const { student } = await codes();
    const lead = await disqualified(student);
    await act(lead, 'deactivate');

    expect(refusal(await act(open, 'correct-disqualification', { reason: 'x' }))).toEqual([
      409,
      'lead.state',
    ]);
    expect(refusal(await act(lead, 'correct-disqualification', { reason: 'x' }))).toEqual([
      409,
      'lead.inactive',
    ]);
  });
});

describe('an inactive lead', () => {
  it('S17 R10: is neither reassigned, qualified, disqualified nor moved', async () => {
    const lead = await assigned();
    const code = await a.value('disqualification-code', 'non-target-client');
    await act(lead, 'deactivate');

    const replies = [
      await act(lead, 'reassign', { owner: id('sue') }),
      await act(lead, 'qualify', FORM()),
      await act(lead, 'disqualify', { code: code.documentId, reason: 'Why' }),
      await act(lead, 'change-stage', { stage: stage('sales/Qualified'), data: FORM() }),
    ];

    expect(replies.map(refusal)).toEqual(replies.map(() => [409, 'lead.inactive']));
  });
});

describe('the lists of leads', () => {
  it('E9 R27: ready-made views show the leads in final states, the default one does not', async () => {
    const [qualified, refused] = [await assigned(), await assigned()];
    const code = await a.value('disqualification-code', 'non-target-client');
    await act(qualified, 'qualify', FORM());
    await act(refused, 'disqualify', { code: code.documentId, reason: 'Too small' });
    const listed = async (view: string): Promise<string[]> => {
      const ids = `filters[id][$in][0]=${qualified.id}&filters[id][$in][1]=${refused.id}`;
      const { body } = await app.as.sales.get(`/api/crm/leads?view=${view}&${ids}`);
      return body.data.map(({ documentId }: Made) => documentId);
    };

    expect(await listed('open')).toEqual([]);
    expect(await listed('qualified')).toEqual([qualified.documentId]);
    expect(await listed('unqualified')).toEqual([refused.documentId]);
    expect((await listed('closed')).toSorted()).toEqual(
      [qualified.documentId, refused.documentId].toSorted(),
    );
  });
});

describe('moving a lead along its pipeline', () => {
  it('S1 S2 E1: a new lead is New and nobody’s; its state is not typed', async () => {
    const lead = await a.lead();

    const typed = await app.as.admin.put(`/api/crm/leads/${lead.documentId}`, {
      data: { state: 'qualified' },
    });

    expect(await read(lead)).toMatchObject({ state: 'new', owner: null, stage: { name: 'New' } });
    expect(refusal(typed)).toEqual([409, 'field.guarded']);
    expect(typed.body.error.details.action).toBe('change-stage');
  });

  it('E2 E4: a stage of the same state is a move; of another it is the action of that state', async () => {
    const lead = await a.lead();

    const bare = await act(lead, 'change-stage', { stage: stage('sales/Assigned') });
    const claimed = await act(lead, 'change-stage', {
      stage: stage('sales/Assigned'),
      data: { owner: id('sales') },
    });

    expect(refusal(bare)).toEqual([400, 'input.invalid']);
    expect(bare.body.error.details).toMatchObject({
      action: 'assign',
      errors: [{ path: ['data', 'owner'] }],
    });
    expect(claimed.status).toBe(200);
    expect(await read(lead)).toMatchObject({ state: 'assigned', stage: { name: 'Assigned' } });
  });

  it('E10 X62: a move to Qualified qualifies, with the form and the access of qualifying', async () => {
    const lead = await assigned();
    const to = stage('sales/Qualified');

    const bare = await act(lead, 'change-stage', { stage: to });
    const other = await act(lead, 'change-stage', { stage: to, data: FORM() }, 'manager');
    const done = await act(lead, 'change-stage', { stage: to, data: FORM() });

    expect(bare.body.error.details).toMatchObject({ action: 'qualify' });
    expect(refusal(other)).toEqual([403, 'access.owner']);
    expect(done.status).toBe(200);
    expect(await opportunitiesOf(lead)).toHaveLength(1);
  });

  it('E3 R18: only forward, unless the pipeline allows it; back to New releases the owner (E1)', async () => {
    const lead = await assigned();
    const to = stage('sales/New');

    const backward = await act(lead, 'change-stage', { stage: to });
    expect(refusal(backward)).toEqual([409, 'stage.backward']);

    await withPipeline('sales', { forwardOnly: false }, async () => {
      expect((await act(lead, 'change-stage', { stage: to })).status).toBe(200);
    });
    expect(await read(lead)).toMatchObject({ state: 'new', owner: null });
  });

  it('R18: next-only passes over no open stage, by whichever action', async () => {
    const between = await a.create('stage', {
      name: 'Contacted',
      state: 'new',
      position: 1,
      pipeline: (await pipeline('inbound')).documentId,
    });
    const lead = await a.lead({ pipeline: (await pipeline('inbound')).documentId });
    await a.force('stage', stages['inbound/Processing'] as Made, { position: 2 });

    await withPipeline('inbound', { nextOnly: true }, async () => {
      const skipped = await act(lead, 'assign', { owner: id('sales') });
      expect(refusal(skipped)).toEqual([409, 'stage.skipped']);
      await act(lead, 'change-stage', { stage: between.documentId }, 'manager');
      expect((await act(lead, 'assign', { owner: id('sales') })).status).toBe(200);
    });
    expect((await read(lead)).stage.name).toBe('Processing');
  });

  it('E18: refuses a stage of another pipeline, and one that does not exist', async () => {
    const lead = await assigned();

    for (const to of [stage('inbound/Processing'), 'no-such-stage']) {
      const reply = await act(lead, 'change-stage', { stage: to });
      expect(refusal(reply)).toEqual([400, 'input.invalid']);
      expect(reply.body.error.details.errors[0].path).toEqual(['stage']);
    }
  });

  it('X42: nothing leads to Dropped', async () => {
    const lead = await assigned();

    expect(refusal(await act(lead, 'change-stage', { stage: stage('sales/Dropped') }))).toEqual([
      409,
      'lead.state',
    ]);
  });

  it('X59 E18: to another pipeline by state, wherever that state stands there', async () => {
    const lead = await assigned();

    const reply = await act(lead, 'change-pipeline', {
      pipeline: (await pipeline('inbound')).documentId,
    });

    expect(reply.status).toBe(200);
    expect(await read(lead)).toMatchObject({
      state: 'assigned',
      pipeline: { key: 'inbound' },
      stage: { name: 'Processing' },
    });
  });

  it('E18: a lead begins in the New stage of the pipeline that it is made in', async () => {
    const { body } = await app.as.sales.post('/api/crm/leads?populate=*', {
      data: { title: 'From the site', pipeline: (await pipeline('inbound')).documentId },
    });

    expect(body.data).toMatchObject({
      state: 'new',
      pipeline: { key: 'inbound' },
      stage: { documentId: stage('inbound/New') },
    });
  });
});

const pipeline = async (key: string): Promise<any> =>
  app.strapi.db.query('plugin::crm.pipeline').findOne({ where: { key } });

async function withPipeline(key: string, settings: object, work: () => Promise<void>) {
  const { documentId, forwardOnly, nextOnly, allowReopen } = await pipeline(key);
  const set = (data: object) => app.as.admin.put(`/api/crm/pipelines/${documentId}`, { data });
  expect((await set(settings)).status).toBe(200);
  try {
    await work();
  } finally {
    await set({ forwardOnly, nextOnly, allowReopen });
  }
}

describe('reopening a lead', () => {
  const code = () => a.value('disqualification-code', 'non-target-client');
  const disqualified = async () => {
    const lead = await assigned();
    await act(lead, 'disqualify', { code: (await code()).documentId, reason: 'No budget' });
    return lead;
  };
  const back = () => ({ stage: stage('sales/Assigned'), reason: 'They found a budget' });

  it('E7 E16 R19: final is final, unless an administrator allowed it', async () => {
    const lead = await disqualified();

    expect(refusal(await act(lead, 'reopen', back()))).toEqual([409, 'reopen.not-allowed']);
    expect(refusal(await act(lead, 'qualify', FORM()))).toEqual([409, 'lead.final']);
  });

  it('E17 R19: then it goes back to an earlier stage with a reason, and the loss to the history', async () => {
    const lead = await disqualified();

    await withPipeline('sales', { allowReopen: true }, async () => {
      expect(refusal(await act(lead, 'reopen', { stage: back().stage }))).toEqual([
        400,
        'reason.required',
      ]);
      expect(refusal(await act(lead, 'reopen', back(), 'sue'))).toEqual([403, 'access.owner']);
      expect(refusal(await act(lead, 'reopen', { ...back(), stage: stage('sales/Lost') }))).toEqual(
        [400, 'input.invalid'],
      );
      expect((await act(lead, 'reopen', back())).status).toBe(200);
    });

    expect(await read(lead)).toMatchObject({
      state: 'assigned',
      status: 'open',
      outcome: null,
      closedAt: null,
      disqualificationCode: null,
      disqualificationReason: null,
      owner: { name: 'Sam Sales' },
    });
    const history = await app.as.sales.get(`/api/crm/leads/${lead.documentId}/history`);
    expect(history.body.data[0]).toMatchObject({
      action: 'reopen',
      input: { reason: 'They found a budget' },
    });
    expect(history.body.data[0].changes).toContainEqual(
      expect.objectContaining({ field: 'outcome', before: 'unqualified', after: null }),
    );
  });

  it('X66: what an administrator took back while the form was open is refused when it is saved', async () => {
    const lead = await disqualified();
    await withPipeline('sales', { allowReopen: true }, async () => {
      const { body } = await app.as.sales.get(`/api/crm/leads/${lead.documentId}/actions`);
      const row = body.data.find(({ action }: { action: string }) => action === 'reopen');
      expect(row.allowed).toBe(true);
    });

    expect(refusal(await act(lead, 'reopen', back()))).toEqual([409, 'reopen.not-allowed']);
    expect((await read(lead)).state).toBe('disqualified');
  });

  it('R20: its opportunity stays, and qualifying again makes no second one', async () => {
    const lead = await assigned();
    await act(lead, 'qualify', FORM());
    const [made] = await opportunitiesOf(lead);

    await withPipeline('sales', { allowReopen: true }, async () => {
      await act(lead, 'reopen', back());
    });
    const again = await act(lead, 'qualify', FORM());

    expect(again.status).toBe(200);
    expect(again.body.meta.operation.kept).toContainEqual(expect.objectContaining({ rule: 'R20' }));
    expect(await opportunitiesOf(lead)).toHaveLength(1);
    expect((await read(lead)).opportunity.documentId).toBe(made.documentId);
  });

  it('R20: a second one is made when it is asked for by name', async () => {
    const lead = await assigned();
    await act(lead, 'qualify', FORM());
    await withPipeline('sales', { allowReopen: true }, async () => {
      await act(lead, 'reopen', back());
    });

    await act(lead, 'qualify', { ...FORM(), createAnother: true, name: 'Phase 2' });

    expect((await opportunitiesOf(lead)).map(({ name }) => name)).toContain('Phase 2');
    expect((await read(lead)).opportunity.name).toBe('Phase 2');
  });

  it('X67: a stage that was deleted since is not offered; its time starts again, and the loss stays in history', async () => {
    const sales = await pipeline('sales');
    const visited = await a.create('stage', {
      name: 'Visited',
      state: 'assigned',
      pipeline: sales.documentId,
      position: 2,
    });
    const lead = await assigned();
    await act(lead, 'change-stage', { stage: visited.documentId });
    await act(lead, 'disqualify', { code: (await code()).documentId, reason: 'No budget' });
    const removed = await app.as.admin.delete(`/api/crm/stages/${visited.documentId}`);
    expect(removed.status).toBeLessThan(300);
    const closed = await read(lead);

    await withPipeline('sales', { allowReopen: true }, async () => {
      const gone = await act(lead, 'reopen', { ...back(), stage: visited.documentId });
      expect(refusal(gone)).toEqual([400, 'input.invalid']);
      expect(gone.body.error.details.errors[0].path).toEqual(['stage']);
      expect((await act(lead, 'reopen', back())).status).toBe(200);
    });

    const open = await read(lead);
    expect(new Date(open.stageEnteredAt).getTime()).toBeGreaterThan(
      new Date(closed.stageEnteredAt).getTime(),
    );
    const { body } = await app.as.sales.get(`/api/crm/leads/${lead.documentId}/history`);
    const [, loss] = body.data;
    expect(loss).toMatchObject({ action: 'disqualify', input: { reason: 'No budget' } });
    expect(loss.changes).toContainEqual(
      expect.objectContaining({ field: 'outcome', after: 'unqualified' }),
    );
  });

  it('X69: an owner who has left keeps the lead, says so, and another one can take it over', async () => {
    const leaver = await a.create('member', {
      name: 'Lea Leaver',
      email: 'lea.reopens@crm.example',
      roles: (await find('role', { key: 'crm_sales' })).map(({ documentId }) => documentId),
    });
    const lead = await assigned({ owner: leaver.documentId });
    const asSystem = app.strapi.db.query('plugin::crm.lead');
    const lost = await a.value('lead-score', 'lost');
    await asSystem.update({ where: { id: lead.id }, data: { leadScore: lost.id } as never });
    await act(lead, 'activate', { restoreContacts: false });
    await a.force('member', leaver, { active: false });

    const reply = await act(lead, 'reopen', back(), 'manager');
    const taken = await act(lead, 'reassign', { owner: id('sue') }, 'manager');

    expect(reply.status).toBe(200);
    expect(reply.body.meta.operation.kept).toContainEqual(
      expect.objectContaining({ rule: 'X69', because: expect.stringContaining('Lea Leaver') }),
    );
    expect(reply.body.data.status).toBe('open');
    expect(taken.status).toBe(200);
    expect((await read(lead)).owner.name).toBe('Sue Sales');
  });

  it('X69 X29 R28: a contact comes back without the address that somebody else was given meanwhile', async () => {
    const email = 'given.away@crm.example';
    const lead = await assigned();
    const ida = await a.contact({ email });
    await a.link(lead, ida, { primaryIndividual: true });
    const lost = await a.value('lead-score', 'lost');
    await act(lead, 'score', { leadScore: lost.documentId });
    await act(lead, 'activate', { restoreContacts: false });
    const put = (who: Made, data: object) =>
      app.as.sales.put(`/api/crm/contacts/${who.documentId}`, { data });

    // While she is out she still holds it; given up, it is anybody's.
    const held = await app.as.sales.post('/api/crm/contacts', { data: { lastName: 'New', email } });
    await put(ida, { email: null });
    const next = await app.as.sales.post('/api/crm/contacts', { data: { lastName: 'New', email } });
    const reply = await act(lead, 'reopen', back());
    const clash = await put(ida, { email });
    const chosen = await put(ida, { email: 'ida.anew@crm.example' });

    expect(refusal(held)).toEqual([409, 'email.taken']);
    expect([next.status, reply.status, chosen.status]).toEqual([201, 200, 200]);
    expect(refusal(clash)).toEqual([409, 'email.taken']);
    expect(clash.body.error.details.holder).toMatchObject({
      documentId: next.body.data.documentId,
    });
    expect(await a.isActive('contact', ida)).toBe(true);
    expect((await a.read('contact', ida)).email).toBe('ida.anew@crm.example');
    expect((await a.read('contact', next.body.data)).email).toBe(email);
  });

  it('R12: gives back the contacts that its closing took, when it was set active without them', async () => {
    const lead = await assigned();
    const ida = await a.contact();
    await a.link(lead, ida, { primaryIndividual: true });
    const lost = await a.value('lead-score', 'lost');
    await act(lead, 'score', { leadScore: lost.documentId });
    await act(lead, 'activate', { restoreContacts: false });
    expect(await a.isActive('contact', ida)).toBe(false);

    const reply = await act(lead, 'reopen', back());

    expect(reply.status).toBe(200);
    expect(await a.isActive('contact', ida)).toBe(true);
    expect(await read(lead)).toMatchObject({ status: 'open', leadScore: null });
  });
});

describe('the qualification process', () => {
  const waiting = async () => {
    const { documentId } = await pipeline('inbound');
    const lead = await a.lead({ pipeline: documentId, owner: id('sales'), title: 'Inbound' });
    const reply = await act(lead, 'qualify');
    expect(reply.status).toBe(200);
    const { pendingQualification } = await read(lead);
    return { lead, task: pendingQualification as Made };
  };
  const complete = (task: Made, data: object, who: Person = 'sales') =>
    app.as[who].post(`/api/crm/tasks/${task.documentId}/complete`, { data });
  const answers = (name: string) => ({ newCompany: { name }, type: 'deal-and-company' });

  it('E10 R23: the responsible gets a task, the lead waits, and nothing is made yet', async () => {
    const { lead, task } = await waiting();

    expect(await read(lead)).toMatchObject({ state: 'assigned', status: 'open' });
    expect((await find('task', { id: task.id }))[0]).toMatchObject({
      title: 'Request qualification data',
      kind: 'qualification',
      status: 'open',
      assignee: { name: 'Sam Sales' },
    });
    expect(await opportunitiesOf(lead)).toEqual([]);
    expect(refusal(await act(lead, 'qualify'))).toEqual([409, 'request.pending']);
  });

  it('E11 E12 E14: done converts the lead at once, with company and deal', async () => {
    const { lead, task } = await waiting();

    const bare = await complete(task, { type: 'deal-and-company' });
    const done = await complete(task, answers('Inbound One'));
    const twice = await complete(task, answers('Inbound Two'));

    expect(refusal(bare)).toEqual([400, 'input.invalid']);
    expect(bare.body.error.details.errors[0].path).toEqual(['company']);
    expect(done.status).toBe(200);
    expect(refusal(twice)).toEqual([409, 'request.settled']);
    expect(await read(lead)).toMatchObject({
      state: 'qualified',
      pendingQualification: null,
      company: { name: 'Inbound One' },
    });
    expect(await opportunitiesOf(lead)).toHaveLength(1);
    expect((await find('task', { id: task.id }))[0]).toMatchObject({
      status: 'done',
      completedBy: { name: 'Sam Sales' },
    });
  });

  it('E13: company only makes no deal', async () => {
    const { lead, task } = await waiting();

    await complete(task, { newCompany: { name: 'Inbound Only' }, type: 'company-only' });

    expect(await read(lead)).toMatchObject({ state: 'qualified', opportunity: null });
    expect(await opportunitiesOf(lead)).toEqual([]);
  });

  it('X63: is done by its assignee; who takes the lead over takes the task along', async () => {
    const { lead, task } = await waiting();

    expect(refusal(await complete(task, answers('Nobody'), 'manager'))).toEqual([
      403,
      'access.owner',
    ]);
    await act(lead, 'reassign', { owner: id('sue') }, 'manager');
    expect((await complete(task, answers('Sue AS'), 'sue')).status).toBe(200);
  });

  describe('what was said when it began', () => {
    const begun = async (said: object) => {
      const { documentId } = await pipeline('inbound');
      const lead = await a.lead({ pipeline: documentId, owner: id('sales'), title: 'Begun' });
      const reply = await act(lead, 'qualify', said);
      const { pendingQualification } = await read(lead);
      return { lead, reply, task: pendingQualification as Made };
    };

    it('R23: counts when the task is done', async () => {
      const said = {
        ...FORM(),
        responsible: id('sue'),
        currentSituation: 'They rent',
        newCompany: { name: 'Said AS' },
      };
      const { lead, task } = await begun(said);

      const done = await complete(task, { type: 'deal-and-company', city: 'Bergen' });

      expect(done.status).toBe(200);
      expect((await opportunitiesOf(lead))[0]).toMatchObject({
        city: 'Bergen',
        currentSituation: 'They rent',
        responsible: { name: 'Sue Sales' },
        company: { name: 'Said AS' },
        sellingDirection: { key: 'products' },
      });
    });

    it('S20: a company that somebody else has added since is refused by name, and chosen instead', async () => {
      const { lead, task } = await begun({ newCompany: { name: 'Since AS' } });
      const company = await a.create('company', { name: 'SINCE as' });

      const refused = await complete(task, { type: 'deal-and-company' });
      const chosen = await complete(task, {
        type: 'deal-and-company',
        company: company.documentId,
      });

      expect(refused.body.error.details.errors[0].path).toEqual(['newCompany', 'name']);
      expect(chosen.status).toBe(200);
      expect(await read(lead)).toMatchObject({ company: { name: 'SINCE as' } });
    });

    it.each([
      ['responsible', { responsible: 'nobody' }],
      ['sellingDirection', { sellingDirection: 'nothing' }],
      ['pipeline', { pipeline: 'nowhere' }],
      ['company', { company: 'none' }],
      ['newCompany', { company: 'none', newCompany: { name: 'Both' } }],
    ])('is refused at once where it is wrong: %s', async (field, said) => {
      const { reply, task } = await begun(said);

      expect(refusal(reply)).toEqual([400, 'input.invalid']);
      expect(reply.body.error.details.errors[0].path).toEqual([field]);
      expect(task).toBeNull();
    });
  });

  it('R23: cancelling returns the lead to where it was', async () => {
    const { lead, task } = await waiting();

    const reply = await app.as.sales.post(`/api/crm/tasks/${task.documentId}/cancel`, {});

    expect(reply.status).toBe(200);
    expect(await read(lead)).toMatchObject({ state: 'assigned', pendingQualification: null });
    expect((await find('task', { id: task.id }))[0].status).toBe('cancelled');
    expect((await act(lead, 'qualify')).status).toBe(200);
  });

  it('R23: its first step is not offered to be undone once it is completed; the last one is', async () => {
    const { lead, task } = await waiting();
    const historyOf = async () => {
      const { body } = await app.as.sales.get(`/api/crm/leads/${lead.documentId}/history`);
      return body.data;
    };
    const [before] = await historyOf();
    await app.as.sales.post(`/api/crm/tasks/${task.documentId}/complete`, {
      data: { type: 'company-only', newCompany: { name: 'Step by Step' } },
    });

    const [last, first] = await historyOf();
    const undone = await app.as.sales.post(`/api/crm/operations/${first.documentId}/undo`);

    expect(before).toMatchObject({ action: 'qualify', stays: null });
    expect(last).toMatchObject({ action: 'complete-task', stays: null });
    expect(first).toMatchObject({
      documentId: before.documentId,
      stays: { code: 'operation.conflict', message: undone.body.error.message },
    });
  });

  it('R23: a settled step of it is not reopened: it says what to do instead', async () => {
    const { lead, task } = await waiting();
    const url = `/api/crm/tasks/${task.documentId}`;
    await app.as.sales.post(`${url}/cancel`, {});

    const cancelled = await app.as.sales.post(`${url}/reopen`);
    await act(lead, 'qualify');
    const [again] = await find('task', { status: 'open', lead: { id: lead.id } });
    await app.as.sales.post(`/api/crm/tasks/${again.documentId}/complete`, {
      data: { type: 'company-only', newCompany: { name: 'Reopened & Co' } },
    });
    const done = await app.as.sales.post(`/api/crm/tasks/${again.documentId}/reopen`);

    expect(refusal(cancelled)).toEqual([409, 'operation.conflict']);
    expect(cancelled.body.error.message).toContain('Begin the qualification anew');
    expect(refusal(done)).toEqual([409, 'operation.conflict']);
    expect(done.body.error.message).toContain('Undo the qualification');
    expect(await read(lead)).toMatchObject({ state: 'qualified' });
  });

  it('any other task is reopened by whose it is, and undone like every deed', async () => {
    const lead = await assigned();
    const task = await a.create('task', {
      title: 'Call back',
      lead: lead.documentId,
      assignee: app.members.sales.documentId,
    });
    const url = `/api/crm/tasks/${task.documentId}`;
    const row = async () => (await find('task', { id: task.id }))[0];
    await app.as.sales.post(`${url}/complete`);
    const { completedAt } = await row();

    const others = await app.as.sue.post(`${url}/reopen`);
    const reply = await app.as.sales.post(`${url}/reopen`);
    expect(await row()).toMatchObject({ status: 'open', completedAt: null });
    const twice = await app.as.sales.post(`${url}/reopen`);
    const { documentId } = reply.body.meta.operation;
    await app.as.sales.post(`/api/crm/operations/${documentId}/undo`);

    expect(completedAt).not.toBeNull();
    expect(refusal(others)).toEqual([403, 'access.owner']);
    expect(reply.body.data).toMatchObject({ status: 'open' });
    expect(reply.body.meta.operation.action).toBe('reopen-task');
    expect(twice.body.meta.operation.changes).toEqual([]);
    expect(await row()).toMatchObject({ status: 'done', completedAt });
  });

  it('R23 X38: whatever ends the lead otherwise ends the waiting, and says so', async () => {
    const { lead, task } = await waiting();

    const reply = await act(lead, 'deactivate');

    expect(reply.body.meta.operation.changes).toContainEqual(
      expect.objectContaining({ record: 'task', field: 'status', after: 'cancelled' }),
    );
    expect((await find('task', { id: task.id }))[0].status).toBe('cancelled');
    expect((await read(lead)).pendingQualification).toBeNull();
  });

  it('R24: a running task keeps the version of its process', async () => {
    const copy = await a.create('qualification-process', {
      name: 'Short',
      steps: [
        {
          title: 'Ask the buyer',
          assignee: 'owner',
          fields: [{ key: 'budget', label: 'Budget', type: 'number', required: true }],
        },
        {
          title: 'Finish',
          assignee: 'manager',
          fields: [{ key: 'company', label: 'Company', type: 'company', required: true }],
        },
      ],
    });
    const qualified = stages['inbound/Qualified'] as Made;
    const [{ process: before }] = await find('stage', { id: qualified.id });
    await bind(copy);
    try {
      const { lead, task } = await waiting();
      await app.as.admin.put(`/api/crm/qualification-processes/${copy.documentId}`, {
        data: { steps: [{ title: 'Other', assignee: 'owner', fields: [] }] },
      });

      const first = await complete(task, { budget: 5 });
      expect(first.status).toBe(200);
      const { pendingQualification: second } = await read(lead);
      expect((await find('task', { id: second.id }))[0]).toMatchObject({
        title: 'Finish',
        form: { budget: 5 },
      });
      const [{ assignee }] = await find('task', { id: second.id });
      const who = assignee.name === 'Max Manager' ? 'manager' : 'sales';
      expect((await complete(second, { newCompany: { name: 'Two Steps' } }, who)).status).toBe(200);
      expect((await read(lead)).state).toBe('qualified');
    } finally {
      await bind(before);
    }

    function bind(process: { documentId: string }) {
      return app.as.admin.put(`/api/crm/stages/${qualified.documentId}`, {
        data: { process: process.documentId },
      });
    }
  });

  it('R32: a task’s standing is not typed; its assignee changes as a deed', async () => {
    const { task } = await waiting();
    const url = `/api/crm/tasks/${task.documentId}`;

    expect(refusal(await app.as.sales.put(url, { data: { status: 'done' } }))).toEqual([
      409,
      'field.guarded',
    ]);
    expect((await app.as.sales.put(url, { data: { assignee: id('sue') } })).status).toBe(200);
    expect((await find('task', { id: task.id }))[0].assignee.name).toBe('Sue Sales');
    expect(refusal(await app.as.sales.delete(url))).toEqual([409, 'field.guarded']);
  });
});

describe('marketing lists', () => {
  it('S13: sales and managers put a lead on a list, in any state, once', async () => {
    const lead = await assigned();
    const list = await a.create('marketing-list', { name: 'Spring' });

    const first = await act(lead, 'add-to-marketing-list', { list: list.documentId });
    const again = await act(lead, 'add-to-marketing-list', { list: list.documentId }, 'manager');
    const admin = await act(lead, 'add-to-marketing-list', { list: list.documentId }, 'admin');

    expect(first.status).toBe(200);
    expect(again.body.meta.operation).toMatchObject({ changes: [], kept: [{ rule: 'X40' }] });
    expect(refusal(admin)).toEqual([403, 'access.role']);
    expect((await find('marketing-list', { id: list.id }))[0].leads).toHaveLength(1);
  });

  it('R32: not from the side of the list either; undo takes off what it put on', async () => {
    const lead = await assigned();
    const list = await a.create('marketing-list', { name: 'Summer' });
    const url = `/api/crm/marketing-lists/${list.documentId}`;

    const forged = await app.as.sales.put(url, { data: { leads: [lead.documentId] } });
    const done = await act(lead, 'add-to-marketing-list', { list: list.documentId });
    const { documentId } = done.body.meta.operation;
    const undone = await app.as.sales.post(`/api/crm/operations/${documentId}/undo`, {});

    expect(refusal(forged)).toEqual([409, 'field.guarded']);
    expect(undone.status).toBe(200);
    expect((await find('marketing-list', { id: list.id }))[0].leads).toEqual([]);
  });

  it('X40: says who will not be contacted', async () => {
    const lead = await assigned();
    const person = await a.contact({ firstName: 'Quiet', doNotContact: true });
    await a.link(lead, person, { primaryIndividual: true });
    const list = await a.create('marketing-list', { name: 'Autumn' });

    const { body } = await act(lead, 'add-to-marketing-list', { list: list.documentId });

    expect(body.meta.operation.kept[0].because).toContain('Quiet');
  });
});

describe('what a caller may do', () => {
  it('R13: tells for each action why not, and who could', async () => {
    const lead = await assigned();

    const { body } = await app.as.manager.get(`/api/crm/leads/${lead.documentId}/actions`);

    const row = (key: string) => body.data.find(({ action }: { action: string }) => action === key);
    expect(row('reassign')).toMatchObject({ allowed: true, refusal: null });
    expect(row('qualify')).toMatchObject({
      allowed: false,
      refusal: { code: 'access.owner', whoCould: { roles: [], owner: { label: 'Sam Sales' } } },
    });
    expect(row('assign')).toMatchObject({ allowed: false, refusal: { code: 'lead.state' } });
  });

  it('R13: several roles, the most permissive counts; grants are the role’s to say', async () => {
    const lead = await assigned();
    const role = await a.create('role', {
      key: 'closer',
      name: 'Closer',
      grants: { disqualify: 'any' },
    });
    const manager = app.members.manager.documentId;
    await app.strapi.documents('plugin::crm.member' as never).update({
      documentId: manager,
      data: { roles: { connect: [role.documentId] } },
    } as never);
    const code = await a.value('disqualification-code', 'non-target-client');

    const reply = await act(
      lead,
      'disqualify',
      { code: code.documentId, reason: 'Not for us' },
      'manager',
    );

    expect(reply.status).toBe(200);
  });
});
