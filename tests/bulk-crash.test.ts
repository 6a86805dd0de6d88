import type { Knex } from 'knex';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  connectTo,
  createDatabase,
  databaseUnderTest,
  type TestDatabase,
} from './support/database';
import { startNode, type BulkNode } from './support/bulk-nodes';
import { templateOfRun } from './support/template';

/*
 * X58, I26: a bulk whose process is killed goes on where it was, each lead once, to the same end; several
 * nodes on one PostgreSQL share it. The nodes are processes of their own; this one only looks.
 */

const LEADS = 5_000;
const BATCH = 500;
const MANY = 20_000;
const shared = databaseUnderTest === 'postgres' ? it : it.skip;

const opened: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

interface World {
  readonly database: TestDatabase;
  readonly connection: Knex;
}

/** A database with leads, and a job over all of them that waits for somebody to work on it. */
async function aWorld(leads: number, status: 'queued' | 'paused' = 'queued'): Promise<World> {
  const database = await createDatabase(templateOfRun().name);
  opened.push(() => database.drop());
  const connection = connectTo(database);
  opened.push(() => connection.destroy());
  await seed(connection, leads, status);
  return { database, connection };
}

async function aNode({ database }: World): Promise<BulkNode> {
  const node = await startNode(database.env);
  opened.push(() => node.stop());
  return node;
}

/** Each lead has a person of its own and, but for every tenth, shares the next one's. Some refuse. */
async function seed(connection: Knex, leads: number, status: string): Promise<void> {
  const numbers = Array.from({ length: leads }, (_none, index) => index + 1);
  const insert = (table: string, rows: readonly object[]): Promise<unknown> =>
    connection.batchInsert(table, rows as never, 100);
  await insert(
    'crm_leads',
    numbers.map((n) => ({
      id: n,
      document_id: `lead-${n}`,
      title: `Lead ${n}`,
      state: 'new',
      status: 'open',
      active: n % 50 !== 0,
      version: 1,
    })),
  );
  await insert(
    'crm_contacts',
    numbers.map((n) => ({
      id: n,
      document_id: `contact-${n}`,
      last_name: `Person ${n}`,
      active: true,
    })),
  );
  await insert(
    'crm_lead_contacts',
    numbers.flatMap((n) =>
      (n % 10 === 0 ? [n] : [n, n + 1]).map((person, index) => ({
        document_id: `link-${n}-${index}`,
        lead_key: n,
        contact_key: person,
        active: true,
        primary_individual: index === 0,
      })),
    ),
  );
  const now = new Date('2026-03-01T12:00:00Z');
  await connection('crm_bulk_jobs').insert({
    id: 1,
    document_id: JOB,
    action: 'deactivate',
    input: '{}',
    status,
    total: leads,
    done: 0,
    refused: 0,
    failed: 0,
    started_at: databaseUnderTest === 'sqlite' ? now.getTime() : now,
    actor: JSON.stringify({ door: 'code', login: null }),
    settled: false,
  });
  await insert(
    'crm_bulk_items',
    numbers.map((n) => ({
      job_id: 1,
      lead_id: n,
      status: 'pending',
      leaves: false,
      waits: false,
      attempt: 0,
    })),
  );
}

const JOB = 'the-job';

const jobOf = ({ connection }: World) => connection('crm_bulk_jobs').where({ id: 1 }).first();

async function untilDone(world: World): Promise<void> {
  for (let round = 0; round < 1_200; round += 1) {
    const { status } = await jobOf(world);
    if (status === 'done') return;
    await sleep(100);
  }
  throw new Error(`The job did not end: ${JSON.stringify(await jobOf(world))}`);
}

/** Every row that the job has written, with ids and stamps put aside. */
async function endState({ connection }: World): Promise<Record<string, unknown[]>> {
  const operations = await connection('crm_operations').orderBy('lead_id');
  const leadOf = new Map(operations.map(({ id, lead_id: lead }) => [id, lead]));
  const flag = (value: unknown): boolean => value === true || value === 1;
  return {
    job: [await connection('crm_bulk_jobs').first('status', 'total', 'done', 'refused', 'failed')],
    leads: (await connection('crm_leads').orderBy('id')).map(({ id, active, version, state }) => [
      id,
      flag(active),
      version,
      state,
    ]),
    contacts: (await connection('crm_contacts').orderBy('id')).map((row) => [
      row.id,
      flag(row.active),
      row.inactive_reason,
      leadOf.get(row.inactivated_by_id) ?? null,
    ]),
    items: (await connection('crm_bulk_items').orderBy('lead_id')).map((row) => [
      row.lead_id,
      row.status,
      row.code,
      leadOf.get(row.operation_id) ?? null,
    ]),
    operations: operations.map(({ lead_id: lead, number, action, kept }) => [
      lead,
      number,
      action,
      dataOf(kept),
    ]),
    changes: (await connection('crm_changes'))
      .map((row) => [leadOf.get(row.operation_id), row.record, row.record_id, dataOf(row.fields)])
      .sort(([one, kind], [other, otherKind]) => one - other || (kind < otherKind ? -1 : 1)),
  };
}

/** JSON without the ids that a row got by chance. */
const dataOf = (json: unknown): unknown =>
  JSON.parse(typeof json === 'string' ? json : JSON.stringify(json), (key, value) =>
    key === 'id' || key === 'documentId' ? undefined : value,
  );

async function expectEachOnce({ connection }: World, leads: number): Promise<void> {
  const refused = leads / 50;
  const [{ count: operations } = {}] = await connection('crm_operations').count({ count: '*' });
  const [{ count: worked } = {}] = await connection('crm_operations').countDistinct({
    count: 'lead_id',
  });
  expect([Number(operations), Number(worked)]).toEqual([leads - refused, leads - refused]);
  const job = await connection('crm_bulk_jobs').first();
  expect(job).toMatchObject({ done: leads - refused, refused, failed: 0, status: 'done' });
  const [{ count: left } = {}] = await connection('crm_leads')
    .where({ active: true })
    .count({ count: '*' });
  expect(Number(left)).toBe(0);
}

describe('X58 I26: a bulk of 5 000 whose process is killed', () => {
  it('goes on where it was after a restart, and ends as one that nobody has interrupted', async () => {
    const calm = await aWorld(LEADS);
    await aNode(calm);
    await untilDone(calm);

    const killed = await aWorld(LEADS);
    for (const batches of [2, 3]) {
      const node = await aNode(killed);
      await node.reached(batches);
      await node.kill();
    }
    const halfway = await jobOf(killed);
    await aNode(killed);
    await untilDone(killed);

    expect(halfway.status).toBe('running');
    expect(halfway.done).toBeGreaterThan(0);
    expect(halfway.done).toBeLessThan(LEADS - BATCH);
    await expectEachOnce(killed, LEADS);
    expect(await endState(killed)).toEqual(await endState(calm));
  }, 400_000);
});

describe('I26: two nodes on one PostgreSQL', () => {
  const tell = ({ connection }: World): Promise<unknown> =>
    connection.raw(
      `insert into crm_jobs.job (name, data, policy, singleton_key, expire_in) values ('crm-bulk', ?, 'short', ?, interval '60 seconds')`,
      [JSON.stringify({ key: JOB }), JOB],
    );

  shared(
    'share one bulk, each lead once, and one of them goes on when the other dies',
    async () => {
      const world = await aWorld(MANY, 'paused');
      const [first, second] = await Promise.all([aNode(world), aNode(world)]);
      await world.connection('crm_bulk_jobs').update({ status: 'queued' });
      await tell(world);

      await Promise.all([first.reached(2), second.reached(2)]);
      await first.kill();
      await untilDone(world);

      expect(first.batches()).toBeGreaterThan(1);
      expect(second.batches()).toBeGreaterThan(1);
      await expectEachOnce(world, MANY);
    },
    400_000,
  );
});
