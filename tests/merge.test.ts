import { appForTests, type Reply } from './support/app';
import { builders, type Made } from './support/builders';
import { portal } from './support/portal';
import { searchDatabase } from './support/search';
import { workshop } from './support/work';

/* X70: two contacts that are one person become one, and two again where that is undone. */

const app = appForTests();
const a = builders(app);
const work = workshop(app);
const { person, tokensOf, me, invitationOf, deed } = portal(app);

const merge = (winner: Made, other: Made, query = '', as = app.as.manager): Promise<Reply> =>
  as.post(`/api/crm/contacts/${winner.documentId}/merge${query}`, {
    data: { contact: other.documentId },
  });
const act = (contact: Made, action: string, data: object = {}): Promise<Reply> =>
  app.as.manager.post(`/api/crm/contacts/${contact.documentId}/${action}`, { data });
const undo = (reply: Reply, query = ''): Promise<Reply> =>
  app.as.manager.post(`/api/crm/operations/${reply.body.meta.operation.documentId}/undo${query}`);
const undoable = (operation: string): Promise<Reply> =>
  app.as.manager.post(`/api/crm/operations/${operation}/undo`);
const history = async (contact: Made): Promise<any[]> =>
  (await app.as.manager.get(`/api/crm/contacts/${contact.documentId}/history`)).body.data;
const contactOf = async (record: string, made: Made, field = 'contact'): Promise<number> =>
  (await a.read(record, made))[`${field}Key`];
const tomorrow = (): string => new Date(Date.now() + 86_400_000).toISOString();
const verified = async (): Promise<string[]> => {
  const { lines } = await app.strapi.plugin('crm').service('cli').verify([]);
  return lines.filter((line: string) => line.startsWith('broken') || line.startsWith(' '));
};

/** Every row of the tables that a merge writes to, history aside. */
async function everything(): Promise<unknown> {
  const tables = [
    'crm_contacts',
    'crm_lead_contacts',
    'crm_lead_contacts_contact_lnk',
    'crm_tasks',
    'crm_tasks_contact_lnk',
    'crm_calendar_events',
    'crm_calendar_events_contact_lnk',
    'crm_companies',
    'crm_companies_primary_contact_lnk',
    'crm_contact_groups_contacts_lnk',
    'crm_email_holders',
  ];
  const rows = await Promise.all(
    tables.map(async (table): Promise<[string, unknown]> => {
      const found: Record<string, unknown>[] = await app.strapi.db.connection(table).select();
      const plain = found.map(({ updated_at: _at, contact_ord: _ord, ...row }) =>
        // The rows of a link are made anew; what they join is what counts.
        JSON.stringify(
          table.endsWith('_lnk') || table.endsWith('holders') ? { ...row, id: 0 } : row,
        ),
      );
      return [table, plain.sort()];
    }),
  );
  return Object.fromEntries(rows);
}

interface Two {
  readonly winner: Made;
  readonly other: Made;
  readonly shared: Made;
  readonly theirs: Made;
  readonly links: { readonly own: Made; readonly double: Made; readonly moves: Made };
  readonly task: Made;
  readonly event: Made;
  readonly company: Made;
  readonly groups: readonly Made[];
}

let n = 0;
const next = (): number => (n += 1);

/** Two contacts, of whom the other has something wherever contacts can. */
async function two(mine: object = {}, others: object = {}): Promise<Two> {
  const k = next();
  const winner = await a.contact({ lastName: `Winner ${k}`, ...mine });
  const other = await a.contact({ lastName: `Other ${k}`, ...others });
  const [shared, theirs] = [await work.ready(), await a.lead()];
  const links = {
    own: await a.link(shared, winner, { primaryIndividual: true }),
    double: await a.link(shared, other, { primaryContact: true, relationship: 'child' }),
    moves: await a.link(theirs, other, { primaryIndividual: true }),
  };
  const of = { contact: other.documentId };
  const both = { contacts: [winner.documentId, other.documentId] };
  return {
    winner,
    other,
    shared,
    theirs,
    links,
    task: await a.create('task', { title: `Send ${k}`, lead: theirs.documentId, ...of }),
    event: await a.create('calendar-event', { title: `Meet ${k}`, dueAt: tomorrow(), ...of }),
    company: await a.create('company', {
      name: `Company ${k}`,
      primaryContact: other.documentId,
    }),
    groups: [
      await a.create('contact-group', { name: `Both ${k}`, ...both }),
      await a.create('contact-group', { name: `One ${k}`, contacts: [other.documentId] }),
    ],
  };
}

const membersOf = async (group: Made): Promise<number[]> => {
  const row: any = await app.strapi.db
    .query('plugin::crm.contact-group')
    .findOne({ where: { id: group.id }, populate: { contacts: true } });
  return row.contacts.map(({ id }: { id: number }) => id);
};

describe('merging two contacts', () => {
  it('X70: links, groups, tasks, events and companies move, and a lead keeps its primaries (X14)', async () => {
    const { winner, other, shared, theirs, links, task, event, company, groups } = await two();

    const reply = await merge(winner, other);

    expect(reply.body.error).toBeUndefined();
    expect(reply.status).toBe(200);
    expect(await contactOf('lead-contact', links.moves)).toBe(winner.id);
    expect(await contactOf('task', task)).toBe(winner.id);
    expect(await contactOf('calendar-event', event)).toBe(winner.id);
    expect(await contactOf('company', company, 'primaryContact')).toBe(winner.id);
    expect(await Promise.all(groups.map(membersOf))).toEqual([[winner.id], [winner.id]]);
    expect(await a.read('lead-contact', links.own)).toMatchObject({
      active: true,
      primaryIndividual: true,
      primaryContact: true,
      primaryContactOf: shared.id,
    });
    expect(await a.read('lead-contact', links.double)).toMatchObject({
      active: false,
      primaryContact: false,
      primaryContactOf: null,
      contactKey: other.id,
    });
    expect(await a.read('lead-contact', links.moves)).toMatchObject({
      active: true,
      primaryIndividualOf: theirs.id,
    });
    expect(await verified()).toEqual([]);
  });

  it('X70: the preview says the same and changes nothing', async () => {
    const { winner, other } = await two();
    const before = await everything();

    const preview = await merge(winner, other, '?preview=true');

    expect(await everything()).toEqual(before);
    const done = await merge(winner, other);
    const { preview: isPreview, documentId: _none, ...planned } = preview.body.meta.operation;
    const { documentId: _operation, ...carriedOut } = done.body.meta.operation;
    expect(isPreview).toBe(true);
    expect(planned).toEqual(carriedOut);
  });

  it('X70: the other one stays as an inactive row that says whose it is', async () => {
    const { winner, other } = await two();

    await merge(winner, other);

    const { body } = await app.as.manager.get(
      `/api/crm/contacts/${other.documentId}?populate=mergedInto`,
    );
    expect(body.data).toMatchObject({
      active: false,
      inactiveReason: 'duplicate',
      mergedInto: { documentId: winner.documentId },
    });
  });

  it('X70: history of both is read with the one that stays', async () => {
    const { winner, other } = await two();
    await act(winner, 'deactivate', { reason: 'left-company' });
    await act(winner, 'activate');
    await act(other, 'deactivate', { reason: 'between-projects' });

    await merge(winner, other);

    expect((await history(winner)).map(({ action }) => action)).toEqual([
      'merge',
      'deactivate',
      'activate',
      'deactivate',
      'create',
      'create',
    ]);
    const [merged] = await history(other);
    expect(merged.changes).toContainEqual(
      expect.objectContaining({
        field: 'inactivatedBy',
        after: expect.objectContaining({ label: expect.stringMatching(/^merge on contact "/) }),
      }),
    );
    expect((await history(other)).map(({ action }) => action)).toEqual([
      'merge',
      'deactivate',
      'create',
    ]);
  });

  it('X70 R28: an address goes to who has none, and is remembered of who has one', async () => {
    const k = next();
    const [first, second] = [`gone-${k}@x.example`, `kept-${k}@x.example`];
    const without = await two({}, { email: first });
    const withOwn = await two({ email: second }, { email: `old-${k}@x.example` });

    expect((await merge(without.winner, without.other)).status).toBe(200);
    expect((await merge(withOwn.winner, withOwn.other)).status).toBe(200);

    expect(await a.read('contact', without.winner)).toMatchObject({ email: first });
    expect(await a.read('contact', without.other)).toMatchObject({ email: null });
    expect(await a.read('contact', withOwn.winner)).toMatchObject({ email: second });
    const taken = await app.as.sales.post('/api/crm/contacts', {
      data: { lastName: 'Somebody', email: first },
    });
    expect(taken.body.error.details).toMatchObject({
      holder: { documentId: without.winner.documentId },
    });
    expect(await verified()).toEqual([]);
  });

  it('A17 X70: who looks like the one that is gone looks like the one that stays', async () => {
    const k = next();
    const old = `was-${k}@x.example`;
    const { winner, other } = await two(
      { email: `is-${k}@x.example` },
      { email: old, phone: `+43 660 555${1000 + k}` },
    );
    await merge(winner, other);

    const { body } = await app.as.sales.post('/api/crm/contacts/look-alikes', {
      data: {
        drafts: [
          { email: old },
          { phone: `0660 555${1000 + k}` },
          { phone: `0660 555${1000 + k}`, contact: winner.documentId },
        ],
      },
    });

    const contact = expect.objectContaining({ documentId: winner.documentId, active: true });
    expect(body.data).toEqual([
      { matches: [{ by: ['email'], contact }] },
      { matches: [{ by: ['phone'], contact }] },
      { matches: [] },
    ]);
  });

  it('X70: who is merged a second time brings along whoever was merged into it', async () => {
    const [first, second] = [await two(), await two()];
    await merge(first.winner, first.other);

    const reply = await merge(second.winner, first.winner);

    expect(reply.status).toBe(200);
    const read = await app.strapi.db
      .query('plugin::crm.contact')
      .findOne({ where: { id: first.other.id }, populate: { mergedInto: true } });
    expect(read.mergedInto.id).toBe(second.winner.id);
    expect(await verified()).toEqual([]);
  });

  it('X70: is for those who are granted it', async () => {
    const { winner, other } = await two();

    expect(await merge(winner, other, '', app.as.sales)).toMatchObject({
      status: 403,
      body: { error: { details: { code: 'access.role', grant: 'merge' } } },
    });
  });

  it('X70: the login to the portal goes along, and stands as its person does', async () => {
    const active = await two();
    const pia = await person();
    const { jwt } = await tokensOf(pia);

    expect((await merge(active.winner, pia.contact)).body.error).toBeUndefined();

    expect(await me(jwt)).toMatchObject({
      status: 200,
      body: { data: { profile: { documentId: active.winner.documentId, email: pia.email } } },
    });
    expect(await verified()).toEqual([]);
  });

  it('X70 I18: a login that was shut opens with an active contact, and shuts again when that is undone', async () => {
    const { winner } = await two();
    const pia = await person();
    await deed(pia, 'deactivate', { reason: 'left-company' });
    const isBlocked = async (): Promise<boolean> =>
      (
        await app.strapi.db
          .query('plugin::users-permissions.user')
          .findOne({ where: { email: pia.email } })
      ).blocked;
    expect(await isBlocked()).toBe(true);

    const merged = await merge(winner, pia.contact);
    expect(await isBlocked()).toBe(false);

    expect((await undo(merged)).body.error).toBeUndefined();
    expect(await isBlocked()).toBe(true);
    expect(await verified()).toEqual([]);
  });

  it('X70: two logins are for a person to decide on', async () => {
    const [one, other] = [await person(), await person()];

    expect(await merge(one.contact, other.contact)).toMatchObject({
      status: 400,
      body: { error: { message: expect.stringContaining('Decide which login stays') } },
    });
  });

  it('X70: requests that wait belong to the leads, and go on waiting', async () => {
    const { winner, other, theirs } = await two();
    const request = await a.row('close-request', {
      status: 'pending',
      lead_key: theirs.id,
      open_key: theirs.id,
    });

    await merge(winner, other);

    expect(await a.read('close-request', request)).toMatchObject({ status: 'pending' });
    await app.strapi.db.connection('crm_close_requests').where({ id: request.id }).delete();
  });
});

describe('a contact that has been merged', () => {
  let merged: Two;
  beforeAll(async () => {
    merged = await two();
    expect((await merge(merged.winner, merged.other)).status).toBe(200);
  });

  const refused = { status: 409, body: { error: { details: { code: 'contact.merged' } } } };

  it.each(['activate', 'deactivate', 'release-email', 'invite'])(
    'X70: takes no %s any more',
    async (action) => {
      expect(await act(merged.other, action)).toMatchObject(refused);
    },
  );

  it('X70: is neither merged again nor merged into', async () => {
    const third = await a.contact();

    expect(await merge(third, merged.other)).toMatchObject(refused);
    expect(await merge(merged.other, third)).toMatchObject(refused);
    expect(await merge(third, third)).toMatchObject({ status: 400 });
  });

  it('X70: is put on no lead, no company and into no group, and given nothing to do', async () => {
    const { other } = merged;
    const lead = await a.lead();
    const of = { lead: lead.documentId, contact: other.documentId };
    const post = (url: string, data: object): Promise<Reply> =>
      app.as.manager.post(`/api/crm/${url}`, { data });

    expect(await post('lead-contacts', of)).toMatchObject(refused);
    expect(await post('tasks', { title: 'Call', ...of })).toMatchObject(refused);
    expect(
      await post('companies', { name: 'Theirs', primaryContact: other.documentId }),
    ).toMatchObject(refused);
    expect(
      await post('calendar-events', { title: 'Meet', dueAt: tomorrow(), ...of }),
    ).toMatchObject(refused);
    const inGroup = { contacts: [other.documentId] };
    expect(await post('contact-groups', { name: 'Merged', ...inGroup })).toMatchObject(refused);
    const group = await a.create('contact-group', { name: 'Nobody' });
    expect(
      await app.as.manager.put(`/api/crm/contact-groups/${group.documentId}`, { data: inGroup }),
    ).toMatchObject(refused);
    expect(await membersOf(group)).toEqual([]);
    expect(
      await app.as.manager.put(`/api/crm/lead-contacts/${merged.links.double.documentId}`, {
        data: { active: true },
      }),
    ).toMatchObject(refused);
  });

  it('X70 R32: is not edited, and no edit merges', async () => {
    const put = (contact: Made, data: object): Promise<Reply> =>
      app.as.manager.put(`/api/crm/contacts/${contact.documentId}`, { data });

    expect(await put(merged.other, { lastName: 'Somebody' })).toMatchObject(refused);
    expect(await put(merged.other, { active: true })).toMatchObject(refused);
    const { id } = merged.winner;
    const mergedInto = (await a.contact()).id;
    const edit = app.strapi.db
      .query('plugin::crm.contact')
      .update({ where: { id }, data: { mergedInto } });
    await expect(edit).rejects.toThrow('Use the action "merge"');
  });

  it('X70: what was done with it before is not undone beside the merge', async () => {
    const { winner, other } = await two();
    const off = await act(other, 'deactivate', { reason: 'left-company' });
    await merge(winner, other);

    expect(await undoable(off.body.meta.operation.documentId)).toMatchObject({
      status: 409,
      body: {
        error: {
          details: { code: 'operation.conflict' },
          message: expect.stringContaining('has been merged into'),
        },
      },
    });
  });
});

describe('undoing a merge', () => {
  it('X70: gives back exactly what there was', async () => {
    const k = next();
    const { winner, other } = await two(
      { email: `win-${k}@x.example` },
      { email: `lose-${k}@x.example`, phone: '+43 1 2345678', externalId: `ext-${k}` },
    );
    const before = await everything();
    const merged = await merge(winner, other);
    expect(await everything()).not.toEqual(before);

    const undone = await undo(merged);

    expect(undone.body.error).toBeUndefined();
    expect(await everything()).toEqual(before);
    expect(await verified()).toEqual([]);
  });

  it('X70: and the undo is undone', async () => {
    const k = next();
    const { winner, other } = await two({}, { email: `again-${k}@x.example` });
    const merged = await merge(winner, other);
    const after = await everything();

    const again = await undo(await undo(merged));

    expect(again.body.error).toBeUndefined();
    expect(await everything()).toEqual(after);
    expect(await verified()).toEqual([]);
  });

  it('X70: is refused as a whole, and names what has changed since', async () => {
    const { winner, other, task } = await two();
    const merged = await merge(winner, other);
    await app.as.manager.put(`/api/crm/tasks/${task.documentId}`, {
      data: { assignee: app.members.sales.documentId },
    });
    const before = await everything();

    const reply = await undo(merged);

    expect(reply).toMatchObject({
      status: 409,
      body: { error: { details: { code: 'operation.conflict' } } },
    });
    expect(reply.body.error.message).toContain(`Send`);
    expect(await everything()).toEqual(before);
  });

  it('X70 R28: is refused while somebody else has the address', async () => {
    const k = next();
    const email = `sold-${k}@x.example`;
    const { winner, other } = await two({ email: `own-${k}@x.example` }, { email });
    const merged = await merge(winner, other);
    await a.contact({ email });

    expect(await undo(merged)).toMatchObject({
      status: 409,
      body: { error: { details: { code: 'email.taken' } } },
    });
  });

  it('X14 X70: is refused where somebody else is the primary by now', async () => {
    const { winner, other, links, shared } = await two();
    const merged = await merge(winner, other);
    const put = (data: object): Promise<Reply> =>
      app.as.manager.put(`/api/crm/lead-contacts/${links.own.documentId}`, { data });
    expect((await put({ primaryContact: false })).status).toBe(200);
    await a.link(shared, await a.contact(), { primaryContact: true });

    expect(await undo(merged)).toMatchObject({
      status: 409,
      body: { error: { details: { code: 'operation.conflict' } } },
    });
  });

  it('X70: what came to the one that stays meanwhile stays there', async () => {
    const { winner, other } = await two();
    const merged = await merge(winner, other);
    const fresh = await a.link(await a.lead(), winner);

    expect((await undo(merged)).status).toBe(200);
    expect(await contactOf('lead-contact', fresh)).toBe(winner.id);
  });
});

describe('what becomes of a merged contact later', () => {
  it('R29 X70: erasing the one that stays leaves nothing of either', async () => {
    const k = next();
    const { winner, other, theirs } = await two(
      { firstName: 'Wilhelmina', lastName: `Stayford${k}` },
      {
        firstName: 'Ottilie',
        lastName: `Gonewell${k}`,
        email: `ottilie-${k}@x.example`,
        phone: `+43 660 7766${k}`,
      },
    );
    const last = `Gonewell${k}`;
    await app.as.sales.put(`/api/crm/leads/${theirs.documentId}`, {
      data: { description: `Ottilie ${last} asked` },
    });
    await merge(winner, other);

    const reply = await app.as.admin.post(`/api/crm/contacts/${winner.documentId}/erase`);

    expect(reply.body.error).toBeUndefined();
    for (const text of [last, `ottilie-${k}@x.example`, `7766${k}`, `Stayford${k}`]) {
      expect([text, await searchDatabase(app.strapi, [text])]).toEqual([text, []]);
    }
    expect(await a.read('contact', other)).toMatchObject({ lastName: 'Erased contact' });
    expect(await verified()).toEqual([]);
  });

  it('R29 X70: nothing comes apart again of who has been erased', async () => {
    const { winner, other } = await two();
    const merged = await merge(winner, other);
    await app.as.admin.post(`/api/crm/contacts/${winner.documentId}/erase`);

    expect(await undo(merged)).toMatchObject({
      status: 409,
      body: { error: { message: expect.stringContaining('erased') } },
    });
  });

  it('P11 X70: deleting the one that stays takes it along', async () => {
    const k = next();
    const [winner, other] = [await a.contact(), await a.contact({ email: `p-${k}@x.example` })];
    await merge(winner, other);
    await act(winner, 'deactivate');

    const reply = await app.as.manager.delete(`/api/crm/contacts/${winner.documentId}`);

    expect(reply.body?.error).toBeUndefined();
    expect(await a.read('contact', other)).toBeNull();
    expect(await verified()).toEqual([]);
  });

  it('P2 X70: an invitation of the other one opens nothing', async () => {
    const k = next();
    const other = await a.contact({ email: `inv-${k}@x.example` });
    const token = await invitationOf(other);
    await merge(await a.contact(), other);

    const reply = await portal(app).post('/api/crm/portal/accept', {
      data: { token, password: 'Portal-password-1' },
    });

    expect(reply.status).toBeGreaterThanOrEqual(400);
  });
});
