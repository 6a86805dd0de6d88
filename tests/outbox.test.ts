import { setTimeout as sleep } from 'node:timers/promises';
import { logIn, startOn, type App, type Voice } from './support/app';
import { builders, type Made } from './support/builders';
import { connectTo, createDatabase, type TestDatabase } from './support/database';
import { startMailServer, type MailServer } from './support/mail-server';
import { templateOfRun } from './support/template';

/*
 * D7, I27: what delivers by itself: the nudge after a commit, the clock for what no nudge has reached, and an
 * orderly end. The first two tests take one of both away where the other one is to be seen, in this order.
 */

let mail: MailServer;
let database: TestDatabase;
let connection: ReturnType<typeof connectTo>;
let app: App;
let manager: Voice;

beforeAll(async () => {
  mail = await startMailServer();
  database = await createDatabase(templateOfRun().name);
  connection = connectTo(database);
  app = await startOn(database, { env: { LOG_LEVEL: 'fatal', CRON_ENABLED: 'true', ...mail.env } });
  manager = await logIn(app.strapi, 'manager@crm.example');
});
// The application itself has ended with the last test.
afterAll(async () => {
  await connection.destroy();
  await database.drop();
  await mail.stop();
});

const rows = (): Promise<any[]> => connection('crm_outbox').orderBy('id');

const sam = (): Promise<Made> =>
  app.strapi.db.query('plugin::crm.member').findOne({ where: { email: 'sales@crm.example' } });

async function assign(): Promise<void> {
  const lead = await builders(app).lead();
  const { documentId: owner } = await sam();
  const { status } = await manager.post(`/api/crm/leads/${lead.documentId}/assign`, {
    data: { owner },
  });
  expect(status).toBe(200);
}

/** Looks again until it is so, for as long as the clock takes twice over. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let look = 0; look < 400; look += 1) {
    if (await isSo()) return;
    await sleep(100);
  }
  throw new Error(`It did not come to that: ${JSON.stringify(await rows())}`);
}

const arrived = (count: number) => (): boolean => mail.received.length >= count;
const settled = async (): Promise<boolean> =>
  (await rows()).every(({ status }) => status === 'delivered');

it('by the clock: what another node has put down, or has not come to', async () => {
  await assign();
  await until(arrived(1));
  await until(settled);
  // As another node would leave it: no commit of this process speaks of it.
  await connection('crm_outbox').update({
    status: 'waiting',
    finished_at: null,
    claimed_by: null,
    claimed_until: null,
  });

  await until(arrived(2));

  expect(mail.received).toHaveLength(2);
}, 60_000);

it('at once after a commit, with no clock to wait for; never for what is rolled back', async () => {
  await until(settled);
  app.strapi.cron.remove('crmOutbox');
  const before = mail.received.length;
  const { documentId: owner } = await sam();
  const changed = app.strapi.db.transaction(async () => {
    await app.strapi.documents('plugin::crm.lead' as never).create({
      data: { title: 'Never', owner },
    } as never);
    throw new Error('changed my mind');
  });
  await expect(changed).rejects.toThrow('changed my mind');

  await assign();
  await until(arrived(before + 1));

  await until(settled);
  expect(mail.received).toHaveLength(before + 1);
});

it('ends in order: what is on its way arrives, what is not begun waits, and nothing is left between', async () => {
  await until(settled);
  mail.behave(1_500);
  const [before, tries] = [mail.received.length, mail.attempts()];
  for (let index = 0; index < 12; index += 1) await assign();
  await until(() => mail.attempts() > tries);

  await app.strapi.destroy();

  const statuses = (await rows()).map(({ status }) => status);
  expect(new Set(statuses)).toEqual(new Set(['delivered', 'waiting']));
  expect(mail.received.length).toBeGreaterThan(before);
  // The first mail was handed in twice, as its row was put back.
  expect(statuses.filter((status) => status === 'delivered')).toHaveLength(
    mail.received.length - 1,
  );
}, 60_000);
