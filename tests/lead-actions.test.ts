import { appForTests } from './support/app';
import { builders, type Made } from './support/builders';

const app = appForTests();
const a = builders(app);
let lost: Made;
let hot: Made;
let death: Made;

beforeAll(async () => {
  lost = await a.value('lead-score', 'lost');
  hot = await a.value('lead-score', 'hot');
  death = await a.value('lead-score', 'deceased');
});

const url = (lead: Made, action: string) => `/api/crm/leads/${lead.documentId}/${action}`;

async function family() {
  const lead = await a.lead();
  const ida = await a.contact({ firstName: 'Ida' });
  const spouse = await a.contact({ firstName: 'Sven' });
  const child = await a.contact({ firstName: 'Carl' });
  await a.link(lead, ida, { primaryIndividual: true, relationship: 'self' });
  await a.link(lead, spouse, { primaryContact: true, relationship: 'spouse' });
  await a.link(lead, child, { relationship: 'child' });
  return { lead, ida, spouse, child };
}

const active = async (...people: Made[]): Promise<boolean[]> => {
  const answers: boolean[] = [];
  for (const person of people) answers.push(await a.isActive('contact', person));
  return answers;
};

describe('scoring over HTTP', () => {
  it('A8 A10 A12: a closing score takes the primary individual and leaves spouse and child', async () => {
    const { lead, ida, spouse, child } = await family();

    const reply = await app.as.sales.post(url(lead, 'score'), {
      data: { leadScore: lost.documentId },
    });

    expect(reply.body.data).toMatchObject({ status: 'closed', outcome: 'lost', active: false });
    expect(await active(ida, spouse, child)).toEqual([false, true, true]);
    expect(reply.body.meta.operation.kept).toEqual([
      expect.objectContaining({ documentId: spouse.documentId, rule: 'A12' }),
    ]);
  });

  it('A9 A13: a value that an editor adds and names in another language closes just as well', async () => {
    const type = await app.as.editor.get('/api/crm/dropdown-types?filters[key]=lead-score');
    const master = await app.as.editor.get(
      '/api/crm/master-types?filters[key]=lost-lead&filters[dropdownType][key]=lead-score',
    );
    const value = await app.as.editor.post('/api/crm/dropdown-values', {
      data: {
        label: 'Verloren',
        dropdownType: type.body.data[0].documentId,
        masterType: master.body.data[0].documentId,
      },
    });
    const { lead, ida } = await family();

    await app.as.sales.post(url(lead, 'score'), {
      data: { leadScore: value.body.data.documentId },
    });

    expect(value.body.data.key).toBe('verloren');
    expect(await a.read('lead', lead)).toMatchObject({ outcome: 'lost' });
    expect(await active(ida)).toEqual([false]);
  });

  it('A6 R10: the loss can be recorded after the lead was set inactive', async () => {
    const { lead } = await family();
    const reason = await a.value('lost-reason', 'financial');
    await app.as.sales.post(url(lead, 'deactivate'), {});

    const reply = await app.as.sales.post(url(lead, 'score'), {
      data: { leadScore: lost.documentId, lostReason: reason.documentId },
    });

    expect(reply.body.data).toMatchObject({ outcome: 'lost', active: false });
  });

  it('R30 X21: a death by mistake is corrected by undoing it, earlier consent included', async () => {
    const { lead, ida } = await family();
    await a.force('contact', ida, { do_not_contact: true });
    const reply = await app.as.sales.post(url(lead, 'score'), {
      data: { leadScore: death.documentId },
    });
    expect(await a.read('contact', ida)).toMatchObject({
      deceased: true,
      doNotContact: true,
      active: false,
    });

    await app.as.sales.post(`/api/crm/operations/${reply.body.meta.operation.documentId}/undo`, {});

    expect(await a.read('contact', ida)).toMatchObject({
      deceased: false,
      doNotContact: true,
      active: true,
      inactiveReason: null,
    });
    expect(await a.read('lead', lead)).toMatchObject({
      status: 'open',
      outcome: null,
      active: true,
    });
  });

  it('X18: scoring back opens the lead and leaves it inactive until it is activated', async () => {
    const { lead, ida } = await family();
    await a.own(lead, app.members.sales);
    await app.as.sales.post(url(lead, 'score'), { data: { leadScore: lost.documentId } });

    const back = await app.as.sales.post(url(lead, 'score'), {
      data: { leadScore: hot.documentId },
    });
    expect(back.body.data).toMatchObject({ status: 'open', outcome: null, active: false });
    expect(await active(ida)).toEqual([false]);

    await app.as.sales.post(url(lead, 'activate'), {});
    expect(await active(ida)).toEqual([true]);
  });
});

describe('activating over HTTP', () => {
  it('R12: brings back exactly whom the closing took', async () => {
    const { lead, ida, spouse, child } = await family();
    await app.as.sales.post(`/api/crm/contacts/${child.documentId}/deactivate`, {
      data: { reason: 'left-company' },
    });
    await app.as.sales.post(url(lead, 'deactivate'), {});
    expect(await active(ida, spouse, child)).toEqual([false, false, false]);

    const reply = await app.as.sales.post(url(lead, 'activate'), {});

    expect(await active(ida, spouse, child)).toEqual([true, true, false]);
    expect(reply.body.meta.operation.kept).toEqual([
      expect.objectContaining({ documentId: child.documentId, rule: 'R12' }),
    ]);
  });

  it('S18: neither closing nor activating touches the opportunity', async () => {
    const { lead } = await family();
    const opportunity = await a.create('opportunity', { name: 'Deal' });
    await a.force('opportunity', opportunity, { originating_lead_key: lead.id });
    const before = await a.read('opportunity', opportunity);

    await app.as.sales.post(url(lead, 'deactivate'), {});
    await app.as.sales.post(url(lead, 'activate'), {});

    expect(await a.read('opportunity', opportunity)).toEqual(before);
  });
});

describe('preview', () => {
  it.each(['deactivate', 'score'])(
    'tells what %s would do, does nothing, and the deed does just that',
    async (action) => {
      const { lead, ida, child } = await family();
      const other = await a.lead({ title: 'Other' });
      await a.link(other, child);
      const body = action === 'score' ? { data: { leadScore: lost.documentId } } : {};
      const before = await a.read('lead', lead);

      const preview = await app.as.sales.post(`${url(lead, action)}?preview=true`, body);
      expect(preview.body.meta.operation).toMatchObject({
        preview: true,
        documentId: null,
        action,
      });
      expect(await a.read('lead', lead)).toEqual(before);
      expect(await active(ida)).toEqual([true]);

      const deed = await app.as.sales.post(url(lead, action), body);
      expect(deed.body.meta.operation.changes).toEqual(preview.body.meta.operation.changes);
      expect(deed.body.meta.operation.kept).toEqual(preview.body.meta.operation.kept);
      for (const change of deed.body.meta.operation.changes)
        expect(change.rule).toEqual(expect.any(String));
    },
  );
});

describe('history and undo', () => {
  it('tells who did what, when and by which rule, newest first', async () => {
    const { lead, ida } = await family();
    await app.as.sales.post(url(lead, 'deactivate'), { data: { reason: 'moved away' } });

    const { body } = await app.as.sales.get(url(lead, 'history'));

    expect(body.data.map(({ action }: { action: string }) => action)).toEqual([
      'deactivate',
      'create',
    ]);
    expect(body.data[0]).toMatchObject({
      actor: { kind: 'member', name: 'Sam Sales' },
      door: 'rest',
      input: { reason: 'moved away' },
      number: 2,
    });
    expect(body.data[0].changes).toContainEqual(
      expect.objectContaining({
        record: 'contact',
        documentId: ida.documentId,
        field: 'active',
        rule: 'R6',
      }),
    );
    expect(body.meta.pagination).toMatchObject({ page: 1, total: 2 });
  });

  it('I5: is in order of time, though the deed before was done by a node whose clock is ahead', async () => {
    const { lead } = await family();
    const ahead = new Date(Date.now() + 60_000);
    await app.strapi.db
      .connection('crm_operations')
      .where({ lead_id: lead.id })
      .update({ created_at: ahead });

    const done = await app.as.sales.post(url(lead, 'score'), {
      data: { leadScore: lost.documentId },
    });
    await app.as.sales.post(`/api/crm/operations/${done.body.meta.operation.documentId}/undo`, {});

    const { body } = await app.as.sales.get(url(lead, 'history'));
    expect(body.data.map(({ action, at }: Record<string, string>) => [action, at])).toEqual(
      ['undo', 'score', 'create'].map((action) => [action, ahead.toISOString()]),
    );
    expect(done.body.data.closedAt).toBe(ahead.toISOString());
  });

  it('undoes exactly, and the undo is undone as well', async () => {
    const { lead, ida, spouse, child } = await family();
    const done = await app.as.sales.post(url(lead, 'deactivate'), {});
    const undoUrl = `/api/crm/operations/${done.body.meta.operation.documentId}/undo`;

    const preview = await app.as.sales.post(`${undoUrl}?preview=true`, {});
    expect(await active(ida, spouse, child)).toEqual([false, false, false]);
    const undone = await app.as.sales.post(undoUrl, {});
    expect(undone.body.meta.operation.changes).toEqual(preview.body.meta.operation.changes);
    expect(await active(ida, spouse, child)).toEqual([true, true, true]);
    expect(await a.read('contact', ida)).toMatchObject({ inactiveReason: null });

    const again = await app.as.sales.post(
      `/api/crm/operations/${undone.body.meta.operation.documentId}/undo`,
      {},
    );
    expect(again.status).toBe(200);
    expect(await active(ida, spouse, child)).toEqual([false, false, false]);
  });

  it('X68: refuses, and names what has changed since', async () => {
    const { lead, child } = await family();
    const done = await app.as.sales.post(url(lead, 'deactivate'), {});
    await app.as.sales.post(`/api/crm/contacts/${child.documentId}/deactivate`, {
      data: { reason: 'credit-hold' },
    });

    const reply = await app.as.sales.post(
      `/api/crm/operations/${done.body.meta.operation.documentId}/undo`,
      {},
    );

    expect(reply.status).toBe(409);
    expect(reply.body.error.details.code).toBe('operation.conflict');
    expect(reply.body.error.message).toContain('Carl');
    expect(await a.isActive('lead', lead)).toBe(false);
  });

  it('asks for the access that the operation itself asked for', async () => {
    const lead = await a.lead();
    await a.own(lead, app.members.sales);
    const unqualified = await a.value('lead-score', 'unqualified');
    const done = await app.as.sales.post(url(lead, 'score'), {
      data: { leadScore: unqualified.documentId },
    });

    const reply = await app.as.sue.post(
      `/api/crm/operations/${done.body.meta.operation.documentId}/undo`,
      {},
    );

    expect(reply.body.error.details.code).toBe('access.owner');
  });
});

describe('doing it twice', () => {
  it('S17 R10: an inactive lead refuses to be set inactive again', async () => {
    const lead = await a.lead();
    await app.as.sales.post(url(lead, 'deactivate'), {});

    const reply = await app.as.sales.post(url(lead, 'deactivate'), {});

    expect([reply.status, reply.body.error.details.code]).toEqual([409, 'lead.inactive']);
  });

  it('I28: the same Idempotency-Key gives the first answer again', async () => {
    const lead = await a.lead();
    const headers = { 'Idempotency-Key': `key-${lead.documentId}` };

    const first = await app.as.sales.post(url(lead, 'deactivate'), {}, headers);
    const second = await app.as.sales.post(url(lead, 'deactivate'), {}, headers);
    const other = await app.as.sales.post(url(lead, 'activate'), {}, headers);

    expect(second).toEqual(first);
    expect(other.body.error.details.code).toBe('input.invalid');
    expect(await a.isActive('lead', lead)).toBe(false);
  });

  it('X33: another version in the meantime refuses', async () => {
    const lead = await a.lead();
    await app.as.sales.post(url(lead, 'score'), { data: { leadScore: hot.documentId } });

    const reply = await app.as.sales.post(url(lead, 'deactivate'), { version: 1 });

    expect(reply.body.error.details.code).toBe('lead.changed');
  });
});

describe('bad input', () => {
  it.each([
    [{ data: { leadScore: 12 } }, 'leadScore'],
    [{ data: { leadscore: 'x' } }, 'leadscore'],
    [{ data: {} }, 'at least one'],
    [{ datum: {} }, 'datum'],
    [{ data: { leadScore: 'no-such-value' } }, 'leadScore'],
  ])('%j names what is wrong and changes nothing', async (body, named) => {
    const lead = await a.lead();
    const before = await a.read('lead', lead);

    const reply = await app.as.sales.post(url(lead, 'score'), body);

    expect([reply.status, reply.body.error.details.code]).toEqual([400, 'input.invalid']);
    expect(reply.body.error.message).toContain(named);
    expect(await a.read('lead', lead)).toEqual(before);
  });

  it('answers 404 for a lead that is not there', async () => {
    expect((await app.as.sales.post('/api/crm/leads/nowhere/score', { data: {} })).status).toBe(
      404,
    );
  });
});

describe('the lists', () => {
  it('S15 R27: an inactive lead is hidden from the default list and found in its view', async () => {
    const lead = await a.lead({ title: 'Hidden one' });
    await app.as.sales.post(url(lead, 'deactivate'), {});
    const search = 'filters[title][$eq]=Hidden one';

    const byDefault = await app.as.sales.get(`/api/crm/leads?${search}`);
    const inactive = await app.as.sales.get(`/api/crm/leads?view=inactive&${search}`);
    const own = await app.as.sales.get(`/api/crm/leads?filters[active]=false&${search}`);
    const wrong = await app.as.sales.get('/api/crm/leads?view=mine');

    expect(byDefault.body.data).toEqual([]);
    expect(inactive.body.data).toHaveLength(1);
    expect(own.body.data).toHaveLength(1);
    expect(wrong.body.error.message).toContain('view');
  });

  it('tells for each action whether it is allowed, and why not', async () => {
    const lead = await a.lead();
    await app.as.sales.post(url(lead, 'deactivate'), {});

    const { body } = await app.as.sales.get(url(lead, 'actions'));

    expect(
      body.data.map(({ action, allowed }: { action: string; allowed: boolean }) => [
        action,
        allowed,
      ]),
    ).toEqual([
      ['assign', false],
      ['reassign', false],
      ['qualify', false],
      ['disqualify', false],
      ['correct-disqualification', false],
      ['create-opportunity', false],
      ['close-lost', false],
      ['close-won', false],
      ['mark-sold', false],
      ['change-stage', false],
      ['change-pipeline', false],
      ['score', true],
      ['reopen', false],
      ['activate', true],
      ['deactivate', false],
      ['add-to-marketing-list', false],
    ]);
    const { refusal } = body.data.find(({ action }: { action: string }) => action === 'deactivate');
    expect(refusal.code).toBe('lead.inactive');
  });
});
