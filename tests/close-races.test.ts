import { appForTests, type Reply, type Voice } from './support/app';
import { builders, type Made } from './support/builders';
import { databaseUnderTest } from './support/database';
import { races, type Naive } from './support/races';
import { workshop } from './support/work';

/*
 * Closing as lost, asking for it and deciding, two at once (I10, X45, X47). As in races.test.ts, naive code on
 * the same tables loses each race first.
 */

const servers = databaseUnderTest === 'sqlite' ? describe.skip : describe;
const ROUNDS = 10;

if (databaseUnderTest === 'sqlite') {
  // oxlint-disable-next-line jest/no-disabled-tests -- says in the report why it is not run here
  it.skip('races: SQLite has one writer and one connection; PostgreSQL and MariaDB run these', () => {});
}

servers('closing at the same time', () => {
  const app = appForTests();
  const a = builders(app);
  const work = workshop(app);
  const { tableOf, together, heldBack } = races(app);
  let reason: string;

  beforeAll(async () => {
    reason = (await a.value('lost-reason', 'financial')).documentId;
    await app.as.admin.put('/api/crm/settings', { data: { closeLost: { policy: 'request' } } });
    // Nobody leads Sam: both managers may decide (R16).
    await setMember(app.members.sales, { manager: null });
    const { documentId } = await app.strapi.db
      .query('plugin::crm.role')
      .findOne({ where: { key: 'crm_manager' } });
    await setMember(app.members.sue, { roles: [documentId] });
  });

  const setMember = (who: Made, data: object): Promise<unknown> =>
    app.strapi
      .documents('plugin::crm.member' as never)
      .update({ documentId: who.documentId, data } as never);

  const act = (who: Voice, lead: Made, action: string, data: object = { reason }) =>
    who.post(`/api/crm/leads/${lead.documentId}/${action}`, { data });

  const decide = (who: Voice, request: string, decision: string) =>
    who.post(`/api/crm/close-requests/${request}/${decision}`);

  const rows = (record: string, where: object) =>
    app.strapi.db.connection(tableOf(record)).where(where);

  const answerOf = ({ status, body }: Reply): string => String(body.error?.details?.code ?? status);

  const sorted = (replies: readonly Reply[]): string[] => replies.map(answerOf).sort();

  interface Waiting {
    readonly lead: Made;
    readonly request: Made;
  }

  async function asked(data: object = {}): Promise<Waiting> {
    const lead = await work.assigned(app.members.sales, data);
    const reply = await act(app.as.sales, lead, 'close-lost');
    expect(reply.status).toBe(202);
    const { documentId } = reply.body.data;
    const { id } = await rows('close-request', { document_id: documentId }).first();
    return { lead, request: { id, documentId } };
  }

  const statusOf = async ({ request }: Waiting): Promise<string> =>
    (await rows('close-request', { id: request.id }).first()).status;

  /** I3, I10: numbered without gaps; the lead waits for nothing that is settled. */
  async function actionsOf(lead: Made): Promise<string[]> {
    const operations = await rows('operation', { lead_id: lead.id }).orderBy('number');
    const row = await rows('lead', { id: lead.id }).first();
    expect(operations.map(({ number }) => number)).toEqual(
      Array.from({ length: row.version }, (_, index) => index + 1),
    );
    return operations.map(({ action }) => action);
  }

  /** Reads that it waits, and settles it as it likes. */
  const naiveDecision =
    ({ request }: Waiting, status: string): Naive =>
    async (trx, ready) => {
      const [row] = await trx(tableOf('close-request')).where({ id: request.id });
      await ready();
      if (row.status !== 'pending') return;
      await trx(tableOf('close-request')).where({ id: request.id }).update({ status });
      await trx(tableOf('opportunity')).insert({ name: status, city: request.documentId });
    };

  const naiveDecisionsOn = ({ request }: Waiting): Promise<string[]> =>
    rows('opportunity', { city: request.documentId }).orderBy('name').pluck('name');

  describe('X45: two who decide on one request', () => {
    it('both decide, in naive code', async () => {
      const waiting = await asked();

      await together(naiveDecision(waiting, 'approved'), naiveDecision(waiting, 'declined'));

      expect(await naiveDecisionsOn(waiting)).toEqual(['approved', 'declined']);
    });

    it('differently: the first wins, the second is told of it', async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const waiting = await asked();
        const { lead, request } = waiting;

        const replies = await heldBack('lead', lead, 2, () =>
          Promise.all([
            decide(app.as.manager, request.documentId, 'approve'),
            decide(app.as.sue, request.documentId, 'decline'),
          ]),
        );

        expect(sorted(replies)).toEqual(['200', 'request.settled']);
        const approved = replies[0].status === 200;
        const status = approved ? 'approved' : 'declined';
        expect(replies[approved ? 1 : 0].body.error.details.status).toBe(status);
        expect(replies[approved ? 1 : 0].body.error.message).toContain(status);
        expect(await statusOf(waiting)).toBe(status);
        expect((await rows('lead', { id: lead.id }).first()).status).toBe(
          approved ? 'closed' : 'open',
        );
        expect(await actionsOf(lead)).toEqual([
          'create',
          'request-close-lost',
          approved ? 'approve-close-request' : 'decline-close-request',
        ]);
      }
    });

    it('alike: it is closed once, by one of them', async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const { lead, request } = await asked();

        const replies = await heldBack('lead', lead, 2, () =>
          Promise.all([
            decide(app.as.manager, request.documentId, 'approve'),
            decide(app.as.sue, request.documentId, 'approve'),
          ]),
        );

        expect(sorted(replies)).toEqual(['200', 'request.settled']);
        const { closed_by_key: closedBy } = await rows('lead', { id: lead.id }).first();
        const { manager, sue } = app.members;
        expect(closedBy).toBe((replies[0].status === 200 ? manager : sue).id);
        expect(await actionsOf(lead)).toHaveLength(3);
      }
    });

    it('X48: many at once, in opposite orders: each request is decided once', async () => {
      const waiting: Waiting[] = [];
      while (waiting.length < 20) waiting.push(await asked());
      const requests = waiting.map(({ request }) => request.documentId);
      const all = (who: Voice, decision: string, ids: readonly string[]) =>
        who.post('/api/crm/close-requests/decide', { data: { requests: ids, decision } });

      const replies = await heldBack('lead', (waiting[0] as Waiting).lead, 2, () =>
        Promise.all([
          all(app.as.manager, 'approve', requests),
          all(app.as.sue, 'decline', requests.toReversed()),
        ]),
      );

      expect(replies.map(({ status }) => status)).toEqual([200, 200]);
      const outcomes = replies.map(({ body }) =>
        body.data.map(({ outcome, refusal }: any) => refusal?.code ?? outcome),
      );
      const won = outcomes[0][0] === 'approved' ? 0 : 1;
      expect(new Set(outcomes[won])).toEqual(new Set([won === 0 ? 'approved' : 'declined']));
      expect(new Set(outcomes[1 - won])).toEqual(new Set(['request.settled']));
    });
  });

  describe('X43 X45: approved while who asked withdraws', () => {
    it('is both, in naive code', async () => {
      const waiting = await asked();

      await together(naiveDecision(waiting, 'approved'), naiveDecision(waiting, 'withdrawn'));

      expect(await naiveDecisionsOn(waiting)).toEqual(['approved', 'withdrawn']);
    });

    it('is one of both, and the lead is closed only by an approval', async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const waiting = await asked();
        const { lead, request } = waiting;

        const replies = await heldBack('lead', lead, 2, () =>
          Promise.all([
            decide(app.as.manager, request.documentId, 'approve'),
            decide(app.as.sales, request.documentId, 'withdraw'),
          ]),
        );

        expect(sorted(replies)).toEqual(['200', 'request.settled']);
        const approved = replies[0].status === 200;
        expect(await statusOf(waiting)).toBe(approved ? 'approved' : 'withdrawn');
        const row = await rows('lead', { id: lead.id }).first();
        expect([row.status, row.outcome]).toEqual(approved ? ['closed', 'lost'] : ['open', null]);
        expect(await actionsOf(lead)).toHaveLength(3);
      }
    });
  });

  describe('I10: two who ask for one lead', () => {
    it('leave two requests, in naive code', async () => {
      const lead = await work.assigned(app.members.sales);
      const naive: Naive = async (trx, ready) => {
        const there = await trx(tableOf('close-request')).where({
          lead_key: lead.id,
          status: 'pending',
        });
        await ready();
        // Without the key that the database itself keeps apart.
        if (there.length > 0) return;
        await trx(tableOf('close-request')).insert({ lead_key: lead.id, status: 'pending' });
      };

      await together(naive, naive);

      const made = await rows('close-request', { lead_key: lead.id });
      expect(made).toHaveLength(2);
      await app.strapi.db
        .connection(tableOf('close-request'))
        .where({ lead_key: lead.id })
        .delete();
    });

    it('leave one, and the second is told of it', async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const lead = await work.assigned(app.members.sales);

        const replies = await heldBack('lead', lead, 2, () =>
          Promise.all([
            act(app.as.sales, lead, 'close-lost'),
            act(app.as.marketeer, lead, 'close-lost'),
          ]),
        );

        expect(sorted(replies)).toEqual(['202', 'request.pending']);
        const [request, ...more] = await rows('close-request', { lead_key: lead.id });
        expect(more).toEqual([]);
        expect(request).toMatchObject({ status: 'pending', open_key: lead.id });
        expect(replies.find(({ status }) => status !== 202)?.body.error.details.request).toBe(
          request.document_id,
        );
        expect(await actionsOf(lead)).toEqual(['create', 'request-close-lost']);
      }
    });
  });

  describe('X47: approved while the lead goes to somebody else', () => {
    it('is closed as whoever’s it is not any more, in naive code', async () => {
      const waiting = await asked();
      const reassign: Naive = async (trx, ready) => {
        await trx(tableOf('lead'))
          .where({ id: waiting.lead.id })
          .update({ owner_key: app.members.sue.id });
        await ready();
      };

      await together(naiveDecision(waiting, 'approved'), reassign);

      expect(await naiveDecisionsOn(waiting)).toEqual(['approved']);
      const { owner_key: owner } = await rows('lead', { id: waiting.lead.id }).first();
      expect(owner).toBe(app.members.sue.id);
    });

    it('is approved before, or void after', async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const waiting = await asked();
        const { lead, request } = waiting;

        const replies = await heldBack('lead', lead, 2, () =>
          Promise.all([
            decide(app.as.manager, request.documentId, 'approve'),
            act(app.as.admin, lead, 'reassign', { owner: app.members.sue.documentId }),
          ]),
        );

        const approved = replies[0].status === 200;
        expect(replies.map(answerOf)).toEqual(
          approved ? ['200', 'lead.final'] : ['request.settled', '200'],
        );
        expect(await statusOf(waiting)).toBe(approved ? 'approved' : 'void');
        expect((await rows('lead', { id: lead.id }).first()).outcome).toBe(
          approved ? 'lost' : null,
        );
      }
    });
  });

  describe('L15 X56: two leads of one person that are lost at once', () => {
    const membership = () => {
      const { joinTable } = app.strapi.db.metadata.get('plugin::crm.contact-group').attributes[
        'contacts'
      ] as unknown as {
        joinTable: {
          name: string;
          joinColumn: { name: string };
          inverseJoinColumn: { name: string };
        };
      };
      return { name: joinTable.name, person: joinTable.inverseJoinColumn.name };
    };

    async function sharedLeads(): Promise<{ leads: Made[]; ana: Made }> {
      const ana = await a.contact();
      const leads = [
        await work.assigned(app.members.sales),
        await work.assigned(app.members.sales),
      ];
      for (const lead of leads) await a.link(lead, ana, { primaryIndividual: true });
      return { leads, ana };
    }

    it('put that person into the group twice, in naive code', async () => {
      const { ana } = await sharedLeads();
      const { name, person } = membership();
      const naive: Naive = async (trx, ready) => {
        const there = await trx(name).where({ [person]: ana.id });
        await ready();
        // A membership that is only counted: the database itself keeps pairs apart.
        if (there.length > 0) return;
        await trx(tableOf('opportunity')).insert({ name: 'naive member', city: ana.documentId });
      };

      await together(naive, naive);

      expect(await rows('opportunity', { city: ana.documentId })).toHaveLength(2);
    });

    it('are both lost, and the person is in the group once, by one of them', async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const { leads, ana } = await sharedLeads();

        const replies = await heldBack('contact', ana, 2, () =>
          Promise.all(leads.map((lead) => act(app.as.manager, lead, 'close-lost'))),
        );

        expect(replies.map(answerOf)).toEqual(['200', '200']);
        const { name, person } = membership();
        expect(await app.strapi.db.connection(name).where({ [person]: ana.id })).toHaveLength(1);
        const joined = replies.map(({ body }) =>
          body.meta.operation.changes.filter(({ deed }: { deed?: string }) => deed === 'joined'),
        );
        expect(joined.flat()).toHaveLength(1);
        expect(await a.isActive('contact', ana)).toBe(true);
      }
    });
  });
});
