import { setTimeout as sleep } from 'node:timers/promises';
import { appForTests } from './support/app';
import { startBalancer, type Balancer } from './support/balancer';
import { databaseUnderTest } from './support/database';
import { PASSWORD } from './support/people';
import { startServingNode, type ServingNode } from './support/serving-nodes';

/*
 * Two nodes on one PostgreSQL behind a balancer, as `deploy/` sets them up; each a process of its own. What goes
 * by the clock happens once, rights count at once on both, and a node that is stopped or killed takes nothing
 * along.
 */

const app = appForTests();
const shared = databaseUnderTest === 'postgres' ? it : it.skip;
const PATIENCE = 300_000;

const opened: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

async function aNode(balancer?: Balancer): Promise<ServingNode> {
  const node = await startServingNode(app);
  opened.push(() => node.stop());
  balancer?.add(node.port);
  return node;
}

async function aBalancer(): Promise<Balancer> {
  const balancer = await startBalancer();
  opened.push(() => balancer.close());
  return balancer;
}

interface Answer {
  readonly status: number;
  readonly body: any;
}

/** Speaks to one port as Sam does, who has logged in there. */
async function samAt(port: number) {
  const send = async (
    method: string,
    url: string,
    body: object | undefined,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const answer = await fetch(`http://127.0.0.1:${port}${url}`, {
      method,
      headers: { 'Content-Type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: answer.status, body: await answer.json().catch(() => null) };
  };
  const { body } = await send('POST', '/api/auth/local', {
    identifier: 'sales@crm.example',
    password: PASSWORD,
  });
  const Authorization = `Bearer ${body.jwt}`;
  return {
    get: (url: string) => send('GET', url, undefined, { Authorization }),
    post: (url: string, data: object, key?: string) =>
      send('POST', url, data, {
        Authorization,
        ...(key === undefined ? {} : { 'Idempotency-Key': key }),
      }),
  };
}
type Sam = Awaited<ReturnType<typeof samAt>>;

const knex = () => app.strapi.db.connection;

/** Open leads as rows, each with a person of its own. */
async function makeLeads(name: string, count: number): Promise<string[]> {
  const names = Array.from({ length: count }, (_none, index) => `${name}-${index}`);
  const leads = await knex()('crm_leads')
    .insert(
      names.map((title) => ({
        document_id: title,
        title,
        state: 'new',
        status: 'open',
        active: true,
        version: 1,
        created_at: new Date(),
      })),
    )
    .returning('id');
  const people = await knex()('crm_contacts')
    .insert(names.map((title) => ({ document_id: title, last_name: title, active: true })))
    .returning('id');
  await knex()('crm_lead_contacts').insert(
    leads.map(({ id }, index) => ({
      lead_key: id,
      contact_key: people[index]?.id,
      active: true,
      primary_individual: true,
    })),
  );
  return names;
}

/** Says it until it is heard: by whichever node, and with one key, so that it is done once. */
async function insist(sam: Sam, url: string, key: string): Promise<Answer> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const answer = await sam.post(url, { data: {} }, key).catch(() => undefined);
    if (answer !== undefined && answer.status < 500) return answer;
    await sleep(100);
  }
  throw new Error(`Nobody answers ${url}.`);
}

/** Four people at once deactivate lead after lead; answers what each of them was told. */
async function underLoad(sam: Sam, leads: readonly string[]): Promise<number[]> {
  const waiting = [...leads];
  const statuses: number[] = [];
  await Promise.all(
    Array.from({ length: 4 }, async () => {
      for (let lead = waiting.shift(); lead !== undefined; lead = waiting.shift()) {
        statuses.push((await insist(sam, `/api/crm/leads/${lead}/deactivate`, lead)).status);
      }
    }),
  );
  return statuses;
}

/** Every lead and its person inactive, by one operation of each lead, and no trace of a half-done one. */
async function expectEachOnce(leads: readonly string[]): Promise<void> {
  const rows = await knex()('crm_leads as l')
    .whereIn('l.document_id', leads)
    .select('l.id', 'l.active', 'l.version');
  expect(rows).toHaveLength(leads.length);
  expect(rows.filter(({ active, version }) => active || version !== 2)).toEqual([]);
  const ids = rows.map(({ id }) => id);
  const operations = await knex()('crm_operations').whereIn('lead_id', ids);
  expect(operations).toHaveLength(leads.length);
  expect(new Set(operations.map((row) => row.lead_id)).size).toBe(leads.length);
  const people = await knex()('crm_contacts').whereIn('document_id', leads);
  expect(people.filter(({ active }) => active)).toEqual([]);
  const by = new Set(operations.map(({ id }) => id));
  expect(people.filter((row) => !by.has(row.inactivated_by_id))).toEqual([]);
  const changes = await knex()('crm_changes').whereIn('operation_id', [...by]);
  expect(changes).toHaveLength(2 * leads.length);
}

describe('two nodes on one database', () => {
  shared(
    'R11: lift what is due once, although both look at the same moment',
    async () => {
      const count = 600;
      await knex()('crm_contacts').insert(
        Array.from({ length: count }, (_none, index) => ({
          document_id: `due-${index}`,
          last_name: `Due ${index}`,
          active: false,
          inactive_reason: 'manual',
          inactive_until: new Date('2026-01-01T00:00:00Z'),
        })),
      );
      const nodes = [await aNode(), await aNode()];

      const jobs = await Promise.all(nodes.map((node) => node.tick()));

      expect(jobs[0]).toEqual(expect.arrayContaining(['crmLiftInactive', 'crmOutbox']));
      const contacts = await knex()('crm_contacts').whereLike('document_id', 'due-%');
      expect(contacts.filter(({ active }) => !active)).toEqual([]);
      const operations = await knex()('crm_operations').whereIn(
        'contact_id',
        contacts.map(({ id }) => id),
      );
      expect(operations).toHaveLength(count);
      expect(new Set(operations.map((row) => row.contact_id)).size).toBe(count);
    },
    PATIENCE,
  );

  shared(
    'a right that is taken away on one node is gone on the other with the next request',
    async () => {
      const [one, other] = [await aNode(), await aNode()];
      const [here, there] = [await samAt(one.port), await samAt(other.port)];
      const leads = await makeLeads('right', 6);
      const role = await app.strapi.documents('plugin::crm.role').findFirst({
        filters: { key: 'crm_sales' },
      } as never);
      const grants = (role as unknown as { grants: Record<string, string> }).grants;
      const give = (deactivate: string | undefined) =>
        app.as.admin.put(`/api/crm/roles/${role?.documentId}`, {
          data: { grants: { ...grants, deactivate } },
        });
      const tries = (sam: Sam, lead: string | undefined) =>
        sam.post(`/api/crm/leads/${lead}/deactivate`, { data: {} });

      for (let turn = 0; turn < 3; turn += 1) {
        expect((await tries(here, leads[2 * turn])).status).toBe(200);
        expect((await give(undefined)).status).toBe(200);
        const refused = await Promise.all(
          [here, there].map((sam) => tries(sam, leads[2 * turn + 1])),
        );
        expect(refused.map(({ status, body }) => [status, body.error.details.code])).toEqual([
          [403, 'access.role'],
          [403, 'access.role'],
        ]);
        expect((await give('any')).status).toBe(200);
        expect((await tries(there, leads[2 * turn + 1])).status).toBe(200);
      }
      await knex()('crm_members').where({ id: app.members.sales.id }).update({ active: false });
      for (const sam of [here, there]) {
        expect((await tries(sam, leads[0])).body.error.details.code).toBe('actor.inactive');
      }
      await knex()('crm_members').where({ id: app.members.sales.id }).update({ active: true });
    },
    PATIENCE,
  );

  shared(
    'are restarted one after the other under load, and nobody loses anything',
    async () => {
      const balancer = await aBalancer();
      const nodes = [await aNode(balancer), await aNode(balancer)];
      const sam = await samAt(balancer.port);
      const leads = await makeLeads('rolling', 400);

      const load = underLoad(sam, leads);
      for (const node of nodes) {
        await balancer.drain(node.port);
        await node.stop();
        await aNode(balancer);
      }
      const statuses = await load;

      expect(statuses.filter((status) => status !== 200)).toEqual([]);
      await expectEachOnce(leads);
    },
    PATIENCE,
  );

  shared(
    'lose nothing when one is killed in the middle of actions and of a bulk job',
    async () => {
      const balancer = await aBalancer();
      const victim = await aNode(balancer);
      await aNode(balancer);
      const sam = await samAt(balancer.port);
      const single = await makeLeads('killed', 200);
      const many = await makeLeads('bulk', 2_000);

      const started = await sam.post('/api/crm/leads/bulk', {
        action: 'deactivate',
        filters: { title: { $startsWith: 'bulk-' } },
        data: {},
      });
      expect(started.status).toBe(202);
      const load = underLoad(sam, single);
      while ((balancer.answered.get(victim.port) ?? 0) < 10) await sleep(5);
      await victim.kill();
      // A proxy takes a moment to notice; until then it sends people to where nobody is.
      await sleep(200);
      balancer.lose(victim.port);
      const statuses = await load;

      // Whoever asked while it was cut off is told what became of it: done, or done by the first time.
      expect(statuses.filter((status) => status !== 200)).toEqual([]);
      await expectEachOnce(single);
      const job = `/api/crm/bulk-jobs/${started.body.data.documentId}`;
      while (!['done', 'failed'].includes((await sam.get(job)).body.data.status)) await sleep(200);
      expect((await sam.get(job)).body.data).toMatchObject({ status: 'done', done: 2_000 });
      await expectEachOnce(many);
    },
    PATIENCE,
  );
});
