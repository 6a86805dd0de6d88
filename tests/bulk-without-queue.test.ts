import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { logIn, startOn, type App } from './support/app';
import { builders } from './support/builders';
import { bulkJobs } from './support/bulk';
import { createDatabase, databaseUnderTest, giveToPlainUser } from './support/database';
import { templateOfRun } from './support/template';

/* L19: bulk jobs on a PostgreSQL whose user may not create schemas, where there is no queue to share them by. */

const onPostgres = databaseUnderTest === 'postgres' ? describe : describe.skip;

if (databaseUnderTest !== 'postgres') {
  // oxlint-disable-next-line jest/no-disabled-tests -- says in the report why it is not run here
  it.skip('only PostgreSQL has schemas that a user may not create', () => {});
}

onPostgres('a database user without the right to create schemas', () => {
  let app: App;
  let database: Awaited<ReturnType<typeof giveToPlainUser>>;
  beforeAll(async () => {
    database = await giveToPlainUser(await createDatabase(templateOfRun().name));
    app = await startOn(database);
  });
  afterAll(() => app.stop());

  it('starts all the same, does its bulk jobs in this process, and says so in the check', async () => {
    const a = builders(app);
    const bulk = bulkJobs(app);
    const [manager, admin] = [
      await logIn(app.strapi, 'manager@crm.example'),
      await logIn(app.strapi, 'admin@crm.example'),
    ];
    const lead = await a.lead();

    const job = await bulk.run(manager, { action: 'deactivate', ids: [lead.documentId] });
    const check = await admin.get('/api/crm/settings/check');

    expect(job).toMatchObject({ status: 'done', done: 1 });
    expect(await a.isActive('lead', lead)).toBe(false);
    const { rows } = await app.strapi.db.connection.raw(
      "select count(*)::int as found from pg_namespace where nspname = 'crm_jobs'",
    );
    expect(rows[0].found).toBe(0);
    expect(check.body.data).toContainEqual({
      code: 'bulk.not-shared',
      message: expect.stringMatching(
        /permission denied for database .*run in the process that starts them.*grant create on database/s,
      ),
    });
  });

  it('says so in the log, with what to do', async () => {
    const child = fork(path.join(__dirname, 'support/deliver-node.mjs'), {
      env: { ...process.env, ...database.env, LOG_LEVEL: 'warn' },
      silent: true,
    });
    const said: string[] = [];
    child.stdout?.on('data', (data: Buffer) => said.push(String(data)));
    const ended = once(child, 'exit');
    await once(child, 'message');
    child.send('go');
    await ended;

    expect(said.join('')).toMatch(
      /warn.*could not set up its job queue in PostgreSQL \(.*permission denied.*grant create on database/s,
    );
  }, 120_000);
});
