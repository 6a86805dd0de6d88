import { isDeepStrictEqual } from 'node:util';
import { appForTests } from './support/app';
import { builders, type Made } from './support/builders';
import { faults, type Faults } from './support/faults';

/*
 * I19. An action that breaks half-way has not happened. Each door's whole request is repeated with a
 * fault at its first statement, its second, and so on to its commit; after each one, every row of every
 * CRM table is what it was. A fault that Strapi does without (it guards its own look-ups) changes nothing.
 */

const app = appForTests({ env: { LOG_LEVEL: 'fatal' } });
const a = builders(app);
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

/** @returns how many statements could break before the commit */
async function expectAllOrNothing(work: (scene: Scene) => Promise<unknown>): Promise<number> {
  let scene = await makeScene();
  let before = await breaking.snapshot();
  for (let statement = 1; ; statement += 1) {
    const outcome = await breaking.at(statement, () => work(scene));

    const rows = await breaking.snapshot();
    // Nothing at all happened: the fault was met. Anything else has to be the whole deed.
    if (statement < MANY && isDeepStrictEqual(rows, before)) continue;
    expect({ statement, outcome }).not.toEqual({ statement, outcome: 'broke' });
    await expectDone(scene);
    if (outcome === 'fine') return statement - 1;
    scene = await makeScene();
    before = await breaking.snapshot();
  }
}

async function expectDone({ lead, contacts }: Scene): Promise<void> {
  expect(await a.isActive('lead', lead)).toBe(false);
  const active = await Promise.all(contacts.map((contact) => a.isActive('contact', contact)));
  expect(active).toEqual([false, false, true]);
  const operations = await app.strapi.db
    .query('plugin::crm.operation')
    .findMany({ where: { lead: { id: lead.id } }, orderBy: { number: 'asc' } });
  expect(operations).toHaveLength(2);
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

  it('of undoing', async () => {
    const { lead, contacts } = await makeScene();
    const reply = await app.as.manager.post(`/api/crm/leads/${lead.documentId}/deactivate`);
    const { documentId } = reply.body.meta.operation;
    const before = await breaking.snapshot();
    for (let statement = 1; ; statement += 1) {
      const outcome = await breaking.at(statement, async () =>
        answered(await app.as.manager.post(`/api/crm/operations/${documentId}/undo`)),
      );

      if (statement < MANY && isDeepStrictEqual(await breaking.snapshot(), before)) continue;
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
