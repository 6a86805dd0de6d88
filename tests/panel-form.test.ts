import { appForTests } from './support/app';
import { builders } from './support/builders';
import { panelForms } from './support/panel-forms';

const app = appForTests();
const a = builders(app);

const LEAD = 'plugin::crm.lead';
const forms = panelForms(app);
const loadForm = (documentId: string) => forms.load('lead', documentId);

describe('saving the whole lead form in the Content Manager', () => {
  it('R32: a form with everything in it changes what was typed, and nothing else', async () => {
    const lead = await a.lead();
    const form = await loadForm(lead.documentId);
    const before = await a.read('lead', lead);

    const reply = await app.inPanel.sales.put(
      `/content-manager/collection-types/${LEAD}/${lead.documentId}`,
      { ...form, title: 'Typed' },
    );

    expect([reply.status, reply.body.error]).toEqual([200, undefined]);
    const { updatedAt: _now, publishedAt: _stamp, ...after } = await a.read('lead', lead);
    const { updatedAt: _then, publishedAt: _old, ...expected } = { ...before, title: 'Typed' };
    expect(after).toEqual(expected);
  });

  it('A2 A5: switching "active" off in the form sets the lead inactive, and shows it at once', async () => {
    const lead = await a.lead();
    const person = await a.contact();
    await a.link(lead, person);
    const form = await loadForm(lead.documentId);

    const reply = await app.inPanel.sales.put(
      `/content-manager/collection-types/${LEAD}/${lead.documentId}`,
      { ...form, active: false },
    );

    expect(reply.body.data.active).toBe(false);
    expect(await a.isActive('contact', person)).toBe(false);
  });

  it('a form that was loaded before somebody closed the lead does not open it again', async () => {
    const lead = await a.lead();
    const form = await loadForm(lead.documentId);
    const lost = await a.value('lead-score', 'lost');
    await app.as.sales.post(`/api/crm/leads/${lead.documentId}/score`, {
      data: { leadScore: lost.documentId },
    });

    const reply = await app.inPanel.sales.put(
      `/content-manager/collection-types/${LEAD}/${lead.documentId}`,
      { ...form, title: 'Too late' },
    );

    expect(reply.body.error.details.code).toBe('record.changed');
    expect(await a.read('lead', lead)).toMatchObject({
      status: 'closed',
      outcome: 'lost',
      active: false,
    });
  });

  it('X33: a form that was loaded before a deactivation does not activate the lead', async () => {
    const lead = await a.lead();
    const form = await loadForm(lead.documentId);
    await app.as.sales.post(`/api/crm/leads/${lead.documentId}/deactivate`, {});

    const reply = await app.inPanel.sales.put(
      `/content-manager/collection-types/${LEAD}/${lead.documentId}`,
      form,
    );

    expect(reply.body.error.details.code).toBe('record.changed');
    expect(await a.isActive('lead', lead)).toBe(false);
  });

  it('R32: its status is not for typing', async () => {
    const lead = await a.lead();
    const form = await loadForm(lead.documentId);

    const reply = await app.inPanel.admin.put(
      `/content-manager/collection-types/${LEAD}/${lead.documentId}`,
      { ...form, status: 'closed' },
    );

    expect(reply.body.error.details).toMatchObject({ code: 'field.guarded', field: 'status' });
  });
});

describe('X33: two people in one form', () => {
  const contactOf = async () => a.contact({ firstName: 'Ana', phone: '1' });

  it.each([
    {
      record: 'lead',
      make: () => a.lead(),
      one: { title: 'First' },
      other: { description: 'Second' },
    },
    { record: 'contact', make: contactOf, one: { firstName: 'First' }, other: { phone: '2' } },
    {
      record: 'company',
      make: () => a.create('company', { name: 'Acme' }),
      one: { name: 'First' },
      other: { phone: '2' },
    },
  ])('$record: the second does not take back what the first saved', async (round) => {
    const { record, one, other } = round;
    const made = await round.make();
    const form = await forms.load(record, made.documentId);

    const first = await forms.save(record, made.documentId, { ...form, ...one });
    const second = await forms.save(record, made.documentId, { ...form, ...other });

    expect(first.status).toBe(200);
    expect([second.status, second.body.error.details.code]).toEqual([409, 'record.changed']);
    expect(await a.read(record, made)).toMatchObject(one);
  });

  it('the contact that has been set inactive meanwhile stays so', async () => {
    const person = await contactOf();
    const form = await forms.load('contact', person.documentId);
    await app.as.sales.post(`/api/crm/contacts/${person.documentId}/deactivate`, {});

    const reply = await forms.save('contact', person.documentId, { ...form, phone: '2' });

    expect(reply.body.error.details.code).toBe('record.changed');
    expect(await a.isActive('contact', person)).toBe(false);
  });

  it('who loads it again saves again', async () => {
    const person = await contactOf();
    for (const phone of ['2', '3']) {
      const form = await forms.load('contact', person.documentId);
      expect((await forms.save('contact', person.documentId, { ...form, phone })).status).toBe(200);
    }
    expect(await a.read('contact', person)).toMatchObject({ phone: '3' });
  });

  it('what only names a field is no form, and is saved', async () => {
    const { documentId } = await contactOf();

    const reply = await forms.save('contact', documentId, { phone: '2' });

    expect(reply.status).toBe(200);
  });
});

describe('a refusal in a form of the Content Manager', () => {
  it('is called a validation, as the form takes what was typed for saved otherwise', async () => {
    await a.contact({ email: 'taken@crm.example' });
    const { documentId } = await a.contact();
    const form = await forms.load('contact', documentId);

    const reply = await forms.save('contact', documentId, { ...form, email: 'taken@crm.example' });

    expect([reply.status, reply.body.error.name]).toEqual([409, 'ValidationError']);
    expect(reply.body.error.details).toMatchObject({ code: 'email.taken', errors: [] });
  });

  it('stands at the field that it names', async () => {
    const lead = await a.lead();
    const form = await loadForm(lead.documentId);

    const reply = await forms.save('lead', lead.documentId, { ...form, status: 'closed' });

    expect(reply.body.error.details.errors).toMatchObject([{ path: ['status'] }]);
  });
});
