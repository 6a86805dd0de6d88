import { appForTests } from './support/app';
import { builders, type Made } from './support/builders';

const app = appForTests();
const a = builders(app);

const masterType = async (type: string, key: string): Promise<Made> =>
  app.strapi.db
    .query('plugin::crm.master-type')
    .findOne({ where: { key, dropdownType: { key: type } } }) as Promise<Made>;

/** A score of one's own that means Cold, carried by some leads, each with a primary individual. */
async function paused(leads: number): Promise<{ value: Made; leads: Made[]; people: Made[] }> {
  const type = await app.strapi.db
    .query('plugin::crm.dropdown-type')
    .findOne({ where: { key: 'lead-score' } });
  const cold = await masterType('lead-score', 'cold');
  const value = await a.create('dropdown-value', {
    label: `Paused ${Math.random().toString(36).slice(2)}`,
    dropdownType: type.documentId,
    masterType: cold.documentId,
  });
  const made = { value, leads: [] as Made[], people: [] as Made[] };
  for (let index = 0; index < leads; index += 1) {
    const lead = await a.lead({ leadScore: value.documentId });
    const person = await a.contact();
    await a.link(lead, person, { primaryIndividual: true });
    made.leads.push(lead);
    made.people.push(person);
  }
  return made;
}

const remap = async (value: Made, key: string) =>
  app.inPanel.editor.put(
    `/content-manager/collection-types/plugin::crm.dropdown-value/${value.documentId}`,
    { masterType: { connect: [{ documentId: (await masterType('lead-score', key)).documentId }] } },
  );

describe('re-mapping a value that leads use', () => {
  it('X19 R31: closes nothing by itself, and says how many leads it concerns', async () => {
    const { value, leads, people } = await paused(2);

    const saved = await remap(value, 'lost-lead');
    const usage = await app.inPanel.editor.get(`/crm/dropdown-values/${value.documentId}/usage`);

    expect(saved.status).toBe(200);
    expect(usage.body.data).toEqual({ leads: 2, leadsScoredOtherwise: 2, uses: 2 });
    for (const lead of leads) expect(await a.isActive('lead', lead)).toBe(true);
    for (const person of people) expect(await a.isActive('contact', person)).toBe(true);
  });

  it('X19: previews what scoring these leads again would change, and changes nothing', async () => {
    const { value, leads } = await paused(2);
    await remap(value, 'lost-lead');

    const preview = await app.as.manager.post(
      `/api/crm/dropdown-values/${value.documentId}/apply?preview=true`,
    );

    expect(preview.status).toBe(200);
    expect(preview.body.data).toMatchObject({
      done: 2,
      refused: [],
      inactiveLeads: 2,
      inactiveContacts: 2,
      kept: 0,
    });
    expect(preview.body.data.sample).toHaveLength(2);
    expect(preview.body.meta).toEqual({ preview: true });
    for (const lead of leads) expect(await a.isActive('lead', lead)).toBe(true);
  });

  it('X19 A8: scores them again when asked to, each with its cascade and history', async () => {
    const { value, leads, people } = await paused(2);
    await remap(value, 'lost-lead');
    const url = `/crm/dropdown-values/${value.documentId}`;

    const applied = await app.inPanel.manager.post(`${url}/apply`);
    const again = await app.inPanel.manager.post(`${url}/apply`);

    expect(applied.body.data).toMatchObject({ done: 2, refused: [], inactiveContacts: 2 });
    expect(again.body.data).toMatchObject({ done: 0, refused: [] });
    for (const lead of leads) expect(await a.isActive('lead', lead)).toBe(false);
    for (const person of people) expect(await a.isActive('contact', person)).toBe(false);
    const usage = await app.inPanel.editor.get(`${url}/usage`);
    expect(usage.body.data).toEqual({ leads: 2, leadsScoredOtherwise: 0, uses: 2 });
    const history = await app.as.sales.get(`/api/crm/leads/${leads[0]?.documentId}/history`);
    expect(history.body.data[0]).toMatchObject({
      action: 'score',
      actor: { name: 'Max Manager' },
    });
  });

  it('R9 X19: leaves out the leads that the caller may not close, and says which', async () => {
    const { value, leads } = await paused(2);
    const [own, other] = leads as [Made, Made];
    await a.own(own, app.members.sue);
    await a.own(other, app.members.sales);
    await remap(value, 'unqualified');

    const applied = await app.as.sue.post(`/api/crm/dropdown-values/${value.documentId}/apply`);

    expect(applied.body.data).toMatchObject({
      done: 1,
      refused: [{ documentId: other.documentId, code: 'access.owner' }],
    });
    expect(await a.isActive('lead', own)).toBe(false);
    expect(await a.isActive('lead', other)).toBe(true);
  });

  it('R31: lets editors read who uses a value, and leaves applying it to who works on leads', async () => {
    const { value } = await paused(0);
    const url = `/dropdown-values/${value.documentId}`;

    expect((await app.as.editor.get(`/api/crm${url}/usage`)).status).toBe(200);
    expect((await app.as.editor.post(`/api/crm${url}/apply`)).status).toBe(403);
    expect((await app.inPanel.editor.post(`/crm${url}/apply`)).status).toBe(403);
    expect((await app.nobody.get(`/api/crm${url}/usage`)).status).toBe(403);
  });

  it('answers 404 for a value that does not exist', async () => {
    const reply = await app.as.manager.get('/api/crm/dropdown-values/nothing/usage');

    expect(reply.status).toBe(404);
  });
});
