import { GUARDED_CONTACT_FIELDS } from '../plugins/crm/core/contact/model';
import { PLANNED_RECORDS } from '../plugins/crm/core/kernel/plan';
import { GUARDED_LEAD_FIELDS, STORE_FIELDS } from '../plugins/crm/core/lead/model';
import { STAMPS, type Attribute } from '../plugins/crm/server/src/content-types/record';
import { english } from '../plugins/crm/admin/src/translations/english';
import { translationsFor } from '../plugins/crm/admin/src/translations';
import { appForTests } from './support/app';
import { builders } from './support/builders';

const app = appForTests();
const a = builders(app);

describe('the Content Manager', () => {
  const PICKER = '/content-manager/relations/plugin::crm.dropdown-value/masterType';

  it('A13 R31: offers an existing value the master types of its own dropdown only', async () => {
    const hot = await a.value('lead-score', 'hot');

    const offered = await app.inPanel.editor.get(
      `${PICKER}?id=${hot.documentId}&pageSize=100&page=1`,
    );

    const names = (offered.body.results as { name: string }[]).map(({ name }) => name);
    // All of its dropdown but the one it has.
    expect(names.sort()).toEqual(
      ['Cold', 'Death', 'Lost lead', 'Unqualified', 'Warm'].map((name) => `Lead score: ${name}`),
    );
  });

  it('A13: offers a new value every master type, named with its dropdown', async () => {
    const offered = await app.inPanel.editor.get(`${PICKER}?pageSize=100&page=1`);

    const names = (offered.body.results as { name: string }[]).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['Lead score: Hot', 'Lost reason: Price']));
  });

  it.each([
    ['lead', GUARDED_LEAD_FIELDS, ['title', 'company', 'description', 'goal', 'channel']],
    ['contact', GUARDED_CONTACT_FIELDS, ['lastName', 'email', 'doNotContact', 'company']],
    ['opportunity', { originatingLead: null }, ['name', 'stage', 'responsible']],
  ])('S2 R32: shows the guarded fields of a %s and lets nobody type them', async (...row) => {
    const [record, guarded, free] = row;
    const { body } = await app.inPanel.admin.get(
      `/content-manager/content-types/plugin::crm.${record}/configuration`,
    );
    const { metadatas } = body.data.contentType;
    const typed = (fields: readonly string[]): string[] =>
      fields.filter((field) => metadatas[field]?.edit.editable === true);

    expect(typed(Object.keys(guarded))).toEqual([]);
    expect(typed(free)).toEqual(free);
  });

  it('calls records and fields by their names', async () => {
    const { body } = await app.inPanel.admin.get(
      '/content-manager/content-types/plugin::crm.lead/configuration',
    );
    const { metadatas, settings } = body.data.contentType;

    expect(settings.mainField).toBe('title');
    expect(metadatas.leadScore.edit).toMatchObject({ label: 'Lead score', mainField: 'label' });
  });

  it('names only fields that exist, each once, in rows that fit', async () => {
    const { body } = await app.inPanel.admin.get('/content-manager/content-types');
    const ours = (body.data as { uid: string; attributes: Record<string, object> }[]).filter(
      ({ uid }) => uid.startsWith('plugin::crm.'),
    );

    for (const { uid, attributes } of ours) {
      const reply = await app.inPanel.admin.get(
        `/content-manager/content-types/${uid}/configuration`,
      );
      const { layouts } = reply.body.data.contentType;
      const rows = layouts.edit as { name: string; size: number }[][];
      const names = rows.flat().map(({ name }) => name);
      expect(names.filter((name) => !(name in attributes))).toEqual([]);
      expect(new Set(names).size).toBe(names.length);
      for (const row of rows) expect(row.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(13);
    }
    expect(ours.length).toBeGreaterThan(10);
  });

  describe('in every language', () => {
    const ours = () =>
      Object.values(app.strapi.contentTypes).filter(({ uid }) => uid.startsWith('plugin::crm.'));
    const shown = () =>
      ours().flatMap(({ uid, attributes }) =>
        Object.entries(attributes as Record<string, { visible?: boolean; enum?: string[] }>)
          .filter(([name, { visible }]) => visible !== false && !UNSEEN.has(name))
          .map(([name, { enum: values = [] }]) => ({ uid, name, values })),
      );
    /** Strapi gives them to every record and leaves them out of forms, lists and filters. */
    const UNSEEN = new Set(['publishedAt', 'locale', 'localizations']);

    it('has a German label for every field that can be shown', async () => {
      const [german] = await translationsFor(['de']);
      const labels = shown().map(({ uid, name }) => `content-manager.content-types.${uid}.${name}`);

      expect(labels.filter((id) => !(id in (german?.data ?? {})))).toEqual([]);
      expect(labels.length).toBeGreaterThan(200);
    });

    it('has a German name for every kind of record', async () => {
      const [german] = await translationsFor(['de']);
      const names = ours().map(({ info }) => info.displayName);

      expect(names.filter((name) => !(name in (german?.data ?? {})))).toEqual([]);
    });

    it('has words for every field that a plan can change, but those that the store keeps for itself', () => {
      const changed = PLANNED_RECORDS.flatMap((record) => {
        const { attributes = {} } = app.strapi.contentTypes[`plugin::crm.${record}`] ?? {};
        const fields = Object.entries(attributes as Record<string, Attribute>);
        // A relation has its key beside it (ADR 2), which goes with it.
        const keys = new Set(
          fields.flatMap(([name, { type }]) => (type === 'relation' ? [`${name}Key`] : [])),
        );
        return fields.filter(
          ([name, { type }]) => !STAMPS.has(name) && !keys.has(name) && type !== 'json',
        );
      });
      const isKept = ([, attribute]: (typeof changed)[number]): boolean =>
        attribute['visible'] === false;
      const names = (fields: typeof changed): string[] => fields.map(([name]) => name);

      expect(
        names(changed.filter((field) => !isKept(field))).filter(
          (name) => !(`crm.field.${name}` in english),
        ),
      ).toEqual([]);
      expect(names(changed.filter(isKept)).filter((name) => !STORE_FIELDS.includes(name))).toEqual(
        [],
      );
      expect(changed.length).toBeGreaterThan(80);
    });

    it('has words for every value of an enumeration', () => {
      const spoken = (name: string, value: string): boolean =>
        `crm.value.${name}.${value}` in english || `crm.value.${value}` in english;
      const all = shown().flatMap(({ name, values }) => values.map((value) => [name, value]));

      expect(all.filter(([name = '', value = '']) => !spoken(name, value))).toEqual([]);
      expect(all.length).toBeGreaterThan(40);
    });
  });

  it('R32: saves a new lead and an edit of it, though the form sends a status along', async () => {
    const url = '/content-manager/collection-types/plugin::crm.lead';

    const created = await app.inPanel.sales.post(url, {
      title: 'From the form',
      status: 'open',
      active: true,
      state: 'new',
      version: 1,
    });
    const { documentId } = created.body.data;
    const edited = await app.inPanel.sales.put(`${url}/${documentId}`, {
      title: 'From the form, again',
      status: 'open',
    });

    expect([created.status, edited.status]).toEqual([201, 200]);
    expect(edited.body.data).toMatchObject({ title: 'From the form, again', status: 'open' });
  });

  it("R3: shows a lead's own status, where the Content Manager has another of that name", async () => {
    const lead = await a.lead({
      title: 'Lost in the list',
      leadScore: (await a.value('lead-score', 'lost')).documentId,
    });
    const url = '/content-manager/collection-types/plugin::crm.lead';

    const one = await app.inPanel.sales.get(`${url}/${lead.documentId}`);
    const list = await app.inPanel.sales.get(`${url}?filters[title][$eq]=Lost in the list`);

    expect(one.body.data.status).toBe('closed');
    expect(list.body.results).toMatchObject([{ title: 'Lost in the list', status: 'closed' }]);
  });

  it('R32: refuses a status that somebody types, by name', async () => {
    const lead = await a.lead();
    const url = `/content-manager/collection-types/plugin::crm.lead/${lead.documentId}`;

    const reply = await app.inPanel.admin.put(url, { status: 'closed' });

    expect(reply.status).toBe(409);
    expect(reply.body.error.details).toMatchObject({ code: 'field.guarded', action: 'score' });
    expect(await a.read('lead', lead)).toMatchObject({ status: 'open' });
  });
});
