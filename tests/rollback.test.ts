import { appForTests } from './support/app';
import { builders, type Made } from './support/builders';
import { databaseUnderTest } from './support/database';
import { faults, type Faults } from './support/faults';
import { everything } from './support/share';
import { workshop } from './support/work';

/*
 * I19. An action that breaks half-way has not happened. Each door's whole request is repeated with a
 * fault at its first statement, its second, and so on to its commit; after each one, every row of every
 * CRM table is what it was. A fault that Strapi does without (it guards its own look-ups) changes nothing.
 */

const app = appForTests({ env: { LOG_LEVEL: 'fatal' } });
const a = builders(app);
const work = workshop(app);
let breaking: Faults;

beforeAll(() => {
  breaking = faults(app.strapi);
});
afterAll(() => breaking.stop());

interface Scene {
  readonly lead: Made;
  readonly contacts: readonly Made[];
}

/** A lead with two people who go along, one of them a spouse, and one who is kept by another lead. */
async function makeScene(): Promise<Scene> {
  const [lead, other] = [await a.lead(), await a.lead()];
  const contacts = [await a.contact(), await a.contact(), await a.contact()] as const;
  await a.link(lead, contacts[0], { primaryIndividual: true });
  await a.link(lead, contacts[1], { primaryContact: true, relationship: 'child' });
  await a.link(lead, contacts[2]);
  await a.link(other, contacts[2]);
  return { lead, contacts };
}

type Door = (lead: Made, data: Record<string, unknown>) => Promise<unknown>;

const DOORS: Record<string, Door> = {
  'the generated route': async (lead, data) =>
    answered(await app.as.manager.put(`/api/crm/leads/${lead.documentId}`, { data })),
  'the Content Manager': async (lead, data) =>
    answered(
      await app.inPanel.admin.put(
        `/content-manager/collection-types/plugin::crm.lead/${lead.documentId}`,
        data,
      ),
    ),
  'the Document Service': (lead, data) =>
    app.strapi
      .documents('plugin::crm.lead' as never)
      .update({ documentId: lead.documentId, data } as never),
};

function answered({ status, body }: { status: number; body: unknown }): unknown {
  if (status >= 400) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return body;
}

/** More statements than any of these deeds has; a deed that never succeeds is noticed there. */
const MANY = 200;

interface Walk<World> {
  readonly make: () => Promise<World>;
  readonly deed: (world: World) => Promise<unknown>;
  /** Throws where the deed is not there as a whole. */
  readonly expectDone: (world: World) => Promise<void>;
}

/** On a server every third statement is broken, and each of the last ones: a commit takes longer there. */
const STRIDE = everything || databaseUnderTest === 'sqlite' ? 1 : 3;

/** @returns how many statements could break before the commit */
async function walk<World>({ make, deed, expectDone }: Walk<World>): Promise<number> {
  let world = await make();
  let before = await breaking.snapshot();
  let step = STRIDE;
  for (let statement = 1; ; statement += step) {
    const outcome = await breaking.at(statement, () => deed(world));

    const rows = await breaking.snapshot();
    // Nothing at all happened: the fault was met. Anything else has to be the whole deed.
    if (statement < MANY && rows === before) continue;
    expect({ statement, outcome }).not.toEqual({ statement, outcome: 'broke' });
    await expectDone(world);
    if (outcome === 'fine' && step === 1) return statement - 1;
    world = await make();
    before = await breaking.snapshot();
    if (outcome !== 'fine') continue;
    statement -= STRIDE;
    step = 1;
  }
}

const expectAllOrNothing = (deed: Walk<Scene>['deed']): Promise<number> =>
  walk({ make: makeScene, deed, expectDone: expectClosed });

async function expectClosed({ lead, contacts }: Scene): Promise<void> {
  expect(await a.isActive('lead', lead)).toBe(false);
  const active = await Promise.all(contacts.map((contact) => a.isActive('contact', contact)));
  expect(active).toEqual([false, false, true]);
  const operations = await app.strapi.db
    .query('plugin::crm.operation')
    .findMany({ where: { lead: { id: lead.id } }, orderBy: { number: 'asc' } });
  expect(operations).toHaveLength(2);
}

async function expectQualified(lead: Made, deeds: readonly string[]): Promise<void> {
  const row = await app.strapi.db.connection(work.tableOf('lead')).where({ id: lead.id }).first();
  expect(row.state).toBe('qualified');
  const [company, opportunity] = await Promise.all([
    a.read('company', { id: row.company_key, documentId: '' }),
    a.read('opportunity', { id: row.opportunity_key, documentId: '' }),
  ]);
  expect(company.name).toBe(`Company of ${lead.documentId}`);
  expect(opportunity.qualificationKey).toBe(`${lead.documentId}:1`);
  const operations = await app.strapi.db
    .query('plugin::crm.operation')
    .findMany({ where: { lead: { id: lead.id } }, orderBy: { number: 'asc' } });
  expect(operations.map(({ action }: { action: string }) => action)).toEqual(deeds);
}

describe('a fault at any statement leaves everything as it was, history included', () => {
  it('of closing a lead by hand, through the action route', async () => {
    const statements = await expectAllOrNothing(async ({ lead }) =>
      answered(await app.as.manager.post(`/api/crm/leads/${lead.documentId}/deactivate`)),
    );

    expect(statements).toBeGreaterThan(10);
  });

  it('of closing a lead by its score, through the action route', async () => {
    const { documentId } = await a.value('lead-score', 'lost');

    const statements = await expectAllOrNothing(async ({ lead }) =>
      answered(
        await app.as.manager.post(`/api/crm/leads/${lead.documentId}/score`, {
          data: { leadScore: documentId },
        }),
      ),
    );

    expect(statements).toBeGreaterThan(10);
  });

  it('of closing a lead with an Idempotency-Key: the key is free again', async () => {
    await expectAllOrNothing(async ({ lead }) =>
      answered(
        await app.as.manager.post(
          `/api/crm/leads/${lead.documentId}/deactivate`,
          {},
          { 'Idempotency-Key': lead.documentId },
        ),
      ),
    );
  });

  it('I19: a commit that fails is never answered as a success', async () => {
    const { lead } = await makeScene();
    const statuses: number[] = [];
    for (let statement = 1; ; statement += 1) {
      const outcome = await breaking.at(statement, async () => {
        const reply = await app.as.manager.post(`/api/crm/leads/${lead.documentId}/deactivate`);
        statuses.push(reply.status);
      });
      if ((outcome !== 'broke' && statuses.at(-1) === 200) || statement === MANY) break;
    }

    expect(statuses.at(-1)).toBe(200);
    expect(statuses.slice(0, -1)).not.toContain(200);
  });

  it('I19 S9: of qualifying with a new company: lead, company, opportunity and history', async () => {
    const form = await work.form();

    const statements = await walk({
      make: () => work.assigned(app.members.sales),
      deed: async (lead) =>
        answered(
          await app.as.sales.post(`/api/crm/leads/${lead.documentId}/qualify`, {
            data: { ...form, newCompany: { name: `Company of ${lead.documentId}` } },
          }),
        ),
      expectDone: (lead) => expectQualified(lead, ['create', 'qualify']),
    });

    expect(statements).toBeGreaterThan(20);
  });

  it('X63: of completing the task of a qualification, the task included', async () => {
    const pipeline = (await work.pipelineOf('inbound')).documentId;

    const statements = await walk({
      async make() {
        const lead = await work.assigned(app.members.sales, { pipeline });
        answered(await app.as.sales.post(`/api/crm/leads/${lead.documentId}/qualify`, {}));
        const task = await app.strapi.db
          .query('plugin::crm.task')
          .findOne({ where: { lead: { id: lead.id } } });
        return { lead, task };
      },
      deed: async ({ lead, task }) =>
        answered(
          await app.as.sales.post(`/api/crm/tasks/${task.documentId}/complete`, {
            data: {
              type: 'deal-and-company',
              newCompany: { name: `Company of ${lead.documentId}` },
            },
          }),
        ),
      async expectDone({ lead, task }) {
        await expectQualified(lead, ['create', 'qualify', 'complete-task']);
        expect((await a.read('task', task)).status).toBe('done');
      },
    });

    expect(statements).toBeGreaterThan(20);
  });

  describe('of closing as lost', () => {
    let reason: string;
    beforeAll(async () => {
      reason = (await a.value('lost-reason', 'financial')).documentId;
    });
    const setPolicy = (policy: string): Promise<unknown> =>
      app.as.admin.put('/api/crm/settings', { data: { closeLost: { policy } } });
    afterAll(() => setPolicy('by-role'));

    /** A lead of Sam's with a person on it, and an event that is overdue. */
    async function makeLead(): Promise<{ lead: Made; ana: Made; event: Made }> {
      const lead = await work.assigned(app.members.sales);
      const ana = await a.contact();
      await a.link(lead, ana, { primaryIndividual: true });
      const event = await a.create('calendar-event', {
        title: 'Call',
        lead: lead.documentId,
        dueAt: '2025-01-01T09:00:00.000Z',
      });
      return { lead, ana, event };
    }

    type Closable = Awaited<ReturnType<typeof makeLead>>;
    const form = (): object => ({
      reason,
      notes: 'No money.',
      followUpAt: new Date(Date.now() + 90 * 24 * 60 * 60 * 1000).toISOString().slice(0, 10),
    });

    async function expectLost(
      { lead, ana, event }: Closable,
      deeds: readonly string[],
      kind: string,
    ): Promise<void> {
      expect((await a.read('lead', lead)).outcome).toBe('lost');
      expect((await a.read('calendar-event', event)).completedAt).not.toBeNull();
      const { db } = app.strapi;
      const events = await db.query('plugin::crm.calendar-event').count({
        where: { lead: { id: lead.id } },
      });
      const groups = await db.query('plugin::crm.contact-group').count({
        where: { contacts: { id: ana.id } },
      });
      const told = await db.query('plugin::crm.notification').count({
        where: { kind, lead: { id: lead.id }, recipient: { id: app.members.sales.id } },
      });
      expect([events, groups, told]).toEqual([2, 1, 1]);
      const operations = await db.query('plugin::crm.operation').findMany({
        where: { lead: { id: lead.id } },
        orderBy: { number: 'asc' },
      });
      expect(operations.map(({ action }: { action: string }) => action)).toEqual(deeds);
    }

    it('I19 L1: lead, events, follow-up, group, history and who is told', async () => {
      await setPolicy('allow');

      const statements = await walk({
        make: makeLead,
        deed: async ({ lead }) =>
          answered(
            await app.as.manager.post(`/api/crm/leads/${lead.documentId}/close-lost`, {
              data: form(),
            }),
          ),
        expectDone: (world) => expectLost(world, ['create', 'close-lost'], 'lead.closed-lost'),
      });

      expect(statements).toBeGreaterThan(20);
    });

    it('I10 R16: of approving it, the request included', async () => {
      await setPolicy('request');

      const statements = await walk({
        async make() {
          const world = await makeLead();
          const { status, body } = await app.as.sales.post(
            `/api/crm/leads/${world.lead.documentId}/close-lost`,
            { data: form() },
          );
          expect(status).toBe(202);
          return { ...world, request: body.data.documentId as string };
        },
        deed: async ({ request }) =>
          answered(await app.as.manager.post(`/api/crm/close-requests/${request}/approve`)),
        async expectDone({ request, ...world }) {
          await expectLost(
            world,
            ['create', 'request-close-lost', 'approve-close-request'],
            'close-request.approved',
          );
          const row = await app.strapi.db
            .query('plugin::crm.close-request')
            .findOne({ where: { documentId: request } });
          expect(row).toMatchObject({ status: 'approved', openKey: null });
        },
      });

      expect(statements).toBeGreaterThan(20);
    });
  });

  describe('X70', () => {
    interface Pair {
      readonly winner: Made;
      readonly other: Made;
      readonly link: Made;
    }

    /** Two contacts on one lead, of whom the other has everything that goes along. */
    async function makePair(): Promise<Pair> {
      pairs += 1;
      const [lead, theirs] = [await a.lead(), await a.lead()];
      const winner = await a.contact();
      const other = await a.contact({ email: `pair-${pairs}@x.example`, externalId: `p${pairs}` });
      const of = { contact: other.documentId };
      await a.link(lead, winner, { primaryIndividual: true });
      await a.link(lead, other, { primaryContact: true });
      const link = await a.link(theirs, other);
      await a.create('task', { title: 'Send papers', lead: lead.documentId, ...of });
      await a.create('calendar-event', { title: 'Visit', dueAt: new Date().toISOString(), ...of });
      await a.create('company', { name: `Of pair ${pairs}`, primaryContact: other.documentId });
      await a.create('contact-group', { name: `Of pair ${pairs}`, contacts: [other.documentId] });
      return { winner, other, link };
    }
    let pairs = 0;

    const mergePair = async ({ winner, other }: Pair): Promise<any> =>
      answered(
        await app.as.manager.post(`/api/crm/contacts/${winner.documentId}/merge`, {
          data: { contact: other.documentId },
        }),
      );
    const linkOf = async ({ link }: Pair): Promise<number> =>
      (await a.read('lead-contact', link)).contactKey;

    it('of merging two contacts', async () => {
      const statements = await walk({
        make: makePair,
        deed: mergePair,
        async expectDone(pair) {
          expect(await a.isActive('contact', pair.other)).toBe(false);
          expect(await linkOf(pair)).toBe(pair.winner.id);
        },
      });

      expect(statements).toBeGreaterThan(20);
    });

    it('of undoing a merge', async () => {
      const statements = await walk({
        make: async () => {
          const pair = await makePair();
          const { meta } = await mergePair(pair);
          return { ...pair, operation: meta.operation.documentId as string };
        },
        deed: async ({ operation }) =>
          answered(await app.as.manager.post(`/api/crm/operations/${operation}/undo`)),
        async expectDone(pair) {
          expect(await a.isActive('contact', pair.other)).toBe(true);
          expect(await linkOf(pair)).toBe(pair.other.id);
        },
      });

      expect(statements).toBeGreaterThan(20);
    });
  });

  it('of undoing', async () => {
    const { lead, contacts } = await makeScene();
    const reply = await app.as.manager.post(`/api/crm/leads/${lead.documentId}/deactivate`);
    const { documentId } = reply.body.meta.operation;
    const before = await breaking.snapshot();
    for (let statement = 1; ; statement += 1) {
      const outcome = await breaking.at(statement, async () =>
        answered(await app.as.manager.post(`/api/crm/operations/${documentId}/undo`)),
      );

      if (statement < MANY && (await breaking.snapshot()) === before) continue;
      expect({ statement, outcome }).not.toEqual({ statement, outcome: 'broke' });
      break;
    }
    expect(await a.isActive('contact', contacts[0] as Made)).toBe(true);
  });

  for (const [name, door] of Object.entries(DOORS)) {
    it(`of closing and renaming a lead in one save, through ${name}`, async () => {
      await expectAllOrNothing(({ lead }) => door(lead, { active: false, title: 'Renamed' }));
    });
  }
});
