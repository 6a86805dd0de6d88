import { appForTests, type Reply } from './support/app';
import { builders, type Made } from './support/builders';
import { portal } from './support/portal';

/* P1 to P14, R11, R12, X22 to X30: contacts go, come back, give their address up, and get a login. */

const app = appForTests();
const a = builders(app);
const { post, me, invitationOf, person, tokensOf, userOf, deed, logIn } = portal(app);

const act = (contact: Made, action: string, data: object = {}, query = ''): Promise<Reply> =>
  app.as.manager.post(`/api/crm/contacts/${contact.documentId}/${action}${query}`, { data });
const lift = (now: Date): Promise<number> =>
  app.strapi.plugin('crm').service('schedule').liftInactive(now);

let n = 0;
const address = (): string => `contact-${(n += 1)}@contacts.example`;
const DAY = 86_400_000;
const tomorrow = (): string => new Date(Date.now() + DAY).toISOString();
const later = (days: number): Date => new Date(Date.now() + days * DAY);

describe('an inactivity with a date', () => {
  it('R11: ends by itself when the date has come, and not before', async () => {
    const contact = await a.contact();
    await act(contact, 'deactivate', { reason: 'between-projects', until: tomorrow() });

    await lift(new Date());
    expect(await a.isActive('contact', contact)).toBe(false);
    await lift(later(2));

    expect(await a.read('contact', contact)).toMatchObject({
      active: true,
      inactiveReason: null,
      inactiveUntil: null,
    });
    const history = await app.as.sales.get(`/api/crm/contacts/${contact.documentId}/history`);
    expect(history.body.data[0]).toMatchObject({ action: 'activate', actor: { kind: 'system' } });
  });

  it('X25: does not lift what was said later', async () => {
    const contact = await a.contact();
    await act(contact, 'deactivate', { reason: 'between-projects', until: tomorrow() });
    await act(contact, 'deactivate', { reason: 'credit-hold' });

    await lift(later(2));

    expect(await a.read('contact', contact)).toMatchObject({
      active: false,
      inactiveReason: 'credit-hold',
      inactiveUntil: null,
    });
  });

  it('R30: does not bring back the dead', async () => {
    const contact = await a.contact();
    await act(contact, 'deactivate', { reason: 'deceased', until: tomorrow() });

    await lift(later(2));

    expect(await a.isActive('contact', contact)).toBe(false);
  });

  it('many at once, by several nodes at once: each comes back once', async () => {
    const contacts = await Promise.all(Array.from({ length: 30 }, () => a.contact()));
    for (const contact of contacts) await act(contact, 'deactivate', { until: tomorrow() });

    const lifted = await Promise.all([lift(later(2)), lift(later(2)), lift(later(2))]);

    expect(lifted.reduce((sum, count) => sum + count, 0)).toBe(contacts.length);
    for (const contact of contacts) {
      const { body } = await app.as.sales.get(`/api/crm/contacts/${contact.documentId}/history`);
      expect(body.data.map(({ action }: { action: string }) => action)).toEqual([
        'activate',
        'deactivate',
        'create',
      ]);
    }
  });
});

describe('the history of a contact', () => {
  it('P4: begins with who made it, through every door', async () => {
    const data = { firstName: 'Nora', lastName: 'Newcomer' };
    const form = '/content-manager/collection-types/plugin::crm.contact';
    const made = [
      (await app.as.sales.post('/api/crm/contacts', { data })).body.data,
      (await app.inPanel.sales.post(form, { ...data, lastName: 'Formed' })).body.data,
    ];
    const inactive = await a.contact({ active: false, inactiveReason: 'left-company' });

    const told = await Promise.all(
      [...made, inactive].map(async ({ documentId }) => {
        const { body } = await app.as.sales.get(`/api/crm/contacts/${documentId}/history`);
        return body.data.map(({ action, actor, door }: any) => [action, actor.name, door]);
      }),
    );

    expect(told).toEqual([
      [['create', 'Sam Sales', 'rest']],
      [['create', 'Sam Sales', 'content-manager']],
      [
        ['deactivate', 'System', 'code'],
        ['create', 'System', 'code'],
      ],
    ]);
  });

  it('P4 X28: says what can no longer be undone, of the contact as of its leads', async () => {
    const [lead, contact] = [await a.lead(), await a.contact()];
    const link = await a.link(lead, contact);
    await app.as.manager.post(`/api/crm/leads/${lead.documentId}/deactivate`);
    await act(contact, 'activate');
    await act(contact, 'deactivate', { reason: 'left-company' });
    await act(contact, 'activate');
    await app.as.manager.post(`/api/crm/leads/${lead.documentId}/activate`);
    await app.as.manager.delete(`/api/crm/lead-contacts/${link.documentId}`);

    const { body } = await app.as.manager.get(`/api/crm/contacts/${contact.documentId}/history`);
    const entries = body.data.filter(({ action }: any) => action.endsWith('activate'));
    const undone: Reply[] = await Promise.all(
      entries.map(({ documentId }: any) =>
        app.as.manager.post(`/api/crm/operations/${documentId}/undo?preview=true`),
      ),
    );

    expect(entries.map(({ action }: any) => action)).toEqual([
      'activate',
      'deactivate',
      'activate',
      'deactivate',
    ]);
    // Both times it was set inactive is over; that it was activated may be taken back.
    expect(undone.map(({ status }) => status)).toEqual([200, 409, 200, 409]);
    expect(entries.map(({ stays }: any) => stays?.message ?? null)).toEqual(
      undone.map((reply) => reply.body.error?.message ?? null),
    );
  });
});

describe('an address that is given up', () => {
  it('P13 X29: is free, and comes back with its contact while it is', async () => {
    const email = address();
    const contact = await a.contact({ email });
    expect(await act(contact, 'release-email')).toMatchObject({
      status: 409,
      body: { error: { details: { code: 'contact.active' } } },
    });
    await act(contact, 'deactivate');

    expect((await act(contact, 'release-email')).status).toBe(200);
    expect(await a.read('contact', contact)).toMatchObject({ email: null, releasedEmail: email });
    await act(contact, 'activate');

    expect(await a.read('contact', contact)).toMatchObject({ email, releasedEmail: null });
    await expect(a.contact({ email })).rejects.toMatchObject({ details: { code: 'email.taken' } });
  });

  it('X29: asks for another one where somebody else has it by now', async () => {
    const [email, fresh] = [address(), address()];
    const contact = await a.contact({ email });
    await act(contact, 'deactivate');
    await act(contact, 'release-email');
    const other = await a.contact({ email });

    for (const query of ['?preview=true', '']) {
      const reply = await act(contact, 'activate', {}, query);
      expect(reply).toMatchObject({
        status: 409,
        body: {
          error: {
            details: { code: 'email.taken', holder: { documentId: other.documentId } },
          },
        },
      });
    }
    expect(await a.isActive('contact', contact)).toBe(false);

    const reply = await act(contact, 'activate', { email: ` ${fresh.toUpperCase()}` });

    expect(reply).toMatchObject({ status: 200, body: { data: { active: true, email: fresh } } });
  });

  it('X29: or comes back without one', async () => {
    const email = address();
    const contact = await a.contact({ email });
    await act(contact, 'deactivate', { until: tomorrow() });
    await act(contact, 'release-email');
    await a.contact({ email });

    await lift(later(2));

    expect(await a.read('contact', contact)).toMatchObject({ active: true, email: null });
  });

  it('X28: undoing is a conflict that is told, and makes no second holder', async () => {
    const email = address();
    const contact = await a.contact({ email });
    await act(contact, 'deactivate');
    const { body } = await act(contact, 'release-email');
    await a.contact({ email });

    const undone = await app.as.manager.post(
      `/api/crm/operations/${body.meta.operation.documentId}/undo`,
    );

    expect(undone).toMatchObject({
      status: 409,
      body: { error: { details: { code: 'email.taken' } } },
    });
    expect(await app.strapi.db.query('plugin::crm.contact').count({ where: { email } })).toBe(1);
  });

  it('X30: two inactive ones of one address are kept, and clash when the second comes back', async () => {
    const email = address();
    const [first, second] = [await a.contact({ email }), await a.contact()];
    await act(first, 'deactivate');
    await act(second, 'deactivate');
    // As a restored backup would bring it.
    await a.force('contact', second, { email });

    expect(await act(second, 'activate')).toMatchObject({
      status: 409,
      body: { error: { details: { code: 'email.taken' } } },
    });
    expect((await act(first, 'activate')).status).toBe(200);
    expect((await act(second, 'activate', { email: address() })).status).toBe(200);
  });

  it('X69: a lead that is activated leaves who has lost the address, and says so', async () => {
    const email = address();
    const [lead, gone] = [await a.lead(), await a.contact()];
    await a.link(lead, gone);
    await app.as.manager.post(`/api/crm/leads/${lead.documentId}/deactivate`);
    expect(await a.isActive('contact', gone)).toBe(false);
    await a.contact({ email });
    await a.force('contact', gone, { email });

    const reply = await app.as.manager.post(`/api/crm/leads/${lead.documentId}/activate`);

    expect(reply.status).toBe(200);
    expect(reply.body.meta.operation.kept).toEqual([expect.objectContaining({ rule: 'X69' })]);
    expect(await a.isActive('contact', gone)).toBe(false);
  });
});

describe('an invitation to the portal', () => {
  const accept = (token: string, password = 'Portal-password-1', extra = {}): Promise<Reply> =>
    post('/api/crm/portal/accept', { data: { token, password, ...extra } });
  const refused = { status: 400, body: { error: { details: { code: 'input.invalid' } } } };

  it('P2: makes a login with the role of the portal and the contact’s address', async () => {
    const who = await person();

    expect(await userOf(who)).toMatchObject({
      email: who.email,
      blocked: false,
      role: { type: 'crm_portal' },
    });
    const { body } = await app.as.manager.get(
      `/api/crm/contacts/${who.contact.documentId}/history`,
    );
    expect(body.data.map(({ action }: { action: string }) => action)).toEqual([
      'accept-invitation',
      'invite',
      'create',
    ]);
  });

  it('is given by administrators and managers alone', async () => {
    const { documentId } = await a.contact({ email: address() });

    for (const who of ['sales', 'marketeer'] as const) {
      const reply = await app.as[who].post(`/api/crm/contacts/${documentId}/invite`);
      expect(reply.status).toBe(403);
    }
    expect((await app.as.admin.post(`/api/crm/contacts/${documentId}/invite`)).status).toBe(200);
  });

  it('works once, however often it is pressed at once', async () => {
    const contact = await a.contact({ email: address() });
    const token = await invitationOf(contact);

    const replies = await Promise.all(Array.from({ length: 5 }, () => accept(token)));

    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await accept(token)).toMatchObject(refused);
  });

  it('is worth nothing once it is over, taken back, followed by another or its contact inactive', async () => {
    const contact = await a.contact({ email: address() });
    const first = await invitationOf(contact);
    const second = await invitationOf(contact);
    expect(await accept(first)).toMatchObject(refused);

    await app.strapi.db
      .connection('crm_portal_invitations')
      .where({ contact: contact.id })
      .update({ expires_at: new Date(Date.now() - 1000) });
    expect(await accept(second)).toMatchObject(refused);

    const third = await invitationOf(contact);
    await act(contact, 'deactivate');
    await act(contact, 'activate');
    expect(await accept(third)).toMatchObject(refused);
  });

  it('is kept as a hash', async () => {
    const contact = await a.contact({ email: address() });
    const token = await invitationOf(contact);

    const rows = await app.strapi.db.connection('crm_portal_invitations').select();

    expect(JSON.stringify(rows)).not.toContain(token);
  });

  it('R30: is refused to who wants no contact, and P3: to the inactive', async () => {
    const silent = await a.contact({ email: address(), doNotContact: true });
    const gone = await a.contact({ email: address() });
    await act(gone, 'deactivate');

    expect(await act(silent, 'invite')).toMatchObject(refused);
    expect(await act(gone, 'invite')).toMatchObject({
      status: 409,
      body: { error: { details: { code: 'contact.inactive' } } },
    });
  });

  it('lets nobody choose a role, a weak password or another address', async () => {
    const token = await invitationOf(await a.contact({ email: address() }));

    expect(await accept(token, 'short')).toMatchObject(refused);
    expect(await accept(token, 'Portal-password-1', { role: 1 })).toMatchObject(refused);
    expect(await accept('wrong-token')).toMatchObject(refused);
    expect((await accept(token)).status).toBe(200);
  });

  it('P12: nobody comes into the portal by registering as somebody else', async () => {
    const email = address();
    await a.contact({ email });

    const reply = await post('/api/auth/local/register', {
      username: 'impostor',
      email: email.toUpperCase(),
      password: 'Portal-password-1',
    });

    expect(reply).toMatchObject({
      status: 409,
      body: { error: { details: { code: 'email.taken' } } },
    });
    expect((await logIn(email)).status).toBe(400);
  });
});

describe('what a contact sees in the portal', () => {
  it('P2: their own profile, leads, tasks and events, and nothing of anybody else', async () => {
    const [who, other] = [await person(), await person()];
    const mine = await a.lead({ title: 'My matter' });
    const theirs = await a.lead({ title: 'Their matter' });
    await a.link(mine, who.contact);
    await a.link(theirs, other.contact);
    await a.link(theirs, who.contact, { active: false });
    for (const [lead, contact, word] of [
      [mine, who.contact, 'My'],
      [theirs, other.contact, 'Their'],
    ] as const) {
      await a.create('task', {
        title: `${word} task`,
        lead: lead.documentId,
        contact: contact.documentId,
      });
      await a.create('calendar-event', {
        title: `${word} event`,
        lead: lead.documentId,
        contact: contact.documentId,
        dueAt: tomorrow(),
      });
    }

    const { status, body } = await me((await tokensOf(who)).jwt);

    expect(status).toBe(200);
    expect(body.data).toMatchObject({
      profile: { documentId: who.contact.documentId, email: who.email },
      leads: [{ title: 'My matter', stage: 'New', status: 'open' }],
      tasks: [{ title: 'My task' }],
      events: [{ title: 'My event' }],
    });
    expect(JSON.stringify(body)).not.toContain('Their');
  });

  it('opens no other door', async () => {
    const { jwt } = await tokensOf(await person());
    const asked = ['leads', 'contacts', 'tasks', 'members', 'operations', 'calendar-events'];

    for (const record of asked) {
      const { status } = await post(`/api/crm/${record}`, { data: {} }, jwt);
      expect([403, 405]).toContain(status);
    }
  });

  it('I22: keeps its role, and gives nobody a place on the team', async () => {
    const who = await person();
    const { id } = await userOf(who);

    const member = a.create('member', { name: 'Both', email: address(), apiUser: id });

    await expect(member).rejects.toMatchObject({
      details: { code: 'input.invalid', errors: [{ path: ['apiUser'] }] },
    });
    const removed = app.strapi.db.query('plugin::users-permissions.user').delete({ where: { id } });
    await expect(removed).rejects.toMatchObject({ details: { code: 'field.guarded' } });
    expect(await deed(who, 'invite')).toMatchObject({ status: 400 });
  });
});

describe('the roles of the plugin', () => {
  it('P8: none of them may make, change or remove logins', async () => {
    const permissions = await app.strapi.db.query('plugin::users-permissions.permission').findMany({
      where: {
        role: { type: { $startsWith: 'crm_' } },
        action: { $startsWith: 'plugin::users-permissions.user' },
      },
    });

    expect(permissions.map(({ action }: { action: string }) => action)).toEqual(
      permissions.map(() => 'plugin::users-permissions.user.me'),
    );
  });
});

describe('P3 P4: a task for a contact', () => {
  const task = (lead: Made, contact: Made): Promise<Reply> =>
    app.as.sales.post('/api/crm/tasks', {
      data: { title: 'Send papers', lead: lead.documentId, contact: contact.documentId },
    });
  const INACTIVE = {
    status: 409,
    body: { error: { details: { code: 'contact.inactive' } } },
  };

  it('is given to an active one, and to no inactive one, by any door', async () => {
    const [lead, active, gone] = [await a.lead(), await a.contact(), await a.contact()];
    await act(gone, 'deactivate');
    const made = await task(lead, active);
    expect(made.status).toBe(201);
    const { documentId } = made.body.data;

    expect(await task(lead, gone)).toMatchObject(INACTIVE);
    const edited = await app.as.sales.put(`/api/crm/tasks/${documentId}`, {
      data: { contact: gone.documentId },
    });
    expect(edited).toMatchObject(INACTIVE);
    const byCode = app.strapi.db
      .query('plugin::crm.task')
      .create({ data: { title: 'x', lead: lead.id, contact: gone.id } });
    await expect(byCode).rejects.toMatchObject({ details: { code: 'contact.inactive' } });
    const many = app.strapi.db
      .query('plugin::crm.task')
      .updateMany({ where: { documentId }, data: { contact: gone.id } });
    await expect(many).rejects.toMatchObject({ details: { code: 'contact.inactive' } });
    const event = await app.as.sales.post('/api/crm/calendar-events', {
      data: { title: 'Call', contact: gone.documentId, dueAt: tomorrow() },
    });
    expect(event).toMatchObject(INACTIVE);
  });

  it('stays with a contact that becomes inactive, and is not counted as new when it is edited', async () => {
    const [lead, contact] = [await a.lead(), await a.contact()];
    const { body } = await task(lead, contact);
    await act(contact, 'deactivate');

    const url = `/api/crm/tasks/${body.data.documentId}`;
    const edited = await app.as.sales.put(url, {
      data: { title: 'Send all papers', contact: contact.documentId },
    });

    expect(edited.status).toBe(200);
    const read = await app.as.sales.get(`${url}?populate=contact`);
    expect(read.body.data.contact.documentId).toBe(contact.documentId);
  });

  it('X23: setting the contact inactive names what stays with it, before and after', async () => {
    const [lead, contact] = [await a.lead(), await a.contact()];
    const { documentId } = (await task(lead, contact)).body.data;
    const event = await a.create('calendar-event', {
      title: 'Call back',
      contact: contact.documentId,
      dueAt: tomorrow(),
    });
    const done = await a.create('calendar-event', {
      title: 'Called',
      contact: contact.documentId,
      dueAt: tomorrow(),
    });
    await a.force('calendar-event', done, { completed_at: new Date() });
    const stays = [
      { record: 'task', documentId, label: 'Send papers', rule: 'X23' },
      { record: 'calendar-event', documentId: event.documentId, label: 'Call back', rule: 'X23' },
    ];

    for (const query of ['?preview=true', '']) {
      const { body } = await act(contact, 'deactivate', {}, query);
      expect(body.meta.operation.kept).toMatchObject(stays);
      expect(body.meta.operation.kept).toHaveLength(stays.length);
    }
    const handed = await app.as.manager.put(`/api/crm/tasks/${documentId}`, {
      data: { assignee: app.members.sales.documentId },
    });
    expect(handed.status).toBe(200);
    expect((await app.as.sales.get(`/api/crm/tasks/${documentId}`)).body.data).toMatchObject({
      assigneeInactive: false,
    });
  });

  it('X71: a lead for somebody inactive brings nobody back, and says since when and why', async () => {
    const contact = await a.contact();
    await act(contact, 'deactivate', { reason: 'credit-hold' });
    const lead = await app.as.sales.post('/api/crm/leads', { data: { title: 'Back again' } });
    const { documentId } = lead.body.data;

    const linked = await app.as.sales.post(
      '/api/crm/lead-contacts?populate[contact][populate]=inactivatedBy',
      { data: { lead: documentId, contact: contact.documentId, primaryIndividual: true } },
    );

    expect(linked.body.data.contact).toMatchObject({
      active: false,
      inactiveReason: 'credit-hold',
      inactivatedBy: { action: 'deactivate', createdAt: expect.any(String) },
    });
    expect(await a.isActive('contact', contact)).toBe(false);
    expect((await app.as.sales.get(`/api/crm/leads/${documentId}`)).body.data.state).toBe('new');
  });

  it('X23: says that whose it is is inactive', async () => {
    const [lead, contact] = [await a.lead(), await a.contact()];
    const url = `/api/crm/tasks/${(await task(lead, contact)).body.data.documentId}`;
    expect((await app.as.sales.get(url)).body.data.assigneeInactive).toBe(false);

    await act(contact, 'deactivate');

    expect((await app.as.sales.get(url)).body.data.assigneeInactive).toBe(true);
    const list = await app.as.sales.get(
      `/api/crm/tasks?filters[lead][documentId][$eq]=${lead.documentId}`,
    );
    expect(list.body.data).toMatchObject([{ assigneeInactive: true }]);
  });

  it('is a member’s or a contact’s, and changes hands between them', async () => {
    const [lead, contact] = [await a.lead(), await a.contact()];
    const both = await app.as.sales.post('/api/crm/tasks', {
      data: {
        title: 'Both',
        lead: lead.documentId,
        contact: contact.documentId,
        assignee: app.members.sales.documentId,
      },
    });
    expect(both.status).toBe(400);
    const { body } = await task(lead, contact);
    const url = `/api/crm/tasks/${body.data.documentId}`;

    const handed = await app.as.manager.put(url, {
      data: { assignee: app.members.sales.documentId },
    });
    expect(handed.body.error).toBeUndefined();
    const members = await app.as.sales.get(`${url}?populate=*`);
    expect([members.body.data.contact, members.body.data.assignee?.documentId]).toEqual([
      null,
      app.members.sales.documentId,
    ]);
    await app.as.manager.put(url, { data: { contact: contact.documentId } });

    const contacts = await app.as.sales.get(`${url}?populate=*`);
    expect([contacts.body.data.contact?.documentId, contacts.body.data.assignee]).toEqual([
      contact.documentId,
      null,
    ]);
  });
});

describe('deleting a contact', () => {
  const remove = (contact: Made): Promise<Reply> =>
    app.as.sales.delete(`/api/crm/contacts/${contact.documentId}`);

  it('P10 X26: is refused while it is active, and names the open leads that it is on', async () => {
    const [one, two, contact] = [await a.lead(), await a.lead(), await a.contact()];
    await a.link(one, contact);
    await a.link(two, contact, { primaryContact: true });
    expect(await remove(contact)).toMatchObject({
      status: 409,
      body: { error: { details: { code: 'contact.active' } } },
    });
    await act(contact, 'deactivate');

    const reply = await remove(contact);

    expect(reply).toMatchObject({
      status: 409,
      body: { error: { details: { code: 'contact.on-open-lead' } } },
    });
    expect(reply.body.error.details.leads.map(({ documentId }: Made) => documentId).sort()).toEqual(
      [one.documentId, two.documentId].sort(),
    );
  });

  it('P10 R29: says beforehand whether it would be refused, and why', async () => {
    const [lead, contact] = [await a.lead({ title: 'Villa' }), await a.contact()];
    const link = await a.link(lead, contact);
    const ask = async (voice = app.as.sales): Promise<any> =>
      (await voice.get(`/api/crm/contacts/${contact.documentId}/deletion`)).body.data;

    const told = [await ask()];
    await act(contact, 'deactivate');
    told.push(await ask());
    await app.as.sales.put(`/api/crm/lead-contacts/${link.documentId}`, {
      data: { active: false },
    });

    expect(told).toMatchObject([
      { allowed: false, refusal: { code: 'contact.active' } },
      {
        allowed: false,
        refusal: {
          code: 'contact.on-open-lead',
          message: 'The contact is still on the open lead "Villa". Take it off that lead first.',
        },
      },
    ]);
    expect(await ask()).toEqual({ allowed: true, refusal: null });
    expect((await remove(contact)).status).toBe(204);
  });

  it('P11 P14: takes the login and the address along', async () => {
    const who = await person();
    await deed(who, 'deactivate');

    expect((await remove(who.contact)).status).toBe(204);

    expect(await userOf(who)).toBeNull();
    const fresh = await app.as.sales.post('/api/crm/contacts', {
      data: { lastName: 'Successor', email: who.email },
    });
    expect(fresh.status).toBe(201);
  });

  it('X26 P4: leaves history that says so, and every count as it was', async () => {
    const [lead, contact] = [await a.lead(), await a.contact({ lastName: 'Leaver' })];
    await a.link(lead, contact);
    await app.as.manager.post(`/api/crm/leads/${lead.documentId}/deactivate`);
    const counts = async (): Promise<number[]> =>
      Promise.all(
        ['lead', 'lead-contact'].map((record) =>
          app.strapi.db.query(`plugin::crm.${record}` as never).count(),
        ),
      );
    const before = await counts();

    expect((await remove(contact)).status).toBe(204);

    expect(await counts()).toEqual(before);
    const { body } = await app.as.manager.get(`/api/crm/leads/${lead.documentId}/history`);
    const labels = body.data.flatMap(({ changes }: any) =>
      changes.flatMap(({ record, label }: any) => (record === 'contact' ? [label] : [])),
    );
    expect(new Set(labels)).toEqual(new Set(['Deleted contact']));
    const [operation] = await app.strapi.db
      .query('plugin::crm.operation')
      .findMany({ where: { action: 'delete' }, orderBy: { id: 'desc' }, limit: 1 });
    const undone = await app.as.manager.post(`/api/crm/operations/${operation.documentId}/undo`);
    expect(undone.status).toBe(409);
  });
});

describe('what keeps a contact active', () => {
  const keepersOf = async (contact: Made): Promise<Reply> =>
    app.as.sales.get(`/api/crm/contacts/${contact.documentId}/kept-active-by`);
  const named = ({ body }: Reply): string[] =>
    body.data.map(({ record, label, rule }: any) => `${rule} ${record} ${label}`);

  it('R7 X4 X5 X10: is every lead that is active and open, qualified or won, by a live link', async () => {
    const ana = await a.contact();
    const lead = async (title: string, columns: object, link: object = {}): Promise<void> => {
      const made = await a.lead({ title });
      await a.link(made, ana, link);
      await a.force('lead', made, columns);
    };
    await lead('Open', { outcome: null });
    await lead('Won', { status: 'closed', outcome: 'won' });
    await lead('Qualified', { status: 'closed', outcome: 'qualified' });
    await lead('Lost', { status: 'closed', outcome: 'lost' });
    await lead('Inactive', { active: false });
    await lead('Ended', { outcome: null }, { active: false });

    const reply = await keepersOf(ana);

    expect(named(reply)).toEqual(['R7 lead Qualified', 'R7 lead Won', 'R7 lead Open']);
    expect(reply.body.meta).toEqual({ total: 3 });
  });

  it('X7 X8: is a company and a place on the team, and an opportunity where the settings say so', async () => {
    const ana = await a.contact({ email: 'kept-by-team@contacts.example' });
    const lost = await a.lead({ title: 'Lost' });
    await a.link(lost, ana);
    await a.force('lead', lost, { status: 'closed', outcome: 'lost' });
    await a.create('company', { name: 'Keepers Ltd', primaryContact: ana.documentId });
    await a.row('opportunity', { name: 'Roof', originating_lead_key: lost.id });

    const before = await keepersOf(ana);
    const settings = (protectOpenOpportunities: boolean) =>
      app.as.admin.put('/api/crm/settings', { data: { cascade: { protectOpenOpportunities } } });
    await settings(true);
    const after = await keepersOf(ana);
    await settings(false);

    expect(named(before)).toEqual(['X7 company Keepers Ltd']);
    expect(named(after)).toEqual(['X7 company Keepers Ltd', 'X8 opportunity Roof']);
  });

  it('is nothing where the contact is inactive, and no contact is said to be missing', async () => {
    const ana = await a.contact();
    await a.link(await a.lead(), ana);
    await act(ana, 'deactivate', { reason: 'credit-hold' });

    expect((await keepersOf(ana)).body).toEqual({ data: [], meta: { total: 0 } });
    expect((await app.as.sales.get('/api/crm/contacts/nobody/kept-active-by')).status).toBe(404);
  });

  it('is told of fifty and counted beyond', async () => {
    const ana = await a.contact();
    for (let made = 0; made < 52; made += 1) await a.link(await a.lead(), ana);

    const reply = await keepersOf(ana);

    expect(reply.body.data).toHaveLength(50);
    expect(reply.body.meta).toEqual({ total: 52 });
  });
});
