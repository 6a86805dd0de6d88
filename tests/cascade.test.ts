import { appForTests } from './support/app';
import { builders } from './support/builders';

const app = appForTests();
const a = builders(app);

describe('setting a lead inactive by hand', () => {
  it('A2 A3 A5: shows the lead inactive at once, and everyone on it', async () => {
    const lead = await a.lead();
    const ana = await a.contact();
    await a.link(lead, ana);

    const reply = await app.as.sales.post(`/api/crm/leads/${lead.documentId}/deactivate`, {});

    expect(reply.status).toBe(200);
    expect(reply.body.data.active).toBe(false);
    expect(await a.isActive('contact', ana)).toBe(false);
  });

  it('A4 X1 R7: keeps who is active on another lead, and says on which', async () => {
    const lead = await a.lead();
    const other = await a.lead({ title: 'The other one' });
    const ana = await a.contact();
    await a.link(lead, ana);
    await a.link(other, ana);

    const reply = await app.as.sales.post(`/api/crm/leads/${lead.documentId}/deactivate`, {});

    expect(await a.isActive('contact', ana)).toBe(true);
    expect(reply.body.meta.operation.kept).toEqual([
      expect.objectContaining({
        documentId: ana.documentId,
        rule: 'R7',
        because: expect.stringContaining('The other one'),
      }),
    ]);
  });
});
