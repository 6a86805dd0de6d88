import { REPORT_KEYS, REPORTS } from '../plugins/crm/core/report/reports';
import { LEAD_VIEWS } from '../plugins/crm/core/lead/views';
import { appForTests } from './support/app';
import { builders } from './support/builders';
import { bulkJobs } from './support/bulk';
import { databaseUnderTest } from './support/database';
import { statementsOf as statementsIn, type Statement } from './support/statements';

const app = appForTests();
const a = builders(app);

/** The tables that grow with the business; none of them may be read from end to end. */
const GROWING = [
  'crm_leads',
  'crm_lead_contacts',
  'crm_contacts',
  'crm_operations',
  'crm_changes',
  'crm_calendar_events',
  'crm_tasks',
  'crm_bulk_items',
];

/** The statements that have a plan. */
const statementsOf = (work: () => Promise<unknown>): Promise<Statement[]> =>
  statementsIn(app, work, ({ sql }) => /^\s*(with|select|update|delete)/i.test(sql));

interface Found {
  /** Growing tables that are read from end to end. */
  readonly scanned: readonly string[];
  /** Is what is found put in order afterwards? Then it is all read, however little is asked for. */
  readonly sorts: boolean;
}

/** What this database would do for a statement. */
const lookedAt = (statement: Statement): Promise<Found> =>
  databaseUnderTest === 'sqlite' ? bySqlite(statement) : byPostgres(statement);

interface SqliteStep {
  readonly parent: number;
  readonly detail: string;
}

async function bySqlite({ sql, bindings = [] }: Statement): Promise<Found> {
  const plan = await app.strapi.db.connection.raw<SqliteStep[]>(
    `explain query plan ${sql}`,
    bindings as never,
  );
  const aliases = new Map(
    [...sql.matchAll(/["`](crm_\w+)["`]\s+(?:as\s+)?["`]?(\w+)["`]?/g)].map((match) => [
      match[2] ?? '',
      match[1] ?? '',
    ]),
  );
  const scanned = plan.flatMap(({ detail }) => {
    // Along an index and no further than asked is no scan.
    const walks = /^SCAN \w+ USING (COVERING )?INDEX/.test(detail) && /limit \?/i.test(sql);
    const name = /^SCAN (\w+)/.exec(detail)?.[1] ?? '';
    const table = aliases.get(name) ?? name;
    return GROWING.includes(table) && !walks ? [`${table}: ${detail}`] : [];
  });
  // What is to be written, gone through for each row there is. (The months of a report are few.)
  const again = plan.filter(
    ({ parent, detail }, place) =>
      sql.startsWith('update') &&
      detail.startsWith('SCAN json_each') &&
      plan
        .slice(0, place)
        .some((step) => step.parent === parent && step.detail.startsWith('SEARCH')),
  );
  scanned.push(...again.map(({ detail }) => `${detail}, for each row`));
  return { scanned, sorts: plan.some(({ detail }) => /TEMP B-TREE FOR .*ORDER BY/.test(detail)) };
}

interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Filter?: string;
  readonly Plans?: readonly PlanNode[];
}

/**
 * A planner reads small tables from end to end, and is right. Told to do neither that nor to sort where there
 * is another way, it shows whether there is one.
 */
async function byPostgres({ sql, bindings = [] }: Statement): Promise<Found> {
  const nodes = await app.strapi.db.connection.transaction(async (trx) => {
    await trx.raw('set local enable_seqscan = off');
    await trx.raw('set local enable_sort = off');
    await trx.raw('set local enable_incremental_sort = off');
    await trx.raw('set local enable_bitmapscan = off');
    // Heard as the driver got it, with numbers in place of question marks.
    const plan = await trx.raw(
      `explain (format json) ${sql.replaceAll(/\$\d+/g, '?')}`,
      bindings as never,
    );
    return nodesOf(plan.rows[0]['QUERY PLAN'][0].Plan);
  });
  return {
    scanned: nodes.flatMap((node) =>
      node['Node Type'].includes('Seq Scan') && GROWING.includes(node['Relation Name'] ?? '')
        ? [`${node['Relation Name']}: ${node['Node Type']} ${node.Filter ?? ''}`]
        : [],
    ),
    sorts: nodes.some((node) => node['Node Type'].includes('Sort')),
  };
}

const nodesOf = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

const scansOf = async (statements: readonly Statement[]): Promise<string[]> => {
  const scans: string[] = [];
  for (const statement of statements) {
    const { scanned } = await lookedAt(statement);
    scans.push(...scanned.map((scan) => `${scan} in ${statement.sql.slice(0, 300)}`));
  }
  return scans;
};

/** MariaDB says of a small table only that it would read it. */
const planned = databaseUnderTest === 'mysql' ? it.skip : it;

describe('the statements of an action', () => {
  planned('are looked at by somebody who knows a scan', async () => {
    const lead = app.strapi.db.connection('crm_leads as l').select('l.id');
    const of = (query: typeof lead): Promise<Found> => lookedAt({ sql: query.toQuery() });
    const { scanned } = await of(lead.clone().where('l.title', 'x'));
    expect(scanned).toHaveLength(1);
    expect(await of(lead.clone().where('l.id', 1))).toEqual({ scanned: [], sorts: false });
    expect((await of(lead.clone().where('l.id', '>', 1).orderBy('l.title').limit(5))).sorts).toBe(
      true,
    );
  });

  planned.each(['deactivate', 'activate', 'score'])(
    'R6 R12: %s finds everything by an index',
    async (action) => {
      const lead = await a.lead();
      const other = await a.lead();
      for (let person = 0; person < 3; person += 1) {
        const contact = await a.contact();
        await a.link(lead, contact, { primaryContact: person === 0 });
        if (person > 0) await a.link(other, contact);
      }
      if (action === 'activate') {
        await app.as.sales.post(`/api/crm/leads/${lead.documentId}/deactivate`, {});
      }
      const lost = await a.value('lead-score', 'lost');
      const data = action === 'score' ? { leadScore: lost.documentId } : {};

      const statements = await statementsOf(() =>
        app.as.sales.post(`/api/crm/leads/${lead.documentId}/${action}`, { data }),
      );

      expect(statements.length).toBeGreaterThan(5);
      expect(await scansOf(statements)).toEqual([]);
    },
  );

  planned(
    'X2 X55: a bulk job finds everything by an index, from its first batch to its last look',
    async () => {
      const leads = [await a.lead(), await a.lead(), await a.lead()];
      const shared = await a.contact();
      for (const lead of leads) {
        await a.link(lead, shared, { primaryContact: true });
      }
      const lost = await a.value('lead-score', 'lost');

      const statements = await statementsOf(() =>
        bulkJobs(app).run(app.as.manager, {
          action: 'score',
          ids: leads.map(({ documentId }) => documentId),
          data: { leadScore: lost.documentId },
        }),
      );

      expect(statements.some(({ sql }) => /^update \S*crm_bulk_items/.test(sql))).toBe(true);
      expect(await scansOf(statements)).toEqual([]);
    },
  );

  planned('A17: look-alikes are found by an index', async () => {
    const { documentId: company } = await a.create('company', { name: 'Indexed' });
    const draft = { lastName: 'Indexed', email: 'i@x.example', phone: '030 1234567', company };
    await a.contact(draft);

    const statements = await statementsOf(() =>
      app.as.sales.post('/api/crm/contacts/look-alikes', { data: { drafts: [draft] } }),
    );

    expect(statements.length).toBeGreaterThan(5);
    expect(await scansOf(statements)).toEqual([]);
  });
});

describe('the statements of what is read', () => {
  /** Those of the list itself: who asks, and whether they may come in, is looked up before. */
  const ofList = async (url: string): Promise<Statement[]> => {
    const statements = await statementsOf(async () => {
      expect((await app.as.manager.get(url)).status).toBe(200);
    });
    return statements.filter(
      ({ sql }) =>
        GROWING.some((table) => sql.includes(table)) && !sql.includes('crm_portal_sessions'),
    );
  };

  const cursor = Buffer.from(JSON.stringify(['2026-01-01T00:00:00.000Z', 1])).toString('base64url');

  planned.each(LEAD_VIEWS)(
    'R27: a page of the view "%s" is a walk along an index, at its beginning and further on',
    async (view) => {
      for (const place of ['start', cursor]) {
        const statements = await ofList(
          `/api/crm/leads?view=${view}&populate=owner&cursor=${place}`,
        );
        const [list] = statements;
        expect(await scansOf(statements)).toEqual([]);
        // What is due is found by its events, and then put in order.
        if (view !== 'due') expect((await lookedAt(list as Statement)).sorts).toBe(false);
      }
    },
  );

  planned('of the leads of one owner are a walk along an index, too', async () => {
    await a.lead();
    const { documentId } = app.members.sales;

    const [list, ...more] = await ofList(
      `/api/crm/leads?filters[owner][documentId]=${documentId}&cursor=${cursor}`,
    );

    expect(await lookedAt(list as Statement)).toEqual({ scanned: [], sorts: false });
    expect(await scansOf(more)).toEqual([]);
  });

  planned('E2: of the board walk along the index of the stages', async () => {
    const { documentId } = await app.strapi.db
      .query('plugin::crm.pipeline')
      .findOne({ where: { key: 'sales' } });
    const owner = app.members.sales.documentId;

    const plain = await ofList(`/api/crm/pipelines/${documentId}/board`);
    const filtered = await ofList(
      `/api/crm/pipelines/${documentId}/board?filters[owner][documentId]=${owner}`,
    );

    expect(await scansOf([...plain, ...filtered])).toEqual([]);
    expect([plain.length, filtered.length]).toEqual([2, 2]);
  });

  planned.each([
    ...REPORT_KEYS.flatMap((key) =>
      REPORTS[key].by.map((by) => `/api/crm/reports/${key}?by=${by}`),
    ),
    '/api/crm/due',
  ])('L22 R26: of %s find everything by an index', async (url) => {
    const statements = await ofList(url);

    expect(statements).toHaveLength(1);
    expect(await scansOf(statements)).toEqual([]);
  });

  planned('of the history of a lead find everything by an index', async () => {
    const lead = await a.lead();
    await app.as.sales.post(`/api/crm/leads/${lead.documentId}/deactivate`, {});

    expect(await scansOf(await ofList(`/api/crm/leads/${lead.documentId}/history`))).toEqual([]);
  });

  it('are as many for a page of a hundred as for a page of one', async () => {
    for (let index = 0; index < 12; index += 1) await a.lead();
    const count = async (size: number): Promise<number> =>
      (await ofList(`/api/crm/leads?populate=owner&cursor=start&pagination[pageSize]=${size}`))
        .length;

    expect(await count(10)).toBe(await count(1));
  });
});

/*
 * With its statistics (nobody has to have run ANALYZE) SQLite takes all that are null for one value. Columns
 * that are empty nearly everywhere, as the portal login of a contact is, must be looked up all the same.
 */
const onSqlite = databaseUnderTest === 'sqlite' ? it : it.skip;

describe('the statements of one who asks for one lead, with statistics of many', () => {
  onSqlite('find everything by an index: the login, the lead and its people', async () => {
    const lead = await a.lead();
    await a.link(lead, await a.contact(), { primaryContact: true });
    const { connection: knex } = app.strapi.db;
    const many = 'with recursive n(i) as (select 1 union all select i + 1 from n where i < 5000)';
    for (const insert of [
      `${many} insert into crm_contacts (last_name, active) select 'Many', true from n`,
      `${many} insert into crm_leads (title, status, active) select 'Many', 'open', true from n`,
      'insert into crm_lead_contacts (lead_key, contact_key, active) select id, id, true from crm_leads where id > 100',
      `insert into crm_operations (action, lead_id) select 'create', id from crm_leads where title = 'Many'`,
      `insert into crm_changes (operation_id, record) select id, 'lead' from crm_operations`,
    ]) {
      await knex.raw(insert);
    }
    await knex.raw('analyze');

    const statements = await statementsOf(async () => {
      const url = `/api/crm/leads/${lead.documentId}`;
      expect((await app.as.sales.post(`${url}/deactivate`, {})).status).toBe(200);
      expect((await app.as.manager.get(`${url}/history`)).status).toBe(200);
      expect((await app.as.manager.get('/api/users/me')).status).toBe(200);
    });

    expect(statements.length).toBeGreaterThan(20);
    expect(await scansOf(statements)).toEqual([]);
  });
});
