import { appForTests } from './support/app';
import { builders } from './support/builders';
import { databaseUnderTest } from './support/database';

const app = appForTests();
const a = builders(app);

interface Statement {
  readonly sql: string;
  readonly bindings?: unknown[];
}

/** The tables that grow with the business; none of them may be read from end to end on the way of an action. */
const GROWING = ['crm_leads', 'crm_lead_contacts', 'crm_contacts', 'crm_operations', 'crm_changes'];

async function statementsOf(work: () => Promise<unknown>): Promise<Statement[]> {
  const seen: Statement[] = [];
  const listen = (statement: Statement): void => {
    if (/^(select|update|delete)/i.test(statement.sql)) seen.push(statement);
  };
  const knex = app.strapi.db.connection;
  knex.on('query', listen);
  await work();
  knex.removeListener('query', listen);
  return seen;
}

/** The tables that SQLite would scan for this statement. */
async function scannedBy({ sql, bindings = [] }: Statement): Promise<string[]> {
  const plan = await app.strapi.db.connection.raw<{ detail: string }[]>(
    `explain query plan ${sql}`,
    bindings as never,
  );
  const aliases = new Map(
    [...sql.matchAll(/["`](crm_\w+)["`]\s+(?:as\s+)?["`]?(\w+)["`]?/g)].map((match) => [
      match[2] ?? '',
      match[1] ?? '',
    ]),
  );
  return plan.flatMap(({ detail }) => {
    const name = /^SCAN (\w+)/.exec(detail)?.[1] ?? '';
    const table = aliases.get(name) ?? name;
    return GROWING.includes(table) ? [`${table}: ${detail} in ${sql.slice(0, 160)}`] : [];
  });
}

const onSqlite = databaseUnderTest === 'sqlite' ? it : it.skip;

describe('the statements of an action', () => {
  onSqlite('are looked at by somebody who knows a scan', async () => {
    expect(
      await scannedBy({ sql: 'select l.id from `crm_leads` l where l.title = 1' }),
    ).toHaveLength(1);
    expect(await scannedBy({ sql: 'select l.id from `crm_leads` l where l.id = 1' })).toEqual([]);
  });

  onSqlite.each(['deactivate', 'activate', 'score'])(
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

      const scans: string[] = [];
      for (const statement of statements) scans.push(...(await scannedBy(statement)));
      expect(statements.length).toBeGreaterThan(5);
      expect(scans).toEqual([]);
    },
  );

  onSqlite('A17: look-alikes are found by an index', async () => {
    const { documentId: company } = await a.create('company', { name: 'Indexed' });
    const draft = { lastName: 'Indexed', email: 'i@x.example', phone: '030 1234567', company };
    await a.contact(draft);

    const statements = await statementsOf(() =>
      app.as.sales.post('/api/crm/contacts/look-alikes', { data: { drafts: [draft] } }),
    );

    const scans: string[] = [];
    for (const statement of statements) scans.push(...(await scannedBy(statement)));
    expect(statements.length).toBeGreaterThan(5);
    expect(scans).toEqual([]);
  });
});
