import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { appForTests, type Reply } from './support/app';
import { builders } from './support/builders';
import { statementsOf } from './support/statements';

/* A17, P13, R28: a contact that looks like one that is here is told before it is saved. */

const app = appForTests();
const a = builders(app);

const ask = (drafts: readonly object[], as = app.as.sales): Promise<Reply> =>
  as.post('/api/crm/contacts/look-alikes', { data: { drafts } });
const create = (data: object, query = '', as = app.as.sales): Promise<Reply> =>
  as.post(`/api/crm/contacts${query}`, { data });

const company = (name: string) => a.create('company', { name });

describe('asking whether a contact is here already', () => {
  it('A17: is answered by address, number, and name with company, however they are written', async () => {
    const acme = await company('Acme');
    const zoe = await a.contact({
      firstName: 'Zoë',
      lastName: 'Größe',
      email: 'zoe@alike.example',
      phone: '+49 (0)30 111-2233',
      company: acme.documentId,
    });

    const { status, body } = await ask([
      { email: ' ZOE@alike.example' },
      { phone: '030 / 1112233' },
      { firstName: 'ZOE', lastName: ' grosse', company: acme.documentId },
      { firstName: 'Zoë', lastName: 'Größe' },
      { email: 'zoe@alike.example', phone: '0049301112233' },
    ]);

    expect(status).toBe(200);
    const contact = {
      documentId: zoe.documentId,
      label: 'Zoë Größe',
      active: true,
      where: 'Contacts',
    };
    expect(body.data).toEqual([
      { matches: [{ by: ['email'], contact }] },
      { matches: [{ by: ['phone'], contact }] },
      { matches: [{ by: ['name-and-company'], contact }] },
      { matches: [] },
      { matches: [{ by: ['email', 'phone'], contact }] },
    ]);
  });

  it('nobody looks like oneself, and an inactive one is said to be so (P13)', async () => {
    const { documentId } = await a.contact({ phone: '040 555 6677' });
    await app.as.sales.post(`/api/crm/contacts/${documentId}/deactivate`);

    const { body } = await ask([
      { phone: '040 555 6677', contact: documentId },
      { phone: '040 555 6677' },
    ]);

    expect(body.data[0].matches).toEqual([]);
    expect(body.data[1].matches).toMatchObject([
      { contact: { documentId, active: false, where: 'Inactive contacts' } },
    ]);
  });

  it('follows an edit of the name or the number, of one and of many', async () => {
    const acme = await company('Edited');
    const [one, other] = [
      await a.contact({ lastName: 'Before', company: acme.documentId }),
      await a.contact({ lastName: 'Before', company: acme.documentId }),
    ];
    const matches = async (draft: object): Promise<number> =>
      (await ask([{ company: acme.documentId, ...draft }])).body.data[0].matches.length;

    await app.as.sales.put(`/api/crm/contacts/${one.documentId}`, {
      data: { lastName: 'After', phone: '0221 998877', nameKey: 'forged' },
    });
    expect(await matches({ firstName: 'ana', lastName: 'after' })).toBe(1);
    expect(await matches({ phone: '+49 221 998877' })).toBe(1);

    await app.strapi.db.query('plugin::crm.contact').updateMany({
      where: { id: { $in: [one.id, other.id] } },
      data: { firstName: 'Bea' },
    });
    expect(await matches({ firstName: 'Bea', lastName: 'after' })).toBe(1);
    expect(await matches({ firstName: 'Bea', lastName: 'before' })).toBe(1);
  });

  it('X27: says to a token by what alone, and not whom', async () => {
    const phone = '0711 12345678';
    await a.contact({ phone });
    await a.contact({ phone });

    const { body } = await ask([{ phone }], await app.token('full-access'));

    expect(body.data).toEqual([{ matches: [{ by: ['phone'], contact: null }] }]);
  });

  it('is for who works with contacts', async () => {
    expect((await ask([{ phone: '1' }], app.as.editor)).status).toBe(403);
    expect((await ask([])).status).toBe(400);
  });

  it('takes as many statements for 200 drafts as for one', async () => {
    const drafts = (count: number): object[] =>
      Array.from({ length: count }, (_, index) => ({
        firstName: `Draft ${index}`,
        email: `draft-${index}@alike.example`,
        phone: `0800 ${1_000_000 + index}`,
        company: 'nowhere',
      }));
    const [one, many] = [
      await statementsOf(app, () => ask(drafts(1))),
      await statementsOf(app, () => ask(drafts(200))),
    ];

    expect(many).toHaveLength(one.length);
  });
});

describe('creating one over the API', () => {
  it('A17: is refused with the matches, unless it is meant to be another one', async () => {
    const phone = '089 4455667';
    const known = await a.contact({ lastName: 'Known', phone });

    const refused = await create({ lastName: 'Other', phone });

    expect(refused).toMatchObject({
      status: 409,
      body: {
        error: {
          message: expect.stringContaining('Ana Known (the same phone number)'),
          details: {
            code: 'contact.look-alike',
            matches: [{ by: ['phone'], contact: { documentId: known.documentId } }],
          },
        },
      },
    });
    expect((await create({ lastName: 'Other', phone }, '?createAnother=true')).status).toBe(201);
  });

  it('R28: an address that is taken stays what it is, whatever else looks alike', async () => {
    const data = { lastName: 'Taken', email: 'taken@alike.example', phone: '069 1122334' };
    await a.contact(data);

    for (const query of ['', '?createAnother=true']) {
      expect(await create(data, query)).toMatchObject({
        status: 409,
        body: { error: { details: { code: 'email.taken' } } },
      });
    }
  });

  it('A17: looks at the company as it is given', async () => {
    const { documentId } = await company('Given');
    await create({ firstName: 'Ida', lastName: 'Given', company: documentId });

    for (const given of [documentId, { connect: [documentId] }, { set: [documentId] }]) {
      const reply = await create({ firstName: 'ida', lastName: 'GIVEN', company: given });
      expect(reply.body.error.details.code).toBe('contact.look-alike');
    }
    expect((await create({ firstName: 'Ida', lastName: 'Given' })).status).toBe(201);
  });

  it('X27: a token is refused without hearing whom it met', async () => {
    const phone = '0511 9988776';
    await a.contact({ lastName: 'Secret', phone });

    const reply = await create({ lastName: 'Other', phone }, '', await app.token('full-access'));

    expect(reply.status).toBe(409);
    expect(JSON.stringify(reply.body)).not.toContain('Secret');
  });
});

describe('importing', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'crm-alike-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const importContacts = (...contacts: string[]): Promise<{ lines: string[] }> => {
    const write = (name: string, ...lines: string[]): void =>
      writeFileSync(path.join(folder, name), `${lines.join('\n')}\n`);
    write('Contacts.csv', 'ContactID,FullName,Email,Phone,City,State,Country', ...contacts);
    write('Leads.csv', 'LeadID,ContactID,LeadSource,LeadStatus,CreatedDate,Notes');
    return app.strapi
      .plugin('crm')
      .service('cli')
      .import(['--profile', 'leads-and-contacts', '--from', folder]);
  };
  const count = (phoneKey: string): Promise<number> =>
    app.strapi.db.query('plugin::crm.contact').count({ where: { phoneKey } });

  it('A17: takes a name with the number of somebody for them, in the file, too, and says so', async () => {
    await a.contact({ firstName: 'Ina', lastName: 'Import', phone: '+49 30 1000001' });

    const { lines } = await importContacts(
      'I1,Ína IMPORT,ina@alike.example,030 1000001,Here,There,DE',
      'I2,Uwe New,,030 1000002,Here,There,DE',
      'I3,uwe  new,,+49 (0)30 1000002,Here,There,DE',
    );

    expect(lines.join('\n')).toContain('Ína IMPORT (leads-and-contacts:I1) has the same phone');
    expect(lines.join('\n')).toContain('uwe new (leads-and-contacts:I3) has the same phone');
    expect(await count('301000001')).toBe(1);
    expect(await count('301000002')).toBe(1);
  });

  it('a number alone makes nobody the same: both are there, and it is said', async () => {
    await a.contact({ firstName: 'Kim', lastName: 'Family', phone: '030 1000003' });

    const { lines } = await importContacts('I4,Jo Family,,030 1000003,Here,There,DE');

    expect(lines.join('\n')).toContain(
      'has the same phone number as Kim Family, and came as a contact of its own.',
    );
    expect(await count('301000003')).toBe(2);
  });
});
