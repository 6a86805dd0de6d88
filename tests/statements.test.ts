import { appForTests, type Voice } from './support/app';
import { builders, type Made } from './support/builders';
import { bulkJobs } from './support/bulk';
import { batchOf, statementsOf as statementsIn } from './support/statements';
import { workshop } from './support/work';

/* performance.md: the engine's statement count per batch does not grow with the batch. */

const SIZES = [1, 10, 200] as const;

const app = appForTests();
const a = builders(app);
const { stageOf, pipelineOf } = workshop(app);
const bulk = bulkJobs(app);
let shared: Made;
let hot: Made;
let lost: Made;

beforeAll(async () => {
  shared = await a.contact();
  hot = await a.value('lead-score', 'hot');
  lost = await a.value('lead-score', 'lost');
});

/** Leads with two people each, of whom one is on all of them; written as rows, to be there in no time. */
async function makeLeads(count: number, label = String(count)): Promise<number[]> {
  const indexes = Array.from({ length: count }, (_, index) => `${label}-${index}`);
  const leads = await insert('crm_leads', indexes, (name) => ({
    title: name,
    state: 'new',
    status: 'open',
    active: true,
    version: 1,
  }));
  const people = await insert('crm_contacts', indexes, (name) => ({
    last_name: name,
    active: true,
  }));
  await app.strapi.db.connection('crm_lead_contacts').insert(
    leads.flatMap((lead, index) => [
      { lead_key: lead, contact_key: people[index], active: true, primary_individual: true },
      { lead_key: lead, contact_key: shared.id, active: true, primary_individual: false },
    ]),
  );
  return leads;
}

async function insert(
  table: string,
  names: readonly string[],
  rowOf: (name: string) => object,
): Promise<number[]> {
  const documentIds = names.map((name) => `${table}-${name}`);
  const rows = names.map((name, index) => ({ ...rowOf(name), document_id: documentIds[index] }));
  await app.strapi.db.connection(table).insert(rows);
  return app.strapi.db
    .connection(table)
    .whereIn('document_id', documentIds)
    .orderBy('id')
    .pluck('id');
}

/** The statements on our tables. */
async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  return (await statementsIn(app, work)).map(({ sql }) => sql);
}

/** As every other writer does it: an update of many leads, which the guard turns into the action (R32). */
const update = (ids: readonly number[], data: object): Promise<unknown> =>
  app.strapi.db
    .query('plugin::crm.lead')
    .updateMany({ where: { id: { $in: ids as number[] } }, data: data as never });

describe('the number of statements is the same for 1, 10 and 200 leads', () => {
  it('of scoring, closing with the cascade, activating with the people, and closing by score', async () => {
    const counts: Record<string, number[]> = {};
    for (const size of SIZES) {
      const ids = await makeLeads(size);
      const deeds = {
        score: { leadScore: hot.id },
        deactivate: { active: false },
        activate: { active: true },
        'close by score': { leadScore: lost.id },
      };
      for (const [name, data] of Object.entries(deeds)) {
        const statements = await statementsOf(() => update(ids, data));
        counts[name] = [...(counts[name] ?? []), statements.length];
      }
      expect(await closedAmong(ids)).toBe(size);
    }

    for (const [name, [one, ...more]] of Object.entries(counts)) {
      expect({ name, more }).toEqual({ name, more: more.map(() => one) });
    }
    // A bound to notice a statement more; the figures themselves are the benchmark's (npm run bench).
    expect(Math.max(...Object.values(counts).flat())).toBeLessThanOrEqual(40);
  });

  async function closedAmong(ids: readonly number[]): Promise<number> {
    return app.strapi.db.query('plugin::crm.lead').count({
      where: { id: { $in: ids as number[] }, outcome: 'lost', active: false },
    });
  }
});

describe('L19 R16: the number of statements is the same for 1, 10 and 200 leads', () => {
  let reason: string;
  let place: object;
  beforeAll(async () => {
    reason = (await a.value('lost-reason', 'financial')).documentId;
    place = {
      state: 'assigned',
      stage_key: (await stageOf('sales', 'assigned')).id,
      pipeline_key: (await pipelineOf('sales')).id,
      owner_key: app.members.sales.id,
    };
    await app.as.admin.put('/api/crm/settings', { data: { closeLost: { policy: 'request' } } });
  });

  /** Leads of Sam's that can be lost, each with two people and an event that is overdue. */
  async function closable(size: number, label: string): Promise<string[]> {
    const ids = await makeLeads(size, `${label}-${size}`);
    const { connection } = app.strapi.db;
    await connection('crm_leads').whereIn('id', ids).update(place);
    await connection('crm_calendar_events').insert(
      ids.map((lead) => ({
        document_id: `event-${lead}`,
        title: 'Overdue',
        lead_key: lead,
        due_at: app.strapi.db.dialect.client === 'sqlite' ? 1 : new Date(1),
        all_day: false,
      })),
    );
    return connection('crm_leads').whereIn('id', ids).pluck('document_id');
  }

  /** A notification about one lead points to it, a digest of several to none. */
  const isOfAll = (sql: string): boolean => !sql.includes('crm_notifications_lead_lnk');

  async function ofBatch(run: () => Promise<any>): Promise<{ job: any; count: number }> {
    const { job, statements } = await batchOf(app, run);
    return { job, count: statements.filter(({ sql }) => isOfAll(sql)).length };
  }

  const closeAll = (who: Voice, ids: readonly string[]) =>
    ofBatch(() => bulk.run(who, { action: 'close-lost', ids, data: { reason } }));

  const undoOf = (who: Voice, { documentId }: { documentId: string }) =>
    ofBatch(async () =>
      bulk.finished(who, await who.post(`/api/crm/bulk-jobs/${documentId}/undo`)),
    );

  async function requestsOf(job: { documentId: string }): Promise<string[]> {
    const ids = (await bulk.itemsOf(job)).map(({ request_id: id }) => id);
    return app.strapi.db.connection('crm_close_requests').whereIn('id', ids).pluck('document_id');
  }

  it('of closing as lost, asking for it, approving, withdrawing and undoing', async () => {
    const counts: Record<string, number[]> = {};
    const add = (name: string, count: number): void => {
      counts[name] = [...(counts[name] ?? []), count];
    };
    for (const size of SIZES) {
      const closed = await closeAll(app.as.manager, await closable(size, 'closed'));
      add('close-lost', closed.count);
      expect(closed.job).toMatchObject({ done: size, refused: 0 });
      const undone = await undoOf(app.as.manager, closed.job);
      add('undo of close-lost', undone.count);
      expect(undone.job).toMatchObject({ done: size, refused: 0 });

      const asked = await closeAll(app.as.sales, await closable(size, 'asked'));
      add('request-close-lost', asked.count);
      expect(asked.job).toMatchObject({ requested: size, refused: 0 });
      const requests = await requestsOf(asked.job);
      const approving = await statementsOf(async () => {
        const { body } = await app.as.manager.post('/api/crm/close-requests/decide', {
          data: { requests, decision: 'approve' },
        });
        const outcomes = body.data.map(({ outcome }: { outcome: string }) => outcome);
        expect(outcomes).toEqual(requests.map(() => 'approved'));
      });
      add('approve-close-request', approving.filter(isOfAll).length);

      const again = await closeAll(app.as.sales, await closable(size, 'again'));
      const withdrawn = await undoOf(app.as.sales, again.job);
      add('undo of request-close-lost', withdrawn.count);
      expect(withdrawn.job).toMatchObject({ done: size, refused: 0 });
    }

    for (const [name, [one, ...more]] of Object.entries(counts)) {
      expect({ name, more }).toEqual({ name, more: more.map(() => one) });
    }
    expect(Math.max(...Object.values(counts).flat())).toBeLessThanOrEqual(60);
  });
});

/** What each statement of one write does; Strapi's own insert is not ours, and cut into chunks. */
async function createMany(record: string, rows: readonly object[]): Promise<string[]> {
  const query = app.strapi.db.query(`plugin::crm.${record}` as never);
  const { tableName } = app.strapi.db.metadata.get(`plugin::crm.${record}`);
  const statements = await statementsOf(() => query.createMany({ data: rows as never }));
  return statements.map(summary).filter((what) => what !== `insert ${tableName}`);
}

/** "insert crm_leads"; the text itself names the records on some databases. */
function summary(sql: string): string {
  const [, table = ''] = /(?:from|into|update) (?:.public..)?.(\w+)/.exec(sql) ?? [];
  return `${/\w+/.exec(sql)?.[0]} ${table}`;
}

const times = <Result>(count: number, make: (index: number) => Result): Result[] =>
  Array.from({ length: count }, (_, index) => make(index));

describe('the number of statements is the same for 1, 10 and 100 rows of one write', () => {
  async function expectSame(write: (size: number) => Promise<string[]>): Promise<void> {
    const [one, ten, hundred] = [await write(1), await write(10), await write(100)];

    expect({ ten, hundred }).toEqual({ ten: one, hundred: one });
  }

  it('of plain leads', async () => {
    await expectSame((size) =>
      createMany(
        'lead',
        times(size, () => ({ title: 'Plain' })),
      ),
    );
  });

  it('of leads that begin with a company and a score that closes them', async () => {
    const [acme, ajax] = [await company('Acme'), await company('Ajax')];
    const shape = (index: number): object => ({
      title: 'Closed',
      company: (index % 2 === 0 ? acme : ajax).documentId,
      leadScore: lost.documentId,
    });

    await expectSame((size) => createMany('lead', times(size, shape)));

    const closed = { title: 'Closed', outcome: 'lost', active: false };
    expect(await app.strapi.db.query('plugin::crm.lead').count({ where: closed })).toBe(111);
  });

  it('of contacts, half of whom begin inactive', async () => {
    await expectSame((size) =>
      createMany(
        'contact',
        times(size * 2, (index) => ({ lastName: 'Half', active: index % 2 === 0 })),
      ),
    );

    const inactive = { lastName: 'Half', active: false };
    expect(await app.strapi.db.query('plugin::crm.contact').count({ where: inactive })).toBe(111);
  });

  it('of people put on leads, each the primary one of theirs', async () => {
    const spouse = await a.value('relationship-type', 'spouse');
    await makeLeads(111);
    let next = 0;
    const link = (): object => ({
      lead: `crm_leads-111-${next}`,
      contact: `crm_contacts-111-${next++}`,
      primaryContact: true,
      relationshipType: spouse.documentId,
    });

    await expectSame((size) => createMany('lead-contact', times(size, link)));

    const primary = { primaryContact: true, primaryContactOf: { $notNull: true } };
    expect(await app.strapi.db.query('plugin::crm.lead-contact').count({ where: primary })).toBe(
      111,
    );
  });

  it('of dropdown values, added and changed', async () => {
    const type = await find('dropdown-type', { key: 'channel' });
    const masterType = await find('master-type', { dropdownType: { key: 'channel' } });
    const valueOf = (label: string): object => ({
      label,
      dropdownType: type.documentId,
      masterType: masterType.documentId,
    });

    await expectSame((size) =>
      createMany(
        'dropdown-value',
        times(size, (index) => valueOf(`Of ${size}, ${index}`)),
      ),
    );
    await expectSame(async (size) => {
      const where = { label: { $startsWith: `Of ${size}, ` } };
      const statements = await statementsOf(() =>
        app.strapi.db
          .query('plugin::crm.dropdown-value')
          .updateMany({ where, data: { active: false, position: size } }),
      );
      return statements.map(summary);
    });

    const retired = { label: { $startsWith: 'Of ' }, active: false };
    const values = await app.strapi.db
      .query('plugin::crm.dropdown-value')
      .findMany({ where: retired });
    expect(new Set(values.map(({ key }) => key)).size).toBe(111);
  });

  it('of companies, and of members and contacts with an address each', async () => {
    await expectSame((size) =>
      createMany(
        'company',
        times(size, (index) => ({ name: `Company ${index} of ${size}` })),
      ),
    );
    for (const [record, name] of [
      ['member', 'name'],
      ['contact', 'lastName'],
    ] as const) {
      await expectSame((size) =>
        createMany(
          record,
          times(size, (index) => ({
            [name]: 'Somebody',
            email: `${record}-${index}-of-${size}@statements.example`,
          })),
        ),
      );
    }
  });

  it('of events on leads, made, moved to another day, done and deleted', async () => {
    await makeLeads(112);
    const lead = (index: number): string => `crm_leads-112-${index}`;
    const titled = (size: number): object => ({ title: { $startsWith: `Of ${size}, ` } });
    const query = app.strapi.db.query('plugin::crm.calendar-event');
    const asDone = async (work: () => Promise<unknown>): Promise<string[]> =>
      (await statementsOf(work)).map(summary);

    await expectSame((size) =>
      createMany(
        'calendar-event',
        times(size, (index) => ({
          title: `Of ${size}, ${index}`,
          dueAt: '2027-03-01T09:00:00Z',
          lead: lead(index),
          assignee: app.members.sales.documentId,
        })),
      ),
    );
    for (const data of [
      { dueAt: '2027-04-01T09:00:00Z' },
      { assignee: app.members.sue.documentId },
      { completedAt: '2027-04-02T09:00:00Z' },
      { completedAt: null },
    ]) {
      await expectSame((size) =>
        asDone(() => query.updateMany({ where: titled(size), data: data as never })),
      );
    }
    await expectSame((size) => asDone(() => query.deleteMany({ where: titled(size) })));
  });

  it('of tasks, given to somebody else', async () => {
    await makeLeads(113);
    const query = app.strapi.db.query('plugin::crm.task');
    await expectSame((size) =>
      createMany(
        'task',
        times(size, (index) => ({
          title: `Of ${size}, ${index}`,
          lead: `crm_leads-113-${index}`,
          assignee: app.members.sales.documentId,
        })),
      ),
    );
    await expectSame(async (size) => {
      const where = { title: { $startsWith: `Of ${size}, ` } };
      const data = { assignee: app.members.sue.documentId } as never;
      const statements = await statementsOf(() => query.updateMany({ where, data }));
      return statements.map(summary);
    });
  });

  it('of stages, and of copies of a qualification process', async () => {
    const sales = await find('pipeline', { key: 'sales' });
    await expectSame((size) =>
      createMany(
        'stage',
        times(size, (index) => ({
          name: `Of ${size}, ${index}`,
          state: 'assigned',
          pipeline: sales.documentId,
        })),
      ),
    );
    await expectSame((size) =>
      createMany(
        'qualification-process',
        times(size, (index) => ({ name: `Of ${size}, ${index}` })),
      ),
    );
  });

  it('of pipelines, each with its stage New', async () => {
    await expectSame((size) =>
      createMany(
        'pipeline',
        times(size, (index) => ({ name: `Of ${size}, ${index}`, kind: 'lead' })),
      ),
    );
  });

  const company = (name: string): Promise<Made> => a.create('company', { name });

  const find = (record: string, where: object): Promise<Made> =>
    app.strapi.db.query(`plugin::crm.${record}` as never).findOne({ where });
});

describe('X70: the number of statements is the same for one link and for fifty', () => {
  /** Somebody with that many leads, half of them with the other one on, and as much work. */
  async function pairWith(count: number): Promise<{ winner: Made; other: Made }> {
    const [winner, other] = [await a.contact(), await a.contact({ phone: '+43 660 1234567' })];
    const names = Array.from({ length: count * 2 }, (_, index) => `merge-${count}-${index}`);
    const leads = await insert('crm_leads', names, (title) => ({
      title,
      state: 'new',
      status: 'open',
      active: true,
      version: 1,
    }));
    const link = (lead: number, contact: Made, name: string): object => ({
      document_id: name,
      lead_key: lead,
      contact_key: contact.id,
      active: true,
    });
    await app.strapi.db
      .connection('crm_lead_contacts')
      .insert(
        leads.flatMap((lead, index) => [
          link(lead, other, `other-${count}-${index}`),
          ...(index % 2 === 0 ? [link(lead, winner, `winner-${count}-${index}`)] : []),
        ]),
      );
    await insert('crm_tasks', names, (title) => ({
      title,
      status: 'open',
      contact_key: other.id,
    }));
    return { winner, other };
  }

  it('of merging two contacts, and of undoing that', async () => {
    const counts: { merge: number[]; undo: number[] } = { merge: [], undo: [] };
    for (const size of [1, 50]) {
      const { winner, other } = await pairWith(size);
      let operation = '';
      const merged = await statementsOf(async () => {
        const { status, body } = await app.as.manager.post(
          `/api/crm/contacts/${winner.documentId}/merge`,
          { data: { contact: other.documentId } },
        );
        expect(status).toBe(200);
        operation = body.meta.operation.documentId;
      });
      const undone = await statementsOf(async () => {
        const { status } = await app.as.manager.post(`/api/crm/operations/${operation}/undo`);
        expect(status).toBe(200);
      });
      counts.merge.push(merged.length);
      counts.undo.push(undone.length);
    }

    expect(counts.merge[1]).toBe(counts.merge[0]);
    expect(counts.undo[1]).toBe(counts.undo[0]);
  });
});
