import { startOn, type App } from './support/app';
import { builders, type Made } from './support/builders';
import { createDatabase, type TestDatabase } from './support/database';
import { templateOfRun } from './support/template';

let app: App;
let database: TestDatabase;

beforeAll(async () => {
  database = await createDatabase(templateOfRun().name);
  app = await startOn(database);
});
afterAll(() => app.stop());

const query = (record: string) => app.strapi.db.query(`plugin::crm.${record}` as never) as any;
const knex = () => app.strapi.db.connection;

const nextStart = async (): Promise<void> => {
  await app.strapi.destroy();
  app = await startOn(database);
};

/** The store forgets that this was done: as in a database that an older version wrote. */
const forget = (key: string) =>
  knex()('strapi_core_store_settings')
    .where({ key: `plugin_crm_${key}` })
    .delete();

const grant = (key: string, grants: object) =>
  query('role').update({ where: { key }, data: { grants } });

const grantsOf = async (key: string): Promise<object> =>
  (await query('role').findOne({ where: { key } })).grants;

/** What each test finds after the one start that follows all of this. */
interface Before {
  readonly companies: readonly Made[];
  readonly change: Made;
  readonly from: { readonly id: number };
  readonly stageKey: number;
  readonly lead: Made;
  readonly contact: Made;
}

describe('a database from before', () => {
  let before: Before;

  beforeAll(async () => {
    before = await makeOld();
    await nextStart();
  });

  /** As an older version left it: without what later ones keep, and with what they no longer allow. */
  async function makeOld(): Promise<Before> {
    const a = builders(app);
    const companies = [
      await a.create('company', { name: 'Norvik' }),
      await a.create('company', { name: 'Other' }),
      await a.create('company', { name: 'Third' }),
    ] as const;
    await a.force('company', companies[1], { name: ' NORVIK ' });
    await knex()('crm_companies').update({ name_key: null });

    const lead = await a.lead({ title: 'Moved before' });
    const { stageKey } = await query('lead').findOne({ where: { id: lead.id } });
    const operation = await a.row('operation', { action: 'change-stage', lead_id: lead.id });
    const [from, to] = await knex()('crm_stages').orderBy('id').limit(2);
    const change = await a.row('change', {
      operation_id: operation.id,
      record: 'lead',
      record_id: lead.id,
      fields: JSON.stringify({
        stage: { before: { id: from.id }, after: { id: to.id }, rule: 'E2' },
        stageEnteredAt: {
          before: '2026-01-01T00:00:00.000Z',
          after: '2026-01-03T12:00:00.000Z',
          rule: 'E20',
        },
      }),
    });
    await forget('filled-stays');
    await knex()('crm_leads').update({ stage_key: null, pipeline_key: null });
    await forget('filled-keys');

    const contact = await a.contact({ firstName: 'Zoë', phone: '+49 351 7654321' });
    await knex()('crm_contacts').update({ name_key: null, phone_key: null });

    await knex()('crm_stages').update({ process_key: null });
    await knex()('crm_qualification_processes').delete();
    await knex()('crm_pipelines')
      .where({ kind: 'lead' })
      .update({ is_default: true, default_of: null });

    await grant('crm_admin', { edit: 'any', assign: 'own' });
    await grant('crm_sales', { edit: 'any' });
    await forget('known-grants');
    return { companies, change, from, stageKey, lead, contact };
  }

  it('S20: the oldest company of a name holds it, and no further one is added', async () => {
    const keyOf = async ({ id }: Made) =>
      (await query('company').findOne({ where: { id } })).nameKey;
    const keys: unknown[] = [];
    for (const company of before.companies) keys.push(await keyOf(company));

    expect(keys).toEqual(['norvik', null, 'third']);
    await expect(builders(app).create('company', { name: 'norvik' })).rejects.toThrow(/Norvik/);
  });

  it('L22: history knows how long leads have stood in the stages that they left', async () => {
    const row = await knex()('crm_changes').where({ id: before.change.id }).first();

    expect([row.stage_left, row.stayed]).toEqual([before.from.id, 216_000]);
  });

  it('fills the key columns that it did not have', async () => {
    const lead = await query('lead').findOne({ where: { id: before.lead.id } });

    expect(lead.stageKey).toBe(before.stageKey);
    const { lines } = await app.strapi.plugin('crm').service('cli').verify([]);
    expect(lines.filter((line: string) => /^broken\s+keys/.test(line))).toEqual([]);
  });

  it('A17: contacts from before are compared by name and number, too', async () => {
    const { nameKey, phoneKey } = await query('contact').findOne({
      where: { id: before.contact.id },
    });

    expect(nameKey).toMatch(/^zoe person \d+$/);
    expect(phoneKey).toBe('517654321');
  });

  it('E15: gets the built-in process, bound to the Qualified stage of Inbound', async () => {
    const stages = await query('stage').findMany({
      where: { process: { builtIn: true } },
      populate: ['pipeline'],
    });

    expect(stages).toMatchObject([{ name: 'Qualified', pipeline: { key: 'inbound' } }]);
  });

  it('E18: keeps the first of several default pipelines', async () => {
    const found = await query('pipeline').findMany({ where: { isDefault: true, kind: 'lead' } });

    expect(found).toMatchObject([{ key: 'sales', defaultOf: 'lead' }]);
  });

  it('gives the deeds that are new to the roles that it has, and none back that was taken away', async () => {
    const grants = await grantsOf('crm_admin');

    expect(grants).toMatchObject({ edit: 'any', assign: 'own', invite: 'any', erase: 'any' });
    expect(grants).toHaveProperty('merge', 'any');
    expect(grants).not.toHaveProperty('reopen');
    expect(await grantsOf('crm_sales')).toEqual({ edit: 'any' });
  });
});

describe('what was changed since', () => {
  beforeAll(async () => {
    const [stage] = await query('stage').findMany({ where: { process: { builtIn: true } } });
    await query('stage').update({ where: { id: stage.id }, data: { process: null } });
    await grant('crm_admin', { edit: 'any' });
    const inbound = await query('pipeline').findOne({ where: { key: 'inbound' } });
    await query('pipeline').delete({ where: { id: inbound.id } });
    await nextStart();
  });

  it('E15: a process that an administrator has unbound stays so', async () => {
    expect(await query('stage').count({ where: { process: { builtIn: true } } })).toBe(0);
  });

  it('a deed is given once: what an administrator takes away stays away', async () => {
    expect(await grantsOf('crm_admin')).toEqual({ edit: 'any' });
  });

  it('E18: a pipeline that was deleted does not come back', async () => {
    expect(await query('pipeline').count({ where: { key: 'inbound' } })).toBe(0);
  });
});
