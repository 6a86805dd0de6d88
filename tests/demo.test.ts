import { LEAD_STATES, OUTCOMES } from '../plugins/crm/core/lead/model';
import { logIn, startOn, type App, type Strapi } from './support/app';
import { createDatabase, type TestDatabase } from './support/database';

const PASSWORD = 'Crm-demo-2026';
const SEED = { CRM_SEED: 'demo' };

let database: TestDatabase;
let app: App;

beforeAll(async () => {
  database = await createDatabase();
  app = await startOn(database, { env: SEED });
});
afterAll(() => app.stop());

const STAFF = [
  ['ada@crm.example', 'Ada Admin', 'crm_admin'],
  ['eve@crm.example', 'Eve Editor', 'crm_editor'],
  ['max@crm.example', 'Max Manager', 'crm_manager'],
  ['sam@crm.example', 'Sam Sales', 'crm_sales'],
  ['sue@crm.example', 'Sue Sales', 'crm_sales'],
  ['mia@crm.example', 'Mia Marketeer', 'crm_marketeer'],
] as const;

const rows = (strapi: Strapi, record: string, populate: object = {}): Promise<any[]> =>
  strapi.db.query(`plugin::crm.${record}` as never).findMany({ populate });

describe('the logins of the demo', () => {
  it.each(STAFF)('%s logs in on both sides and is one member', async (email, name, role) => {
    const api = await app.nobody.post('/api/auth/local', { identifier: email, password: PASSWORD });
    const panel = await app.nobody.post('/admin/login', { email, password: PASSWORD });

    expect([api.status, panel.status]).toEqual([200, 200]);
    const member = await app.strapi.db.query('plugin::crm.member').findOne({
      where: { email },
      populate: { apiUser: { populate: { role: true } }, adminUser: { populate: { roles: true } } },
    });
    expect(member).toMatchObject({ name, active: true });
    expect(member.apiUser).toMatchObject({ id: api.body.user.id, role: { type: role } });
    expect(member.adminUser).toMatchObject({
      email,
      roles: [{ code: role === 'crm_admin' ? 'strapi-super-admin' : role }],
    });
  });

  it('Sam and Sue have Max for a manager', async () => {
    const members = await rows(app.strapi, 'member', { manager: true });
    const managed = members.filter(({ manager }) => manager?.name === 'Max Manager');

    expect(new Set(managed.map(({ name }) => name))).toEqual(new Set(['Sam Sales', 'Sue Sales']));
  });

  it('Pat is a contact with a login for the API alone', async () => {
    const email = 'pat@customer.example';
    const api = await app.nobody.post('/api/auth/local', { identifier: email, password: PASSWORD });
    const panel = await app.nobody.post('/admin/login', { email, password: PASSWORD });

    expect(api.status).toBe(200);
    expect(panel.status).toBe(400);
    const pat = await app.strapi.db
      .query('plugin::crm.contact')
      .findOne({ where: { email }, populate: { portalUser: { populate: { role: true } } } });
    expect(pat.portalUser).toMatchObject({ id: api.body.user.id, role: { type: 'crm_portal' } });
  });

  it('Sam sees open and active leads, and may act on his own', async () => {
    const sam = await logIn(app.strapi, 'sam@crm.example');

    const list = await sam.get('/api/crm/leads?populate=owner&pagination[pageSize]=100');

    expect(list.body.data.length).toBeGreaterThan(15);
    const own = list.body.data.find((lead: any) => lead.owner?.name === 'Sam Sales');
    const done = await sam.post(`/api/crm/leads/${own.documentId}/deactivate?preview=true`);
    expect(done.status).toBe(200);
  });
});

describe('what the demo shows', () => {
  it('every state and every outcome', async () => {
    const leads = await rows(app.strapi, 'lead');

    expect(leads.length).toBeGreaterThanOrEqual(40);
    expect(new Set(leads.map(({ state }) => state))).toEqual(new Set(LEAD_STATES));
    const outcomes = leads.flatMap(({ outcome }) => outcome ?? []);
    expect(new Set(outcomes)).toEqual(new Set(OUTCOMES));
  });

  it('both lead pipelines in use', async () => {
    const leads = await rows(app.strapi, 'lead', { pipeline: true });

    expect(new Set(leads.map(({ pipeline }) => pipeline.key))).toEqual(
      new Set(['sales', 'inbound']),
    );
  });

  it('an opportunity for each qualified lead, linked both ways', async () => {
    const leads = await rows(app.strapi, 'lead', { opportunity: true });
    const opportunities = await rows(app.strapi, 'opportunity', { originatingLead: true });

    const qualified = leads.filter(({ state }) => state === 'qualified');
    expect(qualified.length).toBeGreaterThan(0);
    for (const lead of qualified) {
      const opportunity = opportunities.find(({ id }) => id === lead.opportunity?.id);
      expect(opportunity?.originatingLead.id).toBe(lead.id);
    }
  });

  it('A12: a spouse who stayed when the patient died', async () => {
    const [ilse, walter] = await Promise.all(
      ['Ilse', 'Walter'].map((firstName) =>
        app.strapi.db.query('plugin::crm.contact').findOne({ where: { firstName } }),
      ),
    );

    expect(ilse).toMatchObject({ active: true, deceased: false });
    expect(walter).toMatchObject({ active: false, deceased: true, doNotContact: true });
  });

  it('A4: people who stay with another lead, and those who went with theirs', async () => {
    const people = await rows(app.strapi, 'contact', {
      inactivatedBy: { populate: { lead: true } },
    });
    const named = new Map(people.map((person) => [person.firstName, person]));

    expect(named.get('Rosa').inactivatedBy.lead.title).toBe('Move-in of Rosa Lindqvist');
    expect(named.get('Henrik').active).toBe(true);
    expect(named.get('Karin').active).toBe(true);
    expect(named.get('Bruno').active).toBe(true);
  });

  it('P6: a contact set inactive by hand, with the reason and until when', async () => {
    const carlo = await app.strapi.db
      .query('plugin::crm.contact')
      .findOne({ where: { firstName: 'Carlo' } });

    expect(carlo).toMatchObject({ active: false, inactiveReason: 'credit-hold' });
    expect(new Date(carlo.inactiveUntil).getTime()).toBeGreaterThan(Date.now());
  });

  it('leaves a database alone that is not empty, at the next start', async () => {
    const before = await app.strapi.db.query('plugin::crm.lead').count();
    await app.strapi.destroy();

    app = await startOn(database, { env: SEED });

    expect(await app.strapi.db.query('plugin::crm.lead').count()).toBe(before);
    expect(await app.strapi.db.query('plugin::crm.member').count()).toBe(STAFF.length);
  });
});
