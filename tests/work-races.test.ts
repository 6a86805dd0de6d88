import { appForTests, type Reply, type Voice } from './support/app';
import { builders, type Made } from './support/builders';
import { databaseUnderTest } from './support/database';
import { races, type Naive } from './support/races';
import { workshop } from './support/work';

/*
 * Working on one lead, many at once (I13, R20, X33). As in races.test.ts, naive code on the same tables
 * loses each race first.
 */

const servers = databaseUnderTest === 'sqlite' ? describe.skip : describe;
const TWENTY = Array.from({ length: 20 }, (_, index) => index);

if (databaseUnderTest === 'sqlite') {
  // oxlint-disable-next-line jest/no-disabled-tests -- says in the report why it is not run here
  it.skip('races: SQLite has one writer and one connection; PostgreSQL and MariaDB run these', () => {});
}

servers('working on one lead at the same time', () => {
  const app = appForTests();
  const a = builders(app);
  const work = workshop(app);
  const { tableOf, together, inTurn, heldBack } = races(app);

  const act = (who: Voice, lead: Made, action: string, data: object, headers = {}) =>
    who.post(`/api/crm/leads/${lead.documentId}/${action}`, { data }, headers);

  const rows = (record: string, where: object) =>
    app.strapi.db.connection(tableOf(record)).where(where);

  /** How often each answer was given: a status, or the code of a refusal. */
  function tally(replies: readonly Reply[]): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { status, body } of replies) {
      const answer = String(body.error?.details?.code ?? status);
      counts[answer] = (counts[answer] ?? 0) + 1;
    }
    return counts;
  }

  /** I10: the operations of a lead are numbered without gaps, and its version is the last of them. */
  async function expectWholeHistory(lead: Made): Promise<string[]> {
    const operations = await rows('operation', { lead_id: lead.id }).orderBy('number');
    const { version } = await a.read('lead', lead);
    expect(operations.map(({ number }) => number)).toEqual(
      Array.from({ length: version }, (_, index) => index + 1),
    );
    return operations.map(({ action }) => action);
  }

  describe('I13 R20: twenty qualifications of one lead', () => {
    it('make several opportunities in naive code', async () => {
      const lead = await work.assigned(app.members.sales);
      const naive: Naive = async (trx, ready) => {
        const made = await trx(tableOf('opportunity')).where({ originating_lead_key: lead.id });
        await ready();
        if (made.length === 0) {
          await trx(tableOf('opportunity')).insert({
            name: 'naive',
            originating_lead_key: lead.id,
          });
        }
      };

      await together(naive, naive, naive, naive);

      expect(await rows('opportunity', { originating_lead_key: lead.id })).toHaveLength(4);
    });

    it('make one opportunity and one company; nineteen are told that it is done', async () => {
      for (let round = 0; round < 5; round += 1) {
        const lead = await work.assigned(app.members.sales);
        const form = await work.form({ newCompany: { name: `Qualified ${round}` } });

        const replies = await Promise.all(
          TWENTY.map(() => act(app.as.sales, lead, 'qualify', form)),
        );

        expect(tally(replies)).toEqual({ 200: 1, 'lead.final': 19 });
        expect(await rows('opportunity', { originating_lead_key: lead.id })).toHaveLength(1);
        expect(await rows('company', { name: `Qualified ${round}` })).toHaveLength(1);
        expect(await expectWholeHistory(lead)).toEqual(['create', 'qualify']);
      }
    });

    it('I28: with one Idempotency-Key are twenty equal answers', async () => {
      for (let round = 0; round < 5; round += 1) {
        const lead = await work.assigned(app.members.sales);
        const form = await work.form();
        const key = { 'Idempotency-Key': `qualify-${lead.documentId}` };

        const replies = await Promise.all(
          TWENTY.map(() => act(app.as.sales, lead, 'qualify', form, key)),
        );

        const [first] = replies;
        expect(first?.status).toBe(200);
        for (const reply of replies) expect(reply).toEqual(first);
        expect(await rows('opportunity', { originating_lead_key: lead.id })).toHaveLength(1);
        expect(await expectWholeHistory(lead)).toEqual(['create', 'qualify']);
      }
    });

    it('by drag, by drop-down and by action at once are one as well', async () => {
      const lead = await work.assigned(app.members.sales);
      const form = await work.form();
      const stage = (await work.stageOf('sales', 'qualified')).documentId;

      const replies = await heldBack('lead', lead, 3, () =>
        Promise.all([
          act(app.as.sales, lead, 'qualify', form),
          act(app.as.sales, lead, 'change-stage', { stage, data: form }),
          app.inPanel.sales.post(`/crm/leads/${lead.documentId}/qualify`, { data: form }),
        ]),
      );

      expect(tally(replies)).toEqual({ 200: 1, 'lead.final': 2 });
      expect(await rows('opportunity', { originating_lead_key: lead.id })).toHaveLength(1);
    });
  });

  describe('R23: one qualification task', () => {
    it('is completed by everybody in naive code', async () => {
      const { task } = await waiting();
      const naive: Naive = async (trx, ready) => {
        const [row] = await trx(tableOf('task')).where({ id: task.id });
        await ready();
        if (row.status !== 'open') return;
        await trx(tableOf('task')).where({ id: task.id }).update({ status: 'done' });
        await trx(tableOf('opportunity')).insert({ name: 'naive', city: task.documentId });
      };

      await together(naive, naive, naive, naive);

      expect(await rows('opportunity', { city: task.documentId })).toHaveLength(4);
    });

    it('completed twenty times makes one opportunity and one company', async () => {
      for (let round = 0; round < 3; round += 1) {
        const { lead, task } = await waiting();
        const data = { newCompany: { name: `Tasked ${round}` }, type: 'deal-and-company' };

        const replies = await Promise.all(
          TWENTY.map(() =>
            app.as.sales.post(`/api/crm/tasks/${task.documentId}/complete`, { data }),
          ),
        );

        expect(tally(replies)).toEqual({ 200: 1, 'request.settled': 19 });
        expect(await rows('opportunity', { originating_lead_key: lead.id })).toHaveLength(1);
        expect(await rows('company', { name: `Tasked ${round}` })).toHaveLength(1);
        expect(await expectWholeHistory(lead)).toEqual(['create', 'qualify', 'complete-task']);
      }
    });

    it('completed and cancelled at once is one of both', async () => {
      for (let round = 0; round < 10; round += 1) {
        const { lead, task } = await waiting();
        const data = { newCompany: { name: `Either ${round}` }, type: 'deal-and-company' };
        const url = `/api/crm/tasks/${task.documentId}`;

        const [done, cancelled] = await heldBack('lead', lead, 2, () =>
          Promise.all([
            app.as.sales.post(`${url}/complete`, { data }),
            app.as.sales.post(`${url}/cancel`),
          ]),
        );

        expect(tally([done, cancelled])).toEqual({ 200: 1, 'request.settled': 1 });
        const made = await rows('opportunity', { originating_lead_key: lead.id });
        expect(made).toHaveLength(done.status === 200 ? 1 : 0);
        expect((await a.read('task', task)).status).toBe(
          done.status === 200 ? 'done' : 'cancelled',
        );
      }
    });

    it('X63: completed while the lead is reassigned is done before, or refused after', async () => {
      for (let round = 0; round < 10; round += 1) {
        const { lead, task } = await waiting();
        const data = { newCompany: { name: `Handed ${round}` }, type: 'deal-and-company' };

        const [done, reassigned] = await heldBack('lead', lead, 2, () =>
          Promise.all([
            app.as.sales.post(`/api/crm/tasks/${task.documentId}/complete`, { data }),
            act(app.as.manager, lead, 'reassign', { owner: app.members.sue.documentId }),
          ]),
        );

        expect([
          { 200: 1, 'lead.final': 1 },
          { 200: 1, 'access.owner': 1 },
        ]).toContainEqual(tally([done, reassigned]));
        const { assignee_key: assignee } = await rows('task', { id: task.id }).first();
        expect(assignee).toBe((done.status === 200 ? app.members.sales : app.members.sue).id);
      }
    });

    it('is one, however often the qualification is begun', async () => {
      const lead = await inbound();

      const replies = await Promise.all(TWENTY.map(() => act(app.as.sales, lead, 'qualify', {})));

      expect(tally(replies)).toEqual({ 200: 1, 'request.pending': 19 });
      expect(await rows('task', { lead_key: lead.id })).toHaveLength(1);
    });

    /** A lead of the pipeline whose qualified stage has a process. */
    const inbound = async (): Promise<Made> =>
      work.assigned(app.members.sales, {
        pipeline: (await work.pipelineOf('inbound')).documentId,
      });

    async function waiting(): Promise<{ lead: Made; task: Made }> {
      const lead = await inbound();
      const reply = await act(app.as.sales, lead, 'qualify', {});
      expect(reply.status).toBe(200);
      const { id, document_id: documentId } = await rows('task', { lead_key: lead.id }).first();
      return { lead, task: { id, documentId } };
    }
  });

  describe('S20: twenty leads that are qualified with a new company of one name', () => {
    const FOUR = [' Sköld & Sohn', 'SKÖLD & SOHN', 'Skold  & Sohn', 'sköld & sohn '];

    it('make several companies in naive code', async () => {
      const naive: Naive = async (trx, ready) => {
        const there = await trx(tableOf('company')).where({ name: 'Naive company' });
        await ready();
        if (there.length === 0) await trx(tableOf('company')).insert({ name: 'Naive company' });
      };

      await together(naive, naive, naive, naive);

      expect(await rows('company', { name: 'Naive company' })).toHaveLength(4);
    });

    it('make one; the others are refused by its name, and nothing of them stays', async () => {
      for (let round = 0; round < 3; round += 1) {
        const leads: Made[] = [];
        while (leads.length < 20) leads.push(await work.assigned(app.members.sales));
        const form = await work.form();

        const replies = await Promise.all(
          leads.map((lead, index) =>
            act(app.as.sales, lead, 'qualify', {
              ...form,
              newCompany: { name: `${FOUR[index % 4] ?? ''} ${round}` },
            }),
          ),
        );

        expect(tally(replies)).toEqual({ 200: 1, 'input.invalid': 19 });
        for (const { status, body } of replies) {
          if (status === 200) continue;
          expect(body.error.details.errors).toEqual([
            { path: ['newCompany', 'name'], message: expect.stringContaining('exists already') },
          ]);
        }
        expect(await rows('company', { name_key: `skold & sohn ${round}` })).toHaveLength(1);
        const made = await app.strapi.db.connection(tableOf('opportunity')).whereIn(
          'originating_lead_key',
          leads.map(({ id }) => id),
        );
        expect(made).toHaveLength(1);
        const histories: string[][] = [];
        for (const lead of leads) histories.push(await expectWholeHistory(lead));
        expect(histories.filter(({ length }) => length === 2)).toHaveLength(1);
      }
    });

    it('I28: the same with keys of their own', async () => {
      const leads: Made[] = [];
      while (leads.length < 4) leads.push(await work.assigned(app.members.sales));
      const form = await work.form({ newCompany: { name: 'Keyed & Co' } });

      const replies = await Promise.all(
        leads.map((lead) =>
          act(app.as.sales, lead, 'qualify', form, { 'Idempotency-Key': lead.documentId }),
        ),
      );

      expect(tally(replies)).toEqual({ 200: 1, 'input.invalid': 3 });
      expect(await rows('company', { name: 'Keyed & Co' })).toHaveLength(1);
    });
  });

  it('X63: a company that is deleted while a lead is qualified with it is refused by name', async () => {
    for (let round = 0; round < 5; round += 1) {
      const lead = await work.assigned(app.members.sales);
      const company = await a.create('company', { name: `Going ${round}` });
      const form = await work.form({ company: company.documentId });

      const reply = await heldBack(
        'company',
        company,
        1,
        () => act(app.as.sales, lead, 'qualify', form),
        (holder) => holder(tableOf('company')).where({ id: company.id }).delete(),
      );

      expect(tally([reply])).toEqual({ 'input.invalid': 1 });
      expect(reply.body.error.details.errors[0].path).toEqual(['company']);
      expect(await expectWholeHistory(lead)).toEqual(['create']);
    }
  });

  describe('X33: reassigned while its owner qualifies it', () => {
    it('is qualified by who does not own it any more, in naive code', async () => {
      const lead = await work.assigned(app.members.sales);
      const leads = tableOf('lead');
      const reassign: Naive = async (trx, ready) => {
        await trx(leads).where({ id: lead.id }).select('state');
        await trx(leads).where({ id: lead.id }).update({ owner_key: app.members.sue.id });
        await ready();
      };
      const qualify: Naive = async (trx, ready) => {
        const [row] = await trx(leads).where({ id: lead.id }).select('owner_key');
        await ready();
        if (row.owner_key !== app.members.sales.id) return;
        await trx(leads).where({ id: lead.id }).update({ state: 'qualified' });
      };

      await together(reassign, qualify);

      const row = await rows('lead', { id: lead.id }).first();
      expect([row.state, row.owner_key]).toEqual(['qualified', app.members.sue.id]);
    });

    it('is qualified before, or not at all', async () => {
      for (let round = 0; round < 20; round += 1) {
        const lead = await work.assigned(app.members.sales);
        const form = await work.form();

        const [qualified, reassigned] = await heldBack('lead', lead, 2, () =>
          Promise.all([
            act(app.as.sales, lead, 'qualify', form),
            act(app.as.manager, lead, 'reassign', { owner: app.members.sue.documentId }),
          ]),
        );

        const before = qualified.status === 200;
        expect(tally([qualified, reassigned])).toEqual(
          before ? { 200: 1, 'lead.final': 1 } : { 200: 1, 'access.owner': 1 },
        );
        expect(await expectWholeHistory(lead)).toEqual(['create', before ? 'qualify' : 'reassign']);
        const { owner_key: owner } = await rows('lead', { id: lead.id }).first();
        expect(owner).toBe((before ? app.members.sales : app.members.sue).id);
        const made = await rows('opportunity', { originating_lead_key: lead.id });
        expect(made).toHaveLength(before ? 1 : 0);
      }
    });
  });

  describe('X61: two people who move one lead to different stages', () => {
    let stages: Made[];
    let pipeline: Made;
    beforeAll(async () => {
      pipeline = await a.create('pipeline', { key: 'race', name: 'Race', kind: 'lead' });
      stages = [];
      for (const [position, state] of ['new', 'assigned', 'assigned', 'assigned'].entries()) {
        stages.push(
          await a.create('stage', {
            name: `Lap ${position}`,
            state,
            position,
            pipeline: pipeline.documentId,
          }),
        );
      }
    });
    const lap = (number: number): Made => stages[number] as Made;

    it('go back without knowing in naive code', async () => {
      const lead = await inRace();
      const move =
        (to: Made): Naive =>
        async (trx, ready) => {
          const [row] = await trx(tableOf('lead')).where({ id: lead.id }).select('stage_key');
          await ready();
          if (row.stage_key >= to.id) return;
          await trx(tableOf('lead')).where({ id: lead.id }).update({ stage_key: to.id });
        };

      await inTurn(move(lap(3)), move(lap(2)));

      expect((await rows('lead', { id: lead.id }).first()).stage_key).toBe(lap(2).id);
    });

    it('E3: end on the later one: one after the other, or one refused', async () => {
      for (let round = 0; round < 20; round += 1) {
        const lead = await inRace();

        const replies = await heldBack('lead', lead, 2, () =>
          Promise.all([
            act(app.as.sales, lead, 'change-stage', { stage: lap(2).documentId }),
            act(app.as.manager, lead, 'change-stage', { stage: lap(3).documentId }),
          ]),
        );

        const both = replies.every(({ status }) => status === 200);
        expect(tally(replies)).toEqual(both ? { 200: 2 } : { 200: 1, 'stage.backward': 1 });
        expect((await rows('lead', { id: lead.id }).first()).stage_key).toBe(lap(3).id);
        expect(await expectWholeHistory(lead)).toHaveLength(both ? 3 : 2);
      }
    });

    it('X33: one is let in, when both name the version they looked at', async () => {
      const lead = await inRace();
      const url = `/api/crm/leads/${lead.documentId}/change-stage`;

      const replies = await heldBack('lead', lead, 2, () =>
        Promise.all(
          [2, 3].map((number) =>
            app.as.sales.post(url, { data: { stage: lap(number).documentId }, version: 1 }),
          ),
        ),
      );

      expect(tally(replies)).toEqual({ 200: 1, 'lead.changed': 1 });
    });

    async function inRace(): Promise<Made> {
      const lead = await work.ready({ pipeline: pipeline.documentId });
      await work.stand(lead, 'assigned', app.members.sales);
      await a.force('lead', lead, { stage_key: lap(1).id });
      return lead;
    }
  });

  describe('X40: one lead is put on one list twenty times', () => {
    it('is on it several times in naive code', async () => {
      const [lead, list] = [
        await work.ready(),
        await a.create('marketing-list', { name: 'Naive' }),
      ];
      const { name, from, to } = membership();
      const naive: Naive = async (trx, ready) => {
        const there = await trx(name).where({ [from]: list.id, [to]: lead.id });
        await ready();
        // A list whose links are only counted: the database itself keeps pairs apart.
        if (there.length === 0) await trx(tableOf('opportunity')).insert({ name: 'naive member' });
      };

      await together(naive, naive, naive, naive);

      expect(await rows('opportunity', { name: 'naive member' })).toHaveLength(4);
    });

    it('is on it once, and everybody is told so', async () => {
      for (let round = 0; round < 3; round += 1) {
        const lead = await work.ready();
        const list = await a.create('marketing-list', { name: `List ${round}` });

        const replies = await Promise.all(
          TWENTY.map(() =>
            act(app.as.manager, lead, 'add-to-marketing-list', { list: list.documentId }),
          ),
        );

        expect(tally(replies)).toEqual({ 200: 20 });
        const { name, from } = membership();
        expect(await app.strapi.db.connection(name).where({ [from]: list.id })).toHaveLength(1);
        expect(await expectWholeHistory(lead)).toEqual(['create', 'add-to-marketing-list']);
      }
    });

    it('and twenty leads on one list are twenty', async () => {
      const list = await a.create('marketing-list', { name: 'Twenty' });
      const leads: Made[] = [];
      while (leads.length < 20) leads.push(await work.ready());

      const replies = await Promise.all(
        leads.map((lead) =>
          act(app.as.manager, lead, 'add-to-marketing-list', { list: list.documentId }),
        ),
      );

      expect(tally(replies)).toEqual({ 200: 20 });
      const { name, from } = membership();
      expect(await app.strapi.db.connection(name).where({ [from]: list.id })).toHaveLength(20);
    });

    it('X40: is told that the list is gone, when it goes meanwhile', async () => {
      for (let round = 0; round < 5; round += 1) {
        const lead = await work.ready();
        const list = await a.create('marketing-list', { name: `Going ${round}` });

        const reply = await heldBack(
          'marketing-list',
          list,
          1,
          () => act(app.as.manager, lead, 'add-to-marketing-list', { list: list.documentId }),
          (holder) => holder(tableOf('marketing-list')).where({ id: list.id }).delete(),
        );

        expect(tally([reply])).toEqual({ 'input.invalid': 1 });
        expect(reply.body.error.details.errors[0].path).toEqual(['list']);
        expect(await expectWholeHistory(lead)).toEqual(['create']);
      }
    });

    function membership(): { name: string; from: string; to: string } {
      const { joinTable } = app.strapi.db.metadata.get('plugin::crm.marketing-list').attributes[
        'leads'
      ] as unknown as {
        joinTable: {
          name: string;
          joinColumn: { name: string };
          inverseJoinColumn: { name: string };
        };
      };
      return {
        name: joinTable.name,
        from: joinTable.joinColumn.name,
        to: joinTable.inverseJoinColumn.name,
      };
    }
  });

  describe.each([
    ['task', 'tasks'],
    ['event', 'calendar-events'],
  ])('P3 P4: a contact is set inactive while it is given a %s', (_what, path) => {
    const record = path.slice(0, -1);
    const given = (contact: Made) => rows(record, { contact_key: contact.id });

    const give = async (contact: Made): Promise<Reply> =>
      app.as.sales.post(`/api/crm/${path}`, {
        data: {
          title: 'Send papers',
          lead: (await a.lead()).documentId,
          contact: contact.documentId,
          ...(record === 'task' ? {} : { dueAt: new Date().toISOString() }),
        },
      });

    it('and has it although it is inactive, in naive code', async () => {
      const contact = await a.contact();
      let cut = (): void => undefined;
      const isCut = new Promise<void>((resolve) => {
        cut = resolve;
      });
      const naiveCut: Naive = async (trx, ready) => {
        await trx(tableOf('contact')).where({ id: contact.id }).update({ active: false });
        await ready();
        void trx.executionPromise.then(cut);
      };
      const naiveGive: Naive = async (trx, ready) => {
        const row = await trx(tableOf('contact')).where({ id: contact.id }).first('active');
        await ready();
        await isCut;
        if (row.active) await trx(tableOf(record)).insert({ title: 'x', contact_key: contact.id });
      };

      await together(naiveCut, naiveGive);

      expect(await a.isActive('contact', contact)).toBe(false);
      expect(await given(contact)).toHaveLength(1);
    });

    it('and is given nothing any more', async () => {
      for (let round = 0; round < 10; round += 1) {
        const contact = await a.contact();

        const reply = await heldBack(
          'contact',
          contact,
          1,
          () => give(contact),
          (holder) =>
            holder(tableOf('contact'))
              .where({ id: contact.id })
              .update({ active: false, inactive_reason: 'other' }),
        );

        expect(tally([reply])).toEqual({ 'contact.inactive': 1 });
        expect(await given(contact)).toHaveLength(0);
      }
    });

    it('and has it if it was first, and not if it was second', async () => {
      for (let round = 0; round < 10; round += 1) {
        const contact = await a.contact();
        const url = `/api/crm/contacts/${contact.documentId}/deactivate`;

        const [cut, gave] = await heldBack('contact', contact, 2, () =>
          Promise.all([app.as.manager.post(url), give(contact)]),
        );

        expect(cut.status).toBe(200);
        expect([201, 409]).toContain(gave.status);
        expect(await given(contact)).toHaveLength(gave.status === 201 ? 1 : 0);
      }
    });
  });

  it('I13: a qualification that two undo at once is undone once', async () => {
    for (let round = 0; round < 5; round += 1) {
      const lead = await work.assigned(app.members.sales);
      const done = await act(app.as.sales, lead, 'qualify', await work.form());
      const url = `/api/crm/operations/${done.body.meta.operation.documentId}/undo`;

      const replies = await heldBack('lead', lead, 2, () =>
        Promise.all([app.as.sales.post(url), app.as.sales.post(url)]),
      );

      expect(tally(replies)).toEqual({ 200: 1, 'operation.conflict': 1 });
      expect(await rows('opportunity', { originating_lead_key: lead.id })).toHaveLength(0);
      expect(await expectWholeHistory(lead)).toEqual(['create', 'qualify', 'undo']);
    }
  });
});
