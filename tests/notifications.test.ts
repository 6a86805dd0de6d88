import { appForTests, untilQuiet, type App } from './support/app';
import { builders, type Made } from './support/builders';
import { bulkJobs } from './support/bulk';
import { faults } from './support/faults';
import { startMailServer, type MailServer } from './support/mail-server';
import { startNode } from './support/nodes';
import { statementsOf } from './support/statements';
import { workshop } from './support/work';

/*
 * R17, X49, X50, I27, D7: who is told of what, in the panel and by mail. The mails go to a real mail server
 * on loopback. By itself nothing is delivered here: the tests call for each round.
 */

const MINUTE = 60_000;
/** A test that starts processes of the whole application waits longer where the machine is busy. */
const STARTING = 6 * MINUTE;

let mail: MailServer;
// The application starts after the mail server, and learns its port from here.
const env: Record<string, string> = { LOG_LEVEL: 'fatal' };
beforeAll(async () => {
  mail = await startMailServer();
  Object.assign(env, mail.env);
});

const app = appForTests({ env });
const a = builders(app);
const work = workshop(app);
afterAll(() => mail.stop());

beforeEach(async () => {
  mail.behave('accept');
  await deliver();
  mail.received.length = 0;
  await app.strapi.db.connection(work.tableOf('notification')).delete();
  await app.strapi.db.connection('crm_outbox').delete();
});

const deliver = (later = 0) =>
  app.strapi
    .plugin('crm')
    .service('outbox')
    .deliver({ clock: () => new Date(Date.now() + later) });

interface Told {
  kind: string;
  details: { by: string; count: number; leads: { title: string }[]; note?: string };
  recipient: { name: string };
  lead: { documentId: string } | null;
}

const told = (): Promise<Told[]> =>
  app.strapi.db
    .query('plugin::crm.notification')
    .findMany({ populate: ['recipient', 'lead'], orderBy: { id: 'asc' } });

const namesTold = async (): Promise<string[]> =>
  (await told()).map(({ recipient }) => recipient.name).sort();

const outbox = (): Promise<any[]> => app.strapi.db.connection('crm_outbox').orderBy('id');

const statusesOf = async (): Promise<string[]> => (await outbox()).map(({ status }) => status);

const member = (person: keyof App['members']): Made => app.members[person];

/** Switches and standing of a member, as an administrator sets them. */
async function change(person: keyof App['members'], data: Record<string, unknown>): Promise<void> {
  const reply = await app.as.admin.put(`/api/crm/members/${member(person).documentId}`, { data });
  expect(reply.status).toBe(200);
}

async function post(voice: App['as']['manager'], url: string, data: object): Promise<void> {
  const { status, body } = await voice.post(url, { data });
  expect({ status, error: body.error }).toEqual({ status: 200 });
}

const lose = async (lead: Made, voice = app.as.manager): Promise<void> =>
  post(voice, `/api/crm/leads/${lead.documentId}/score`, {
    leadScore: (await a.value('lead-score', 'lost')).documentId,
  });

const assign = (lead: Made, to: keyof App['members'], voice = app.as.manager): Promise<void> =>
  post(voice, `/api/crm/leads/${lead.documentId}/assign`, { owner: member(to).documentId });

describe('a lead that changes hands', () => {
  it('tells its new owner, in the panel and by mail', async () => {
    const lead = await a.lead({ title: 'Villa by the lake' });

    await assign(lead, 'sales');

    expect(await told()).toMatchObject([
      {
        kind: 'lead.assigned',
        recipient: { name: 'Sam Sales' },
        lead: { documentId: lead.documentId },
        details: { by: 'Max Manager', count: 1, leads: [{ title: 'Villa by the lake' }] },
      },
    ]);
    expect(mail.received).toEqual([]);
    expect(await deliver()).toMatchObject({ delivered: 1, failed: 0 });
    expect(mail.received).toMatchObject([
      { to: ['sales@crm.example'], subject: 'Yours now: "Villa by the lake"' },
    ]);
    expect(mail.received[0]?.text).toContain(
      'Max Manager made you the owner of the lead "Villa by the lake".',
    );
  });

  it('X31 X49: nobody who takes it, and nobody who had it already', async () => {
    const claimed = await a.lead();
    await assign(claimed, 'sales', app.as.sales);
    const kept = await work.assigned(member('sales'));
    await post(app.as.manager, `/api/crm/leads/${kept.documentId}/reassign`, {
      owner: member('sales').documentId,
    });

    expect(await told()).toEqual([]);
    expect(await outbox()).toEqual([]);
  });

  it('R32: through the list of the Content Manager as through the action', async () => {
    const leads = [await a.lead(), await a.lead(), await a.lead()];

    await app.strapi.db.query('plugin::crm.lead').updateMany({
      where: { id: { $in: leads.map(({ id }) => id) } },
      data: { owner: member('sue').id } as never,
    });

    expect(await told()).toMatchObject([
      { recipient: { name: 'Sue Sales' }, lead: null, details: { by: 'System', count: 3 } },
    ]);
  });
});

describe('a lead that is lost', () => {
  it('L3 R17: tells nobody but the owner while the notification role does not exist', async () => {
    const lead = await work.assigned(member('sales'));

    await lose(lead);

    expect(await told()).toMatchObject([
      { kind: 'lead.closed-lost', recipient: { name: 'Sam Sales' } },
    ]);
  });

  describe('with the notification role', () => {
    let role: string;

    beforeAll(async () => {
      const { status, body } = await app.as.admin.post('/api/crm/roles', {
        data: { key: 'receive_closed_lost_notification', name: 'Hears of lost leads' },
      });
      expect(status).toBe(201);
      role = body.data.documentId;
      for (const person of ['manager', 'sue', 'marketeer'] as const) {
        await change(person, { roles: { connect: [role] } });
      }
    });
    afterAll(async () => {
      const { status } = await app.as.admin.delete(`/api/crm/roles/${role}`);
      expect(status).toBe(204);
    });

    it('R17 X49: the role, and the owner; not the actor; not who is inactive', async () => {
      await change('marketeer', { active: false });
      const lead = await work.assigned(member('sales'));

      await lose(lead);
      await change('marketeer', { active: true });

      expect(await namesTold()).toEqual(['Sam Sales', 'Sue Sales']);
    });

    it('X49: each once, whoever is the owner and holds the role; nobody where only the actor does', async () => {
      await lose(await work.assigned(member('sue')));
      expect(await namesTold()).toEqual(['Mia Marketeer', 'Sue Sales']);
      await app.strapi.db.connection(work.tableOf('notification')).delete();

      for (const person of ['sue', 'marketeer'] as const) await change(person, { active: false });
      await lose(await work.assigned(member('manager')));
      for (const person of ['sue', 'marketeer'] as const) await change(person, { active: true });

      expect(await namesTold()).toEqual([]);
    });

    it('not of a lead that is unqualified, and not of one that is lost already', async () => {
      const lead = await work.assigned(member('sales'));
      await lose(lead);
      const before = (await told()).length;
      await post(app.as.manager, `/api/crm/leads/${lead.documentId}/score`, {
        statusCode: (await a.value('status-code', 'lost-lead')).documentId,
      });

      expect(await told()).toHaveLength(before);
    });

    it('R17: a batch of 20 is one notification and one mail for each recipient', async () => {
      const leads: Made[] = [];
      for (let index = 0; index < 20; index += 1) {
        leads.push(await work.assigned(member('sales'), { title: `Batch ${index}` }));
      }

      await app.strapi.db.query('plugin::crm.lead').updateMany({
        where: { id: { $in: leads.map(({ id }) => id) } },
        data: { leadScore: (await a.value('lead-score', 'lost')).id } as never,
      });

      expect(await namesTold()).toEqual(['Max Manager', 'Mia Marketeer', 'Sam Sales', 'Sue Sales']);
      expect((await told()).every(({ details }) => details.count === 20)).toBe(true);
      expect(await deliver()).toMatchObject({ delivered: 4 });
      expect(mail.received).toHaveLength(4);
      expect(mail.received[0]).toMatchObject({ subject: 'Closed as lost: 20 leads' });
      expect(mail.received[0]?.text).toContain('"Batch 4" and 15 more.');
    });

    it('R17 X58: a bulk job of several batches is one digest for each, mailed once it has ended', async () => {
      const { connection } = app.strapi.db;
      const [stage, pipeline] = [
        await work.stageOf('sales', 'assigned'),
        await work.pipelineOf('sales'),
      ];
      await connection.batchInsert(
        work.tableOf('lead'),
        Array.from({ length: 1_200 }, (_none, index) => ({
          document_id: `digest-${index}`,
          title: 'Digest',
          state: 'assigned',
          status: 'open',
          active: true,
          version: 1,
          stage_key: stage.id,
          pipeline_key: pipeline.id,
          owner_key: member('sales').id,
        })),
        100,
      );
      const bulk = bulkJobs(app);

      const job = await bulk.run(app.as.manager, {
        action: 'close-lost',
        filters: { title: 'Digest' },
        data: { reason: (await a.value('lost-reason', 'financial')).documentId },
      });

      expect(job).toMatchObject({ status: 'done', done: 1_200 });
      // Max has done it himself (X49).
      expect(await namesTold()).toEqual(['Mia Marketeer', 'Sam Sales', 'Sue Sales']);
      for (const { details, lead } of await told()) {
        expect([details.count, details.leads.length, lead]).toEqual([1_200, 5, null]);
      }
      expect(await outbox()).toHaveLength(3);
      const setStatus = (status: string): Promise<unknown> =>
        connection('crm_bulk_jobs').where({ document_id: job.documentId }).update({ status });
      await setStatus('paused');
      expect(await deliver()).toMatchObject({ delivered: 0, later: 3 });
      await setStatus('done');
      expect(await deliver(MINUTE)).toMatchObject({ delivered: 3, later: 0 });
      expect(mail.received.map(({ subject }) => subject)).toEqual(
        Array(3).fill('Closed as lost: 1200 leads'),
      );
      expect(new Set(mail.received.flatMap(({ to }) => to)).size).toBe(3);
    });

    it('is told with the same number of statements, whatever the number of leads', async () => {
      const counts: number[] = [];
      for (const size of [4, 10, 40]) {
        const leads: Made[] = [];
        for (let index = 0; index < size; index += 1) {
          leads.push(await work.assigned(member(index % 2 === 0 ? 'sales' : 'sue')));
        }
        counts.push(await statementsOfClosing(leads));
      }

      expect(counts).toEqual(counts.map(() => counts[0]));
    });

    async function statementsOfClosing(leads: readonly Made[]): Promise<number> {
      const lost = await a.value('lead-score', 'lost');
      const statements = await statementsOf(app, () =>
        app.strapi.db.query('plugin::crm.lead').updateMany({
          where: { id: { $in: leads.map(({ id }) => id) } },
          data: { leadScore: lost.id } as never,
        }),
      );
      return statements.length;
    }
  });
});

describe('what each recipient wants', () => {
  it('no mail where it is switched off, nothing in the panel where that is', async () => {
    await change('sales', { notifyByEmail: false });
    await change('sue', { notifyInPanel: false });
    await assign(await a.lead(), 'sales');
    await assign(await a.lead(), 'sue');
    await change('sales', { notifyByEmail: true });
    await change('sue', { notifyInPanel: true });

    expect(await deliver()).toMatchObject({ delivered: 1 });
    expect(mail.received).toMatchObject([{ to: ['sue@crm.example'] }]);
  });

  it('R17: is judged when the mail is sent: who has left or switched off, and the address of today', async () => {
    for (const person of ['sales', 'sue', 'marketeer'] as const)
      await assign(await a.lead(), person);
    await change('sales', { active: false });
    await change('sue', { notifyByEmail: false });
    await change('marketeer', { email: 'mia.new@crm.example' });

    const tally = await deliver();
    await change('sales', { active: true });
    await change('sue', { notifyByEmail: true });
    await change('marketeer', { email: 'marketeer@crm.example' });

    expect(tally).toMatchObject({ delivered: 1, skipped: 2 });
    expect(mail.received).toMatchObject([{ to: ['mia.new@crm.example'] }]);
    expect((await outbox()).map(({ last_error }) => last_error)).toEqual([
      'The recipient is inactive.',
      'The recipient has switched mails off.',
      null,
    ]);
  });
});

describe('work that is rolled back', () => {
  it('I27: tells nobody and sends nothing, wherever it broke', async () => {
    const lead = await a.lead();
    // Strapi's own reads for the events of that lead are not the deed's.
    await untilQuiet(app.strapi);
    const breaking = faults(app.strapi);
    try {
      let statement = 0;
      let outcome: string;
      do {
        statement += 1;
        outcome = await breaking.at(statement, () => assign(lead, 'sales'));
        // Until it is done as a whole, nothing of it is there.
        const { owner_key: owner } = await app.strapi.db
          .connection(work.tableOf('lead'))
          .where({ id: lead.id })
          .first();
        const rows = { told: (await told()).length, outbox: (await outbox()).length };
        const whole = owner === null ? 0 : 1;
        expect({ statement, ...rows }).toEqual({ statement, told: whole, outbox: whole });
      } while (outcome === 'broke' && statement < 200);
      expect(statement).toBeGreaterThan(15);
    } finally {
      breaking.stop();
    }

    expect({ ...(await deliver()), rows: await outbox() }).toMatchObject({ delivered: 1 });
    expect(mail.received).toHaveLength(1);
  });

  it('I27: in a transaction of the caller, that comes to nothing', async () => {
    const lead = await a.lead();
    const given = app.strapi.db.transaction(async () => {
      await app.strapi.documents('plugin::crm.lead' as never).update({
        documentId: lead.documentId,
        data: { owner: member('sales').documentId },
      } as never);
      throw new Error('changed my mind');
    });

    await expect(given).rejects.toThrow('changed my mind');
    await deliver();
    expect([await told(), await outbox(), mail.received]).toEqual([[], [], []]);
  });
});

describe('a mail server that does not do its part', () => {
  it('D7: refuses: the deed is done, the mail is tried again, later and later, and sent once', async () => {
    mail.behave('refuse');
    const lead = await a.lead();
    await assign(lead, 'sales');

    expect(await deliver()).toMatchObject({ failed: 1 });
    // Not before its time.
    expect(await deliver()).toMatchObject({ failed: 0, delivered: 0 });
    expect(await deliver(2 * MINUTE)).toMatchObject({ failed: 1 });
    expect(await outbox()).toMatchObject([
      { status: 'waiting', attempts: 2, last_error: expect.stringContaining('Not today') },
    ]);
    mail.behave('accept');
    expect(await deliver(6 * MINUTE)).toMatchObject({ delivered: 0 });
    expect(await deliver(8 * MINUTE)).toMatchObject({ delivered: 1 });
    expect(await deliver(8 * MINUTE)).toMatchObject({ delivered: 0 });

    expect(mail.received).toHaveLength(1);
    expect(await outbox()).toMatchObject([{ status: 'delivered', attempts: 3 }]);
  });

  it('D7: refuses for three days: the row is dead, and waits for an administrator', async () => {
    mail.behave('refuse');
    await assign(await a.lead(), 'sales');
    const before = mail.attempts();

    let hours = 0;
    for (; hours < 100 && (await statusesOf())[0] !== 'dead'; hours += 1) {
      await deliver(hours * 60 * MINUTE);
    }

    expect(hours).toBeGreaterThan(68);
    expect(hours).toBeLessThan(80);
    expect(mail.attempts() - before).toBe(10);
    mail.behave('accept');
    expect(await deliver(1_000 * 60 * MINUTE)).toMatchObject({ delivered: 0 });

    const check = await app.as.admin.get('/api/crm/settings/check');
    expect(check.body.data).toContainEqual(expect.objectContaining({ code: 'outbox.dead' }));
    const dead = await app.as.admin.get('/api/crm/outbox?status=dead');
    expect(dead.body).toMatchObject({
      data: [{ kind: 'email', status: 'dead', attempts: 10, lastError: expect.any(String) }],
      meta: { pagination: { total: 1 } },
    });
    const redo = `/api/crm/outbox/${dead.body.data[0].documentId}/redo`;
    expect((await app.as.manager.post(redo)).status).toBe(403);
    expect((await app.as.admin.post(redo)).body.data).toMatchObject({ status: 'waiting' });
    expect(await deliver()).toMatchObject({ delivered: 1 });
    expect(await app.as.admin.post(redo)).toMatchObject({
      status: 409,
      body: { error: { details: { code: 'request.settled' } } },
    });
    expect(mail.received).toHaveLength(1);
  });

  it('takes its time: a second round meanwhile sends nothing twice', async () => {
    mail.behave(700);
    for (let index = 0; index < 6; index += 1) await assign(await a.lead(), 'sales');

    const tallies = await Promise.all([deliver(), deliver(), deliver()]);

    expect(tallies.reduce((sum, { delivered }) => sum + delivered, 0)).toBe(6);
    expect(mail.received).toHaveLength(6);
    expect(new Set(mail.received.map(({ messageId }) => messageId)).size).toBe(6);
  });
});

describe('two kinds of rows', () => {
  it('D7: are looked for side by side, and neither hides the other one from its round', async () => {
    const missed: number[] = [];
    for (let round = 0; round < 60; round += 1) {
      // Of an invitation that nobody waits for: settled by any round that finds it.
      await app.strapi.db.connection('crm_outbox').insert({
        document_id: `row-${round}`,
        key: `row-${round}`,
        kind: 'portal-invitation',
        payload: JSON.stringify({ contact: 0 }),
        status: 'waiting',
        attempts: 0,
        next_attempt_at: new Date(Date.now() - 1_000),
      });
      if ((await deliver()).skipped !== 1) missed.push(round);
      await app.strapi.db.connection('crm_outbox').delete();
    }

    expect(missed).toEqual([]);
  });
});

describe('several nodes on one database', () => {
  it(
    'D7: deliver each row once, whichever of them takes it',
    async () => {
      const leads: Made[] = [];
      for (let index = 0; index < 30; index += 1) leads.push(await a.lead({ title: `${index}` }));
      for (const lead of leads) await assign(lead, 'sales');
      const nodes = await Promise.all([startNode(app, mail.env), startNode(app, mail.env)]);
      // So slow that neither is through before the other has begun.
      mail.behave(150);

      const tallies = await Promise.all(nodes.map((node) => node.deliver()));
      await Promise.all(nodes.map(({ ended }) => ended));

      expect(tallies.map(({ delivered }) => delivered).every((count) => (count ?? 0) > 0)).toBe(
        true,
      );
      expect(mail.received).toHaveLength(30);
      expect(new Set(mail.received.map(({ subject }) => subject)).size).toBe(30);
      expect(new Set(await statusesOf())).toEqual(new Set(['delivered']));
    },
    STARTING,
  );

  it(
    'I27: killed after the mail has arrived and before that is written down: not sent again unasked',
    async () => {
      for (let index = 0; index < 30; index += 1) await assign(await a.lead(), 'sales');
      const node = await startNode(app, mail.env);
      mail.onMail(() => node.kill());
      await Promise.allSettled([node.deliver(), node.ended]);
      mail.onMail(() => undefined);
      const arrived = mail.received.length;
      expect(arrived).toBeGreaterThan(0);

      // Its lease still holds: nobody takes what it had.
      expect(await deliver()).toMatchObject({ delivered: 10 });
      const { delivered } = await deliver(2 * MINUTE);

      const rows = await outbox();
      const dead = rows.filter(({ status }) => status === 'dead');
      expect(rows.filter(({ status }) => !['delivered', 'dead'].includes(status))).toEqual([]);
      // What was being sent just then; what it had only taken has been sent by us.
      expect(dead.length).toBeGreaterThan(0);
      expect(dead.length).toBeLessThanOrEqual(4);
      expect(delivered).toBe(20 - dead.length);
      expect(dead[0].last_error).toContain('It may have arrived');
      const ids = mail.received.map(({ messageId }) => messageId);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.length).toBeLessThanOrEqual(30);
    },
    STARTING,
  );
});

describe('the doors', () => {
  it('L7: show one’s own alone, with what is unread, through the API and the panel', async () => {
    await assign(await a.lead(), 'sales');
    await assign(await a.lead(), 'sales');
    await assign(await a.lead(), 'sue');
    await change('sue', { notifyInPanel: false });
    await assign(await a.lead(), 'sue');
    await change('sue', { notifyInPanel: true });
    const panel = '/content-manager/collection-types/plugin::crm.notification';

    const sams = await app.as.sales.get('/api/crm/notifications');
    const sues = await app.as.sue.get('/api/crm/notifications');

    expect(sams.body).toMatchObject({ meta: { unread: 2, pagination: { total: 2 } } });
    expect(sues.body).toMatchObject({ meta: { unread: 1, pagination: { total: 1 } } });
    expect((await app.inPanel.sue.get(panel)).body.pagination.total).toBe(1);
    expect((await app.inPanel.admin.get(panel)).body.pagination.total).toBe(0);
    const [one] = sams.body.data;
    expect((await app.as.sue.get(`/api/crm/notifications/${one.documentId}`)).status).toBe(404);
    expect((await app.as.sue.post(`/api/crm/notifications/${one.documentId}/read`)).status).toBe(
      404,
    );
    const form = await app.inPanel.sue.get(`${panel}/${one.documentId}`);
    expect(JSON.stringify(form.body)).not.toContain('lead.assigned');
    const token = await app.token('full-access');
    expect((await token.get('/api/crm/notifications')).body).toMatchObject({
      data: [],
      meta: { unread: 0 },
    });
  });

  it('mark one as read, then all; nobody else’s, and the time of reading stays', async () => {
    for (const person of ['sales', 'sales', 'sue'] as const) await assign(await a.lead(), person);
    const [first] = (await app.as.sales.get('/api/crm/notifications')).body.data;
    const url = `/api/crm/notifications/${first.documentId}/read`;

    const read = await app.as.sales.post(url);
    const again = await app.as.sales.post(url);
    const all = await app.as.sales.post('/api/crm/notifications/read-all');

    expect(read.body).toMatchObject({
      data: { documentId: first.documentId, readAt: expect.any(String) },
      meta: { unread: 1 },
    });
    expect(again.body.data.readAt).toBe(read.body.data.readAt);
    expect(all.body).toEqual({ data: { read: 1 }, meta: { unread: 0 } });
    expect((await app.as.sue.get('/api/crm/notifications')).body.meta.unread).toBe(1);
  });

  it('R17: each person switches the own notifications, and nothing else of the member', async () => {
    const me = await app.as.sales.get('/api/crm/me');
    expect(me.body.data).toMatchObject({
      kind: 'member',
      member: { name: 'Sam Sales', manager: { label: 'Max Manager' }, notifyByEmail: true },
      roles: ['crm_sales'],
      grants: { assign: 'own', edit: 'any' },
    });

    const changed = await app.as.sales.put('/api/crm/me', { data: { notifyByEmail: false } });
    expect(changed.body.data.member).toMatchObject({ notifyByEmail: false, notifyInPanel: true });
    const refused = await app.as.sales.put('/api/crm/me', { data: { active: false } });
    expect(refused).toMatchObject({
      status: 400,
      body: { error: { details: { errors: [{ path: ['active'] }] } } },
    });
    const others = await app.as.sales.put(`/api/crm/members/${member('sue').documentId}`, {
      data: { notifyByEmail: false },
    });
    expect(others.status).toBe(403);

    await app.as.sales.put('/api/crm/me', { data: { notifyByEmail: true } });
  });

  it('X50: say when lost leads are to be told of and nobody would hear it', async () => {
    const codes = async (): Promise<string[]> =>
      (await app.as.admin.get('/api/crm/settings/check')).body.data.map(
        ({ code }: { code: string }) => code,
      );
    expect(await codes()).not.toContain('notification.no-recipient');
    const { body } = await app.as.admin.post('/api/crm/roles', {
      data: { key: 'receive_closed_lost_notification', name: 'Hears of lost leads' },
    });
    expect(await codes()).toContain('notification.no-recipient');

    await change('sue', { roles: { connect: [body.data.documentId] } });
    expect(await codes()).not.toContain('notification.no-recipient');
    await change('sue', { notifyByEmail: false, notifyInPanel: false });
    expect(await codes()).toContain('notification.nobody-listens');

    await change('sue', { notifyByEmail: true, notifyInPanel: true });
    await app.as.admin.delete(`/api/crm/roles/${body.data.documentId}`);
  });
});
