import type { Knex } from 'knex';
import { appForTests, makeApiUser, type Reply } from './support/app';
import { builders } from './support/builders';
import { databaseUnderTest } from './support/database';
import { races } from './support/races';

/*
 * R28, D9: one address, one person, over contacts, members and the logins of both sides of Strapi.
 */
describe('an e-mail address belongs to one person', () => {
  const app = appForTests();
  const a = builders(app);
  let n = 0;
  const address = (): string => `person-${(n += 1)}@addresses.example`;

  const create = (email: string, data: object = {}): Promise<Reply> =>
    app.as.sales.post('/api/crm/contacts', { data: { lastName: 'Person', email, ...data } });

  const TAKEN = {
    status: 409,
    body: { error: { name: 'ConflictError', details: { code: 'email.taken' } } },
  };

  it('R28: refuses a second contact, and names the holder to who may see it', async () => {
    const email = address();
    const holder = await a.contact({ firstName: 'Hilda', lastName: 'Holder', email });

    const reply = await create(email);

    expect(reply).toMatchObject(TAKEN);
    expect(reply.body.error.details.holder).toEqual({
      record: 'contact',
      documentId: holder.documentId,
      label: 'Hilda Holder',
      active: true,
      where: 'Contacts',
      options: ['open'],
    });
  });

  it('P12 P13: an inactive contact holds its address, and the clash says where to find it', async () => {
    const email = address();
    const holder = await a.contact({ email });
    await app.as.sales.post(`/api/crm/contacts/${holder.documentId}/deactivate`);

    const reply = await create(email);

    expect(reply).toMatchObject(TAKEN);
    expect(reply.body.error.details.holder).toMatchObject({
      active: false,
      where: 'Inactive contacts',
      options: ['open', 'activate', 'release-email'],
    });
  });

  it.each([
    ['in capitals', (email: string) => email.toUpperCase()],
    ['with spaces around it', (email: string) => `  ${email} `],
    ['in wide letters', (email: string) => email.replace('person', 'ｐｅｒｓｏｎ')],
  ])('X27: is the same %s', async (_how, written) => {
    const email = address();
    await a.contact({ email });

    expect(await create(written(email))).toMatchObject(TAKEN);
  });

  it('X27: is the same with its domain as the network spells it', async () => {
    const name = `x${(n += 1)}`;
    await a.contact({ email: `${name}@bücher.example` });

    await expect(a.contact({ email: `${name}@xn--bcher-kva.example` })).rejects.toMatchObject({
      details: { code: 'email.taken' },
    });
  });

  it('R28: is stored trimmed and in lower case', async () => {
    const email = address();

    const reply = await create(` ${email.toUpperCase()} `);

    expect(reply).toMatchObject({ status: 201, body: { data: { email } } });
  });

  it('R28: staff hold theirs: a member, an administrator, a login of the API', async () => {
    for (const email of ['sales@crm.example', 'Admin@CRM.example']) {
      expect(await create(email)).toMatchObject(TAKEN);
    }
    const email = address();
    await app.strapi.service('admin::user').create({ email, firstname: 'Adam', roles: [] });

    const reply = await create(email);

    expect(reply).toMatchObject(TAKEN);
    expect(reply.body.error.details.holder).toMatchObject({ record: 'admin::user' });
  });

  it('R28: the team meets the contacts’ addresses, too', async () => {
    const email = address();
    await a.contact({ email });

    const member = await app.as.admin.post('/api/crm/members', { data: { name: 'M', email } });
    const adminUser = await app.inPanel.admin.post('/admin/users', {
      email,
      firstname: 'A',
      lastname: 'B',
      roles: [(await app.strapi.service('admin::role').findOne({ code: 'crm_sales' })).id],
    });

    expect(member).toMatchObject(TAKEN);
    expect(adminUser).toMatchObject(TAKEN);
    expect(await app.strapi.db.query('admin::user').count({ where: { email } })).toBe(0);
  });

  it('two members of one address are refused in the same words', async () => {
    const email = address();
    await app.as.admin.post('/api/crm/members', { data: { name: 'One', email } });

    const reply = await app.as.admin.post('/api/crm/members', { data: { name: 'Two', email } });

    expect(reply).toMatchObject(TAKEN);
  });

  it('X27: says no more than "taken" to who may not see the holder', async () => {
    const email = address();
    await a.contact({ firstName: 'Secret', email });

    const registered = await app.nobody.post('/api/auth/local/register', {
      username: 'me-as-well',
      email,
      password: 'Some-password-1',
    });

    expect(registered).toMatchObject(TAKEN);
    expect(registered.body.error.details).toEqual({ code: 'email.taken' });
    expect(JSON.stringify(registered.body)).not.toContain('Secret');
    const users = app.strapi.db.query('plugin::users-permissions.user');
    expect(await users.count({ where: { email } })).toBe(0);
  });

  it('one sentence, whoever holds it', async () => {
    const email = address();
    await a.contact({ email });

    const [contact, staff] = [await create(email), await create('sales@crm.example')];

    expect(contact.body.error.message).toBe(staff.body.error.message);
  });

  it('moves with an edit: the old address is free, the new one is held', async () => {
    const [before, after] = [address(), address()];
    const contact = await a.contact({ email: before });
    const other = await a.contact({ email: address() });

    const url = `/api/crm/contacts/${contact.documentId}`;
    expect((await app.as.sales.put(url, { data: { email: after } })).status).toBe(200);

    expect((await create(before)).status).toBe(201);
    const clash = await app.as.sales.put(`/api/crm/contacts/${other.documentId}`, {
      data: { email: after },
    });
    expect(clash).toMatchObject(TAKEN);
  });

  it('an edit that is refused for another reason leaves the address where it was', async () => {
    const email = address();
    const contact = await a.contact({ email });

    const reply = await app.as.sales.put(`/api/crm/contacts/${contact.documentId}`, {
      data: { email: address(), portalUser: 1 },
    });

    expect(reply.status).toBeGreaterThanOrEqual(400);
    expect(await create(email)).toMatchObject(TAKEN);
  });

  it('P14: is free once its holder is deleted', async () => {
    const email = address();
    const contact = await a.contact({ email, active: false });

    await app.as.sales.delete(`/api/crm/contacts/${contact.documentId}`);

    expect((await create(email)).status).toBe(201);
  });

  it('P14: staff free theirs, too, when their login is deleted', async () => {
    const email = address();
    const user = await makeApiUser(app.strapi, email, 'crm_sales');
    expect(await create(email)).toMatchObject(TAKEN);

    await app.strapi.db.query('plugin::users-permissions.user').delete({ where: { id: user.id } });

    expect((await create(email)).status).toBe(201);
  });

  it('many at once: `createMany` of one address twice is refused, of two it is not', async () => {
    const contacts = app.strapi.db.query('plugin::crm.contact');
    const email = address();

    await expect(
      contacts.createMany({
        data: [
          { lastName: 'One', email },
          { lastName: 'Two', email },
        ],
      }),
    ).rejects.toMatchObject({ details: { code: 'email.taken' } });
    expect(await contacts.count({ where: { email } })).toBe(0);
    await contacts.createMany({
      data: [
        { lastName: 'One', email },
        { lastName: 'Two', email: address() },
      ],
    });

    expect(await create(email)).toMatchObject(TAKEN);
  });

  it('I21: verify finds nothing after all of this', async () => {
    const told = await app.strapi.plugin('crm').service('cli').verify([]);

    expect(told.lines.filter((line: string) => line.startsWith('broken'))).toEqual([]);
  });
});

const servers = databaseUnderTest === 'sqlite' ? describe.skip : describe;

servers('a hundred at once with one address', () => {
  const app = appForTests();
  const { tableOf, together } = races(app);
  const count = (email: string): Promise<number> =>
    app.strapi.db.query('plugin::crm.contact').count({ where: { email } });

  it('are more than one contact in naive code', async () => {
    const email = 'naive@races.example';
    const table = tableOf('contact');
    const naive = async (trx: Knex.Transaction, ready: () => Promise<void>): Promise<void> => {
      const held = await trx(table).where({ email }).select('id');
      await ready();
      if (held.length === 0) await trx(table).insert({ email, last_name: 'Naive' });
    };

    await together(naive, naive, naive, naive);

    expect(await count(email)).toBeGreaterThan(1);
  });

  it.each([1, 2, 3])('R28 D4: are one contact, round %i', async (round) => {
    const email = `one-${round}@races.example`;

    const replies = await Promise.all(
      Array.from({ length: 100 }, (_none, index) =>
        app.as.sales.post('/api/crm/contacts', {
          data: {
            lastName: `Person ${index}`,
            email: index % 2 === 0 ? email : email.toUpperCase(),
          },
        }),
      ),
    );

    const statuses = replies.map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(99);
    expect(await count(email)).toBe(1);
  });

  it('are one person when contacts, members and strangers want it at once', async () => {
    const email = 'everybody@races.example';

    const replies = await Promise.all(
      Array.from({ length: 30 }, (_none, index) => {
        if (index % 3 === 0) {
          return app.as.sales.post('/api/crm/contacts', { data: { lastName: 'C', email } });
        }
        if (index % 3 === 1) {
          return app.as.admin.post('/api/crm/members', { data: { name: 'M', email } });
        }
        return app.nobody.post('/api/auth/local/register', {
          username: `stranger-${index}`,
          email,
          password: 'Some-password-1',
        });
      }),
    );

    expect(replies.filter(({ status }) => status < 300)).toHaveLength(1);
    const uids = ['plugin::crm.contact', 'plugin::crm.member', 'plugin::users-permissions.user'];
    const counts = await Promise.all(
      uids.map((uid) => app.strapi.db.query(uid as never).count({ where: { email } })),
    );
    expect(counts.reduce((sum, one) => sum + one, 0)).toBe(1);
  });

  it('end in one order or the other when two change addresses crosswise', async () => {
    const emails = ['left@races.example', 'right@races.example'];
    for (let round = 0; round < 10; round += 1) {
      const made = await Promise.all(
        emails.map((email) =>
          app.as.sales.post('/api/crm/contacts', {
            data: { lastName: 'X', email: `${round}-${email}` },
          }),
        ),
      );

      const replies = await Promise.all(
        made.map(({ body }, index) =>
          app.as.sales.put(`/api/crm/contacts/${body.data.documentId}`, {
            data: { email: `${round}-${emails[1 - index]}` },
          }),
        ),
      );

      expect(replies.every(({ status }) => [200, 409, 503].includes(status))).toBe(true);
      const counts = await Promise.all(emails.map((email) => count(`${round}-${email}`)));
      expect(counts.every((held) => held <= 1)).toBe(true);
    }
  });
});
