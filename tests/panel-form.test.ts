import { appForTests } from './support/app';
import { builders } from './support/builders';

const app = appForTests();
const a = builders(app);

const LEAD = 'plugin::crm.lead';

/** The form as the panel saves it: everything it has loaded, relations as empty connections. */
async function loadForm(documentId: string): Promise<Record<string, unknown>> {
  const url = `/content-manager/collection-types/${LEAD}/${documentId}`;
  const { data } = (await app.inPanel.sales.get(url)).body;
  const { attributes } = app.strapi.contentType(LEAD as never) as {
    attributes: Record<string, { type: string }>;
  };
  return Object.fromEntries(
    Object.entries(data as Record<string, unknown>).map(([name, value]) => [
      name,
      attributes[name]?.type === 'relation' ? { connect: [], disconnect: [] } : value,
    ]),
  );
}

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

    expect(reply.body.error.details.code).toBe('lead.changed');
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

    expect(reply.body.error.details.code).toBe('lead.changed');
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
