import { appForTests, type Reply } from './support/app';
import { builders, type Made } from './support/builders';
import { bulkJobs } from './support/bulk';
import { portal } from './support/portal';
import { crmTables } from './support/rows';
import { searchDatabase } from './support/search';
import { workshop } from './support/work';

/* R29: a person is erased everywhere, and the counts hold. */

const app = appForTests();
const a = builders(app);
const bulk = bulkJobs(app);
const work = workshop(app);
const { person, tokensOf, userOf, me, logIn, refresh } = portal(app);

const erase = (contact: Made, query = '', headers = {}): Promise<Reply> =>
  app.as.admin.post(`/api/crm/contacts/${contact.documentId}/erase${query}`, {}, headers);
const act = (contact: Made, action: string, data: object = {}): Promise<Reply> =>
  app.as.manager.post(`/api/crm/contacts/${contact.documentId}/${action}`, { data });
const onLead = (lead: Made, action: string, data: object = {}, headers = {}): Promise<Reply> =>
  app.as.manager.post(`/api/crm/leads/${lead.documentId}/${action}`, { data }, headers);
const undo = (operation: string): Promise<Reply> =>
  app.as.sales.post(`/api/crm/operations/${operation}/undo`);
const tomorrow = (): string => new Date(Date.now() + 86_400_000).toISOString();
/** What the database's own check says; what these tests set behind the guards stands in it already. */
const verified = async (): Promise<string[]> => {
  const { lines } = await app.strapi.plugin('crm').service('cli').verify([]);
  return lines.filter((line: string) => line.startsWith('broken'));
};

const countRows = async (): Promise<Record<string, number>> =>
  Object.fromEntries(
    await Promise.all(
      crmTables(app.strapi).map(async (table): Promise<[string, number]> => {
        const [row] = await app.strapi.db.connection(table).count({ n: '*' });
        return [table, Number(row?.['n'])];
      }),
    ),
  );

interface Everywhere {
  readonly contact: Made;
  readonly email: string;
  readonly leads: readonly Made[];
  readonly values: readonly string[];
  readonly operations: readonly string[];
}

let n = 0;

/** Somebody who has left traces wherever people can. */
async function everywhere(): Promise<Everywhere> {
  const [first, last] = [`Zephyrine${(n += 1)}`, `Quillfeather${n}`];
  const [phone, externalId] = [`+43 660 98765${n}`, `legacy-zq-${n}`];
  const name = `${first} ${last}`;
  const company = await a.create('company', { name: `Employer ${n}` });
  const who = await person({
    firstName: first,
    lastName: last,
    phone,
    externalId,
    company: company.documentId,
  });
  const { contact } = who;
  await tokensOf(who);
  await a.create('company', {
    name: `Customer ${n}`,
    primaryContact: contact.documentId,
    notes: `Ask for ${name} (${phone}).`,
  });
  const lead = await work.assigned(app.members.sales, {
    title: `Flat for ${name}`,
    description: `Wrote from ${who.email.toUpperCase()}`,
    decisionMaker: `${first} herself`,
  });
  await a.link(lead, contact, { primaryIndividual: true });
  const second = await a.lead({ title: `${last}, once more` });
  const third = await a.lead({ title: `And again: ${first}` });
  await a.link(second, contact);
  await a.link(third, contact);
  // What is given to them is theirs, whosever lead it is about.
  const elsewhere = await a.lead({ title: 'A lead of somebody else' });
  for (const data of [
    { lead: lead.documentId, contact: contact.documentId },
    { contact: contact.documentId },
  ]) {
    await a.create('task', {
      title: `Call ${first}`,
      description: `At ${phone}`,
      lead: elsewhere.documentId,
      ...data,
    });
    await a.create('calendar-event', {
      title: `Meet ${last}`,
      notes: `Mail ${who.email}`,
      dueAt: tomorrow(),
      ...data,
    });
  }
  await a.row('close-request', {
    form: JSON.stringify({ notes: `${name} moved away`, reason: 'x' }),
    note: `As ${first} said`,
    status: 'declined',
    lead_key: lead.id,
  });
  await app.as.sales.post('/api/crm/saved-views', {
    data: { name: 'Mine', page: 'leads', query: { filters: { email: who.email } } },
  });
  const keyed = { 'Idempotency-Key': `everywhere-${n}` };
  const form = await work.form({ description: `Call ${phone}` });
  const qualified = await app.as.sales.post(`/api/crm/leads/${lead.documentId}/qualify`, {
    data: form,
  });
  const sales = app.members.sales.documentId;
  const owned = await onLead(second, 'assign', { owner: sales }, keyed);
  const closed = await onLead(second, 'close-lost', {
    reason: (await a.value('lost-reason', 'not-ready')).documentId,
    notes: `${name} bought elsewhere`,
  });
  const job = await bulk.run(app.as.manager, {
    action: 'deactivate',
    ids: [third.documentId],
    data: { reason: `${name} asked for it` },
  });
  expect(job.status).toBe('done');
  const off = await act(contact, 'deactivate', { reason: 'left-company' });
  const moved = `moved-${n}@elsewhere.example`;
  const on = await act(contact, 'activate', { email: moved });
  for (const reply of [qualified, owned, closed, off, on]) expect(reply.body.error).toBeUndefined();
  // An address of a mail server's complaint, and one in a note about somebody else.
  await app.strapi.db.connection('crm_outbox').insert({
    document_id: `outbox-${n}`,
    key: `test:${n}`,
    kind: 'email',
    payload: '{}',
    status: 'dead',
    attempts: 1,
    last_error: `550 ${who.email} unknown`,
  });
  await a.lead({ title: 'Somebody else', description: `Knows ${who.email}` });
  const operations = [qualified, owned, closed, off, on].flatMap(
    ({ body }) => body.meta?.operation?.documentId ?? [],
  );
  return {
    contact,
    email: who.email,
    leads: [lead, second, third],
    values: [first, last, phone, externalId, who.email, moved],
    operations,
  };
}

describe('erasing a person who is everywhere', () => {
  it('R29: leaves nothing of them in any text of any table, and every count as it was', async () => {
    const { contact, values } = await everywhere();
    const before = await searchDatabase(app.strapi, values);
    for (const value of values) expect(before.join()).toContain(value);
    for (const table of [
      'contacts',
      'leads',
      'opportunities',
      'companies',
      'tasks',
      'calendar_events',
      'close_requests',
      'notifications',
      'operations',
      'changes',
      'bulk_jobs',
      'idempotency_keys',
      'outbox',
      'saved_views',
    ]) {
      expect(before.join()).toContain(`crm_${table}.`);
    }
    const [counts, sound] = [await countRows(), await verified()];

    const reply = await erase(contact);

    expect(reply.body.error).toBeUndefined();
    expect(await searchDatabase(app.strapi, values)).toEqual([]);
    expect(reply.body.meta.operation.kept).toEqual([]);
    expect(JSON.stringify(reply.body)).not.toMatch(new RegExp(values.slice(0, 2).join('|'), 'i'));
    const after = await countRows();
    const changed = Object.keys(counts).filter((table) => counts[table] !== after[table]);
    expect(changed.sort()).toEqual(
      [
        'crm_changes',
        'crm_contacts_company_lnk',
        'crm_contacts_portal_user_lnk',
        'crm_email_addresses',
        'crm_email_holders',
        'crm_operations',
        'crm_outbox',
        'crm_portal_sessions',
      ].sort(),
    );
    expect(await verified()).toEqual(sound);
  });

  it('R29: is shown before it is done, and changes nothing then', async () => {
    const { contact, values, leads } = await everywhere();
    const before = await searchDatabase(app.strapi, values);

    const { body } = await erase(contact, '?preview=true');

    const { changes } = body.meta.operation;
    expect(changes).toContainEqual(
      expect.objectContaining({ record: 'contact', field: 'firstName', before: values[0] }),
    );
    expect(changes).toContainEqual(
      expect.objectContaining({
        record: 'lead',
        documentId: leads[0]?.documentId,
        field: 'title',
        after: 'Flat for [erased]',
      }),
    );
    expect(changes).toContainEqual(expect.objectContaining({ field: 'history', after: 0 }));
    expect(await searchDatabase(app.strapi, values)).toEqual(before);
  });

  it('R29: nothing that is undone afterwards brings them back', async () => {
    const { contact, values, operations } = await everywhere();
    const sound = await verified();
    const { body } = await erase(contact);

    for (const operation of [...operations.toReversed(), body.meta.operation.documentId]) {
      const reply = await undo(operation);
      if (reply.status === 200) continue;
      expect([reply.status, reply.body.error.details.code]).toEqual([409, 'operation.conflict']);
      expect(reply.body.error.message).toMatch(/\.$/);
    }

    expect(await a.isActive('contact', contact)).toBe(false);
    expect(await searchDatabase(app.strapi, values)).toEqual([]);
    expect(await verified()).toEqual(sound);
  });

  it('R29: leaves the history and the leads without a name', async () => {
    const { contact, leads } = await everywhere();
    await erase(contact);
    const [lead] = leads as [Made];

    const { body } = await app.as.manager.get(`/api/crm/contacts/${contact.documentId}/history`);

    expect(body.data.map(({ action }: any) => action)).toContain('invite');
    const labels = body.data.flatMap(({ changes }: any) => changes.map(({ label }: any) => label));
    expect(new Set(labels)).toEqual(new Set(['Erased contact']));
    const links = await app.as.manager.get(
      `/api/crm/lead-contacts?filters[lead][documentId][$eq]=${lead.documentId}&populate=contact`,
    );
    expect(links.body.data).toMatchObject([{ contact: { lastName: 'Erased contact' } }]);
  });

  it('R29: done twice, is done once', async () => {
    const { contact } = await everywhere();
    const [first, again] = [await erase(contact), await erase(contact)];

    expect([first.status, again.status]).toEqual([200, 200]);
    expect(again.body.meta.operation).toMatchObject({ documentId: null, changes: [] });
  });

  it('R29: the answer that is kept for its key holds nothing either', async () => {
    const { contact, values } = await everywhere();
    const key = { 'Idempotency-Key': `erase-${contact.documentId}` };

    const first = await erase(contact, '', key);

    expect(await erase(contact, '', key)).toEqual(first);
    expect(await searchDatabase(app.strapi, values)).toEqual([]);
  });
});

describe('an erased contact', () => {
  it('R29 P14: has no login, and its address is free', async () => {
    const who = await person();
    const { jwt, refreshToken } = await tokensOf(who);

    expect((await erase(who.contact)).status).toBe(200);

    expect(await userOf(who)).toBeNull();
    expect((await me(jwt)).status).toBe(401);
    expect((await refresh(refreshToken)).status).toBe(401);
    expect((await logIn(who.email)).status).toBe(400);
    await expect(a.contact({ email: who.email })).resolves.toBeDefined();
  });

  it('R29: gets no invitation that has not been sent', async () => {
    const contact = await a.contact({ email: 'not-sent@leavers.example' });
    await act(contact, 'invite');

    await erase(contact);

    const rows = await app.strapi.db
      .connection('crm_outbox')
      .where('key', 'like', `portal-invitation:${contact.id}:%`);
    const invitations = await app.strapi.db
      .connection('crm_portal_invitations')
      .where({ contact: contact.id });
    expect([rows, invitations]).toEqual([[], []]);
  });

  it('R29: stays as it is, by every door', async () => {
    const contact = await a.contact();
    await erase(contact);
    const refused = { status: 409, body: { error: { details: { code: 'contact.erased' } } } };

    expect(await act(contact, 'activate')).toMatchObject(refused);
    expect(await act(contact, 'deactivate', { reason: 'other' })).toMatchObject(refused);
    const edited = await app.as.admin.put(`/api/crm/contacts/${contact.documentId}`, {
      data: { lastName: 'Back' },
    });
    expect(edited).toMatchObject(refused);
    const byCode = app.strapi.db
      .query('plugin::crm.contact')
      .updateMany({ where: { id: contact.id }, data: { phone: '123' } });
    await expect(byCode).rejects.toMatchObject({ details: { code: 'contact.erased' } });
  });

  it('R32: nobody is erased by writing the date', async () => {
    const contact = await a.contact();

    const reply = await app.as.admin.put(`/api/crm/contacts/${contact.documentId}`, {
      data: { erasedAt: new Date().toISOString() },
    });

    expect(reply).toMatchObject({
      status: 409,
      body: { error: { details: { code: 'field.guarded', action: 'erase' } } },
    });
  });

  it('R12: does not come back with its lead', async () => {
    const [lead, contact] = [await a.lead(), await a.contact()];
    await a.link(lead, contact);
    await onLead(lead, 'deactivate');
    await erase(contact);

    expect((await onLead(lead, 'activate')).status).toBe(200);

    expect(await a.isActive('contact', contact)).toBe(false);
  });
});

describe('what belongs to somebody else', () => {
  it('R29: stays: another contact, a member, a company of the same name', async () => {
    const shared = { firstName: 'Kim', lastName: 'Namesake', phone: '+43 1 5550000' };
    const [gone, stays] = [await a.contact(shared), await a.contact(shared)];
    const member = await a.create('member', {
      name: 'Kim Namesake',
      email: 'kim@staff.example',
    });
    const company = await a.create('company', { name: 'Namesake' });
    const [lead, both] = [
      await a.lead({ title: 'Kim Namesake and the dog' }),
      await a.lead({ title: 'For Kim Namesake' }),
    ];
    await a.link(lead, stays);
    await a.link(both, gone);
    await a.link(both, stays, { primaryContact: true });
    const third = await a.contact({ ...shared, phone: '+43 1 5550001' });
    await a.link(both, third);
    await onLead(both, 'deactivate');
    await act(stays, 'deactivate', { reason: 'other' });

    const reply = await erase(gone);

    expect(await a.read('contact', stays)).toMatchObject(shared);
    expect(await a.read('member', member)).toMatchObject({ name: 'Kim Namesake' });
    expect(await a.read('company', company)).toMatchObject({ name: 'Namesake' });
    expect(await a.read('lead', lead)).toMatchObject({ title: 'Kim Namesake and the dog' });
    expect(await a.read('lead', both)).toMatchObject({ title: 'For [erased]' });
    const { body } = await app.as.manager.get(`/api/crm/contacts/${stays.documentId}/history`);
    expect(JSON.stringify(body)).toContain('Kim Namesake');
    const taken = await app.as.manager.get(`/api/crm/contacts/${third.documentId}/history`);
    expect(taken.body.data[0].changes).toContainEqual(
      expect.objectContaining({ record: 'contact', label: 'Kim Namesake' }),
    );
    // What is left is said, so that somebody looks at it.
    const said = reply.body.meta.operation.kept.map(({ because }: any) => because).join(' ');
    for (const place of ['crm_leads.title', 'crm_members.name', 'crm_contacts.phone']) {
      expect(said).toContain(place);
    }
  });

  it('R28: an address that two contacts share is taken from the one alone', async () => {
    const email = 'family@leavers.example';
    const gone = await a.contact({ email });
    await act(gone, 'deactivate');
    const stays = await a.contact();
    await act(stays, 'deactivate');
    await a.force('contact', stays, { email });
    await app.strapi.db
      .connection('crm_email_holders')
      .where({ kind: 'contact', holder: gone.id })
      .update({ holder: stays.id });
    const [own, other] = [
      await a.lead({ title: 'Own', description: `Write to ${email}` }),
      await a.lead({ title: 'Other', description: `Write to ${email}` }),
    ];
    await a.link(own, gone);
    await a.link(other, stays);

    await erase(gone);

    expect((await a.read('lead', own)).description).toBe('Write to [erased]');
    expect((await a.read('lead', other)).description).toBe(`Write to ${email}`);
    expect(await a.read('contact', stays)).toMatchObject({ email });
  });
});

describe('who erases', () => {
  it('R29: administrators, and whoever is granted it', async () => {
    const contact = await a.contact();

    for (const who of ['manager', 'sales', 'marketeer'] as const) {
      const reply = await app.as[who].post(`/api/crm/contacts/${contact.documentId}/erase`);
      expect(reply).toMatchObject({
        status: 403,
        body: { error: { details: { code: 'access.role' } } },
      });
    }
    expect((await app.inPanel.admin.post(`/crm/contacts/${contact.documentId}/erase`)).status).toBe(
      200,
    );
  });
});
