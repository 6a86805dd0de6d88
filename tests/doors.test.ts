import { GUARDED_CONTACT_FIELDS } from '../plugins/crm/core/contact/model';
import { GUARDED_LEAD_FIELDS } from '../plugins/crm/core/lead/model';
import { EDITABLE } from '../plugins/crm/core/lead/rules/edits';
import { REFUSALS } from '../plugins/crm/core/kernel/refusals';
import { REFUSED_DEEDS } from '../plugins/crm/core/role/refused-deeds';
import { appForTests, type Reply } from './support/app';
import { builders, type Made } from './support/builders';

const app = appForTests();
const a = builders(app);
let lost: Made;
let inbound: Made;

/** Records that the tests write into relations, by documentId. */
const known = new Map<unknown, Made>();

beforeAll(async () => {
  lost = await a.value('lead-score', 'lost');
  inbound = (await app.strapi.db
    .query('plugin::crm.pipeline')
    .findOne({ where: { key: 'inbound' } })) as Made;
  for (const made of [lost, inbound, app.members.sales]) known.set(made.documentId, made);
});

const LEAD = 'plugin::crm.lead';
const CONTACT = 'plugin::crm.contact';

/** What a door answers: nothing, or the code of its refusal. */
type Answer = string | null;
type Deed = (params: object) => Promise<unknown>;
type Door = (uid: string, made: Made, data: object) => Promise<Answer>;

const codeOf = ({ status, body }: Reply): Answer =>
  status < 300 ? null : (body.error?.details?.code ?? `${status} ${body.error?.message}`);

const asCode = async (work: Promise<unknown>): Promise<Answer> => {
  try {
    await work;
    return null;
  } catch (error) {
    const { details, message } = error as { details?: { code?: string }; message: string };
    return details?.code ?? message;
  }
};

const plural = (uid: string): string => `${uid.replace('plugin::crm.', '')}s`;

/** Relations as each door takes them: the API by documentId, `db.query` by row id. */
const byRowId = (data: object): object =>
  Object.fromEntries(
    Object.entries(data).map(([name, value]) => [name, known.get(value)?.id ?? value]),
  );

/** Every door through which a record can be changed. */
const DOORS: Record<string, Door> = {
  'generated REST': async (uid, made, data) =>
    codeOf(
      await app.as.sales.put(`/api/crm/${plural(uid)}/${made.documentId}`, { data: { ...data } }),
    ),
  'Content Manager form': async (uid, made, data) =>
    codeOf(
      await app.inPanel.sales.put(
        `/content-manager/collection-types/${uid}/${made.documentId}`,
        panelData(data),
      ),
    ),
  'Content Manager as super admin': async (uid, made, data) =>
    codeOf(
      await app.inPanel.admin.put(
        `/content-manager/collection-types/${uid}/${made.documentId}`,
        panelData(data),
      ),
    ),
  'API token': async (uid, made, data) =>
    codeOf(
      await (
        await app.token('full-access')
      ).put(`/api/crm/${plural(uid)}/${made.documentId}`, { data: { ...data } }),
    ),
  'Document Service': (uid, made, data) =>
    asCode(
      app.strapi.documents(uid as never).update({ documentId: made.documentId, data } as never),
    ),
  'db.query update': (uid, made, data) =>
    asCode(app.strapi.db.query(uid).update({ where: { id: made.id }, data: byRowId(data) })),
  'db.query updateMany': (uid, made, data) =>
    asCode(app.strapi.db.query(uid).updateMany({ where: { id: made.id }, data: byRowId(data) })),
};

/** The Content Manager sends relations as connections. */
const panelData = (data: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(data).map(([name, value]) => {
      const made = known.get(value);
      return [name, made === undefined ? value : { connect: [made], disconnect: [] }];
    }),
  );

const DOOR_NAMES = Object.keys(DOORS);
const door = (name: string): Door => DOORS[name]!;

async function closable() {
  const lead = await a.lead();
  const person = await a.contact();
  await a.link(lead, person, {
    primaryIndividual: true,
    primaryContact: true,
    relationship: 'self',
  });
  return { lead, person };
}

describe.each(DOOR_NAMES)('R32: through the door %s', (name) => {
  it('A2 A3: setting active to false is the deactivation, cascade and history included', async () => {
    const { lead, person } = await closable();

    expect(await door(name)(LEAD, lead, { active: false })).toBeNull();

    expect(await a.isActive('lead', lead)).toBe(false);
    expect(await a.isActive('contact', person)).toBe(false);
    expect(await actionsOf(lead)).toEqual(['create', 'deactivate']);
  });

  it('A8 R15: setting the lead score is the scoring, and a closing one closes', async () => {
    const { lead, person } = await closable();
    // A token is not staff: closing as lost is not its deed.
    const refused = name === 'API token' ? 'close-lost.denied' : null;

    expect(await door(name)(LEAD, lead, { leadScore: lost.documentId })).toBe(refused);

    const closed = refused === null;
    expect(await a.read('lead', lead)).toMatchObject({
      status: closed ? 'closed' : 'open',
      outcome: closed ? 'lost' : null,
      active: !closed,
    });
    expect(await a.isActive('contact', person)).toBe(!closed);
    expect(await actionsOf(lead)).toEqual(closed ? ['create', 'score'] : ['create']);
  });

  it('S3 R13: setting the owner is assigning, with the access of assigning', async () => {
    const lead = await a.lead();
    const { documentId } = app.members.sales;

    expect(await door(name)(LEAD, lead, { owner: documentId })).toBeNull();

    expect(await a.read('lead', lead)).toMatchObject({
      state: 'assigned',
      ownerKey: app.members.sales.id,
    });
    expect(await actionsOf(lead)).toEqual(['create', 'assign']);
  });

  it('E18 X59: setting the pipeline is moving there, by state', async () => {
    const lead = await a.lead();
    const owned = await a.lead({ owner: app.members.sales.documentId });

    const others = await door(name)(LEAD, lead, { pipeline: inbound.documentId });
    const own = await door(name)(LEAD, owned, { pipeline: inbound.documentId });

    // A token has no grant for it, and a sales person none on what is nobody's.
    const asSales = ['generated REST', 'Content Manager form'].includes(name);
    expect(others).toBe(asSales ? 'access.owner' : name === 'API token' ? 'access.role' : null);
    expect(own).toBe(name === 'API token' ? 'access.role' : null);
    expect(await a.read('lead', owned)).toMatchObject({ state: 'assigned' });
    if (own === null) {
      expect(await actionsOf(owned)).toEqual(['create', 'assign', 'change-pipeline']);
    }
  });

  it('P1: setting a contact inactive is its deactivation, with the reason that came along', async () => {
    const person = await a.contact();

    expect(
      await door(name)(CONTACT, person, { active: false, inactiveReason: 'credit-hold' }),
    ).toBeNull();

    expect(await a.read('contact', person)).toMatchObject({
      active: false,
      inactiveReason: 'credit-hold',
    });
  });

  it('R10 S16 X41: an inactive lead is read-only', async () => {
    const { lead } = await closable();
    await a.force('lead', lead, { active: false });

    expect(await door(name)(LEAD, lead, { title: 'Another title' })).toBe('lead.inactive');
  });

  it('saves what is not guarded, and leaves what has not changed', async () => {
    const { lead } = await closable();

    expect(
      await door(name)(LEAD, lead, { title: 'Renamed', active: true, state: 'new' }),
    ).toBeNull();

    expect(await a.read('lead', lead)).toMatchObject({ title: 'Renamed', active: true });
  });
});

const WRONG: Record<string, unknown> = {
  state: 'won',
  status: 'closed',
  outcome: 'won',
  closedAt: '2026-01-01T00:00:00.000Z',
  closeNotes: 'forged',
  stageEnteredAt: '2026-01-01T00:00:00.000Z',
  nextEventAt: '2026-01-01T00:00:00.000Z',
  version: 99,
  disqualificationReason: 'forged',
  leadScoreKind: 'death',
  statusCodeKind: 'death',
};

// Only of a disqualified lead is the code one (X37).
const DEEDS = new Set(Object.keys(EDITABLE).filter((field) => field !== 'disqualificationCode'));
const SCALARS = Object.keys(GUARDED_LEAD_FIELDS).filter(
  (field) => field in WRONG && !DEEDS.has(field),
);
const RELATIONS = Object.keys(GUARDED_LEAD_FIELDS).filter(
  (field) => !(field in WRONG) && !DEEDS.has(field),
);

describe.each(SCALARS)('R32: the guarded field %s of a lead', (field) => {
  it.each(DOOR_NAMES)('is not written through %s', async (name) => {
    const lead = await a.lead();
    const before = await a.read('lead', lead);

    const answer = await door(name)(LEAD, lead, { [field]: WRONG[field] });

    // Where a door knows the field it is refused by name; hidden ones it may drop or not know at all.
    const code = field === 'version' ? 'lead.changed' : 'field.guarded';
    if (!field.endsWith('Kind')) expect([answer, field]).toEqual([code, field]);
    expect(comparable(await a.read('lead', lead))).toEqual(comparable(before));
  });
});

describe.each(RELATIONS)('R32: the guarded relation %s of a lead', (field) => {
  it('is refused through REST, the panel and the Document Service, and names the action', async () => {
    const lead = await a.lead();
    const target = await targetFor(field);
    const data = { [field]: target.documentId };
    const connect = {
      [field]: { connect: [{ id: target.id, documentId: target.documentId }], disconnect: [] },
    };

    const rest = await app.as.admin.put(`/api/crm/leads/${lead.documentId}`, { data });
    const panel = await app.inPanel.admin.put(
      `/content-manager/collection-types/${LEAD}/${lead.documentId}`,
      connect,
    );

    expect(codeOf(rest)).toBe('field.guarded');
    expect(codeOf(panel)).toBe('field.guarded');
    expect(await door('Document Service')(LEAD, lead, data)).toBe('field.guarded');
    const { action = null } = rest.body.error.details;
    expect(action).toBe(GUARDED_LEAD_FIELDS[field as keyof typeof GUARDED_LEAD_FIELDS]);
  });
});

describe('R32: the guarded fields of a contact', () => {
  it.each(DOOR_NAMES)(
    'inactivatedBy and portalUser are nobody’s to set through %s',
    async (name) => {
      const person = await a.contact();

      for (const field of ['inactivatedBy', 'portalUser'] as const) {
        expect(field in GUARDED_CONTACT_FIELDS).toBe(true);
        const answer = await door(name)(CONTACT, person, { [field]: 1 });
        expect(answer).not.toBeNull();
      }
    },
  );
});

describe('creating through the doors', () => {
  it('R32: a lead begins as New and open, with its history; forged beginnings are refused by name', async () => {
    const made = await app.as.sales.post('/api/crm/leads', { data: { title: 'Fresh' } });
    const forged = await app.as.sales.post('/api/crm/leads', {
      data: { title: 'Forged', state: 'won' },
    });

    expect(made.status).toBe(201);
    expect(made.body.data).toMatchObject({
      state: 'new',
      status: 'open',
      active: true,
      version: 1,
    });
    expect(forged.status).toBe(409);
    expect(forged.body.error.details).toMatchObject({
      code: 'field.guarded',
      action: 'change-stage',
    });
  });

  it('A8 R32: a lead created with a closing score is scored at once', async () => {
    const reply = await app.as.sales.post('/api/crm/leads', {
      data: { title: 'Dead on arrival', leadScore: lost.documentId },
    });

    expect(reply.body.data).toMatchObject({ status: 'closed', outcome: 'lost', active: false });
  });

  it('loses nothing: what is refused after the insert leaves no row', async () => {
    const count = await app.strapi.db.query(LEAD).count();
    const retired = await a.create('dropdown-value', {
      label: `Old ${count}`,
      active: false,
      ...(await typeAndMaster('lead-score', 'cold')),
    });

    const answer = await asCode(
      app.strapi.db.query(LEAD).create({ data: { title: 'No', leadScore: retired.id } }),
    );

    expect(answer).toBe('dropdown.retired');
    expect(await app.strapi.db.query(LEAD as never).count()).toBe(count);
  });

  it('db.query.createMany begins each lead like the others', async () => {
    await app.strapi.db.query(LEAD).createMany({
      data: [{ title: 'Many 1' }, { title: 'Many 2' }],
    });

    const leads = await app.strapi.db
      .query(LEAD)
      .findMany({ where: { title: { $startsWith: 'Many ' } }, populate: ['stage'] });
    expect(leads).toHaveLength(2);
    for (const lead of leads) expect(lead).toMatchObject({ state: 'new', stage: { state: 'new' } });
  });
});

describe('deleting and copying through the doors', () => {
  it('A1 R29: leads are never deleted, by anybody', async () => {
    const lead = await a.lead();

    expect(codeOf(await app.as.admin.delete(`/api/crm/leads/${lead.documentId}`))).toBe(
      'lead.not-deletable',
    );
    expect(
      codeOf(
        await app.inPanel.admin.delete(
          `/content-manager/collection-types/${LEAD}/${lead.documentId}`,
        ),
      ),
    ).toBe('lead.not-deletable');
    expect(
      codeOf(
        await app.inPanel.admin.post(
          `/content-manager/collection-types/${LEAD}/actions/bulkDelete`,
          {
            documentIds: [lead.documentId],
          },
        ),
      ),
    ).toBe('lead.not-deletable');
    const query = app.strapi.db.query(LEAD);
    expect(await asCode(query.delete({ where: { id: lead.id } }))).toBe('lead.not-deletable');
    expect(await asCode(query.deleteMany({ where: { id: lead.id } }))).toBe('lead.not-deletable');
  });

  it('D14: a lead is not cloned', async () => {
    const lead = await a.lead();

    const reply = await app.inPanel.admin.post(
      `/content-manager/collection-types/${LEAD}/clone/${lead.documentId}`,
      { title: 'Copy' },
    );

    expect(codeOf(reply)).toBe('field.guarded');
  });

  it('R29 D14: what nobody may do is refused by the Document Service, too', async () => {
    await a.link(await a.lead(), await a.contact());
    await a.create('opportunity', { name: 'Plain' });

    for (const [deed, records] of Object.entries(REFUSED_DEEDS)) {
      for (const record of records) {
        const uid = `plugin::crm.${record}` as never;
        const found = (await app.strapi.db.query(uid).findOne({})) as unknown as Made | null;
        const { documentId } = found ?? (await a.row(record));
        const documents = app.strapi.documents(uid) as unknown as Record<string, Deed>;
        const answer = await asCode(documents[deed]!({ documentId, data: {} }));
        const refused = answer !== null && answer in REFUSALS;
        expect({ deed, record, answer, refused }).toMatchObject({ refused: true });
      }
    }
  });

  it('P10 X26: a contact is deleted only when inactive and on no open lead', async () => {
    const { lead, person } = await closable();
    const url = `/api/crm/contacts/${person.documentId}`;

    expect(codeOf(await app.as.sales.delete(url))).toBe('contact.active');
    await app.as.sales.post(`${url}/deactivate`, { data: { reason: 'left-company' } });
    expect(codeOf(await app.as.sales.delete(url))).toBe('contact.on-open-lead');
    await app.as.sales.post(`/api/crm/leads/${lead.documentId}/deactivate`, {});
    expect(codeOf(await app.as.sales.delete(url))).toBeNull();

    // X9: the link that is left holds nobody's place.
    await app.as.sales.post(`/api/crm/leads/${lead.documentId}/activate`, {});
    const next = await a.contact();
    await a.link(lead, next, { primaryContact: true });
  });
});

describe('from the other side of a relation', () => {
  it('P25 R32: a dropdown value, a contact or a member cannot reach into leads', async () => {
    for (const record of ['dropdown-value', 'contact', 'member', 'stage', 'company']) {
      const { attributes } = app.strapi.contentType(`plugin::crm.${record}` as never) as {
        attributes: Record<string, { target?: string }>;
      };
      const reaching = Object.values(attributes).filter(({ target }) => target === LEAD);
      expect(reaching).toEqual([]);
    }
  });

  it('X41 X64: a company stays while inactive leads have it, and goes from the others', async () => {
    const company = await a.create('company', { name: `Linden ${Date.now()}` });
    const url = `/api/crm/companies/${company.documentId}`;
    const inactive = await a.lead({ title: 'Villa', company: company.documentId });
    const active = await a.lead({ company: company.documentId });
    await app.as.sales.post(`/api/crm/leads/${inactive.documentId}/deactivate`, {});
    const companyOf = async (lead: Made): Promise<number | null> =>
      (await a.read('lead', lead)).companyKey;

    const kept = await app.as.sales.delete(url);

    expect([kept.status, kept.body.error.details.code]).toEqual([409, 'lead.inactive']);
    expect(kept.body.error.message).toContain('is the company of 1 inactive lead, and');
    expect(await companyOf(inactive)).toBe(company.id);

    await app.as.sales.post(`/api/crm/leads/${inactive.documentId}/activate`, {});
    expect((await app.as.sales.delete(url)).status).toBe(204);
    expect([await companyOf(inactive), await companyOf(active)]).toEqual([null, null]);
  });

  it('X41: the people of an inactive lead are read-only', async () => {
    const { lead } = await closable();
    const other = await a.contact();
    await app.as.sales.post(`/api/crm/leads/${lead.documentId}/deactivate`, {});
    const [link] = await app.strapi.db
      .query('plugin::crm.lead-contact')
      .findMany({ where: { lead: { id: lead.id } } });

    const added = await app.as.sales.post('/api/crm/lead-contacts', {
      data: { lead: lead.documentId, contact: other.documentId },
    });
    const url = `/api/crm/lead-contacts/${(link as unknown as Made).documentId}`;
    const changed = await app.as.sales.put(url, { data: { active: false } });
    const removed = await app.as.sales.delete(url);

    expect([added, changed, removed].map(codeOf)).toEqual([
      'lead.inactive',
      'lead.inactive',
      'lead.inactive',
    ]);
  });
});

describe('history', () => {
  it('is append-only through every door', async () => {
    const lead = await a.lead();
    const operation = await app.strapi.db
      .query('plugin::crm.operation')
      .findOne({ where: { lead: { id: lead.id } } });
    const made = operation as unknown as Made;

    expect(
      (await app.as.admin.put(`/api/crm/operations/${made.documentId}`, { data: {} })).status,
    ).toBe(405);
    for (const name of [
      'Content Manager as super admin',
      'Document Service',
      'db.query update',
      'db.query updateMany',
    ]) {
      expect([name, await door(name)('plugin::crm.operation', made, { action: 'forged' })]).toEqual(
        [name, 'history.append-only'],
      );
    }
    const query = app.strapi.db.query('plugin::crm.change');
    expect(await asCode(query.deleteMany({ where: { id: { $gt: 0 } } }))).toBe(
      'history.append-only',
    );
  });
});

async function actionsOf(lead: Made): Promise<string[]> {
  const operations = (await app.strapi.db.query('plugin::crm.operation').findMany({
    where: { lead: { id: lead.id } },
    orderBy: { id: 'asc' },
  })) as unknown as {
    action: string;
  }[];
  return operations.map(({ action }) => action);
}

async function typeAndMaster(type: string, master: string) {
  const found = (await app.strapi.db.query('plugin::crm.master-type').findOne({
    where: { key: master, dropdownType: { key: type } },
    populate: ['dropdownType'],
  })) as unknown as { documentId: string; dropdownType: { documentId: string } };
  return { dropdownType: found.dropdownType.documentId, masterType: found.documentId };
}

async function targetFor(field: string): Promise<Made> {
  if (field === 'closedBy') return app.members.sue;
  if (field === 'disqualificationCode')
    return a.value('disqualification-code', 'non-target-client');
  if (field === 'pendingQualification') {
    return a.create('task', { title: 'Ask', lead: (await a.lead()).documentId });
  }
  if (field === 'pendingCloseRequest') return a.row('close-request');
  return a.create('opportunity', { name: 'Deal' });
}

function comparable(row: Record<string, unknown>): Record<string, unknown> {
  const { updatedAt: _updatedAt, publishedAt: _publishedAt, ...rest } = row;
  return rest;
}
