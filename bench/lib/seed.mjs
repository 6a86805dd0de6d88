// A database as a busy team would have it, made by SQL in seconds: for n leads 1.5 n contacts and 2 n
// links, 65 % of the leads active. Each lead has a primary individual of its own and a second person,
// who on every other lead is the primary individual of a third one. So cascades take some and keep some.

const LINKS = {
  crm_leads_pipeline_lnk: ['lead_id', 'pipeline_id', 'id', 'pipeline_key', 'crm_leads'],
  crm_leads_stage_lnk: ['lead_id', 'stage_id', 'id', 'stage_key', 'crm_leads'],
  crm_leads_owner_lnk: ['lead_id', 'member_id', 'id', 'owner_key', 'crm_leads'],
  crm_lead_contacts_lead_lnk: ['lead_contact_id', 'lead_id', 'id', 'lead_key', 'crm_lead_contacts'],
  crm_lead_contacts_contact_lnk: [
    'lead_contact_id',
    'contact_id',
    'id',
    'contact_key',
    'crm_lead_contacts',
  ],
};

/** Fills an empty CRM; answers the lead ids that are active, in order. */
export async function seed(knex, dialect, leads) {
  const now = dialect.instant(new Date());
  const owner = (await knex('crm_members').first('id')).id;
  const stage = await knex('crm_stages')
    .where({ state: 'new' })
    .orderBy('id')
    .first('id', 'pipeline_key');

  await knex.transaction(async (tx) => {
    const insert = (table, columns, count, bindings) =>
      tx.raw(
        `insert into ${table} (id, document_id, created_at, updated_at, published_at, ${Object.keys(columns).join(', ')})
         with recursive n(i) as (select 1 union all select i + 1 from n where i < ${count})
         select i, ${dialect.documentId}, ?, ?, ?, ${Object.values(columns).join(', ')} from n`,
        [now, now, now, ...bindings],
      );
    const is = (condition) => `case when ${condition} then ${dialect.yes} else ${dialect.no} end`;

    await insert(
      'crm_leads',
      {
        title: `'Lead ' || i`,
        state: `'new'`,
        status: `'open'`,
        individual_type: `'prospect'`,
        version: '1',
        active: is('i % 20 < 13'),
        owner_key: '?',
        pipeline_key: '?',
        stage_key: '?',
      },
      leads,
      [owner, stage.pipeline_key, stage.id],
    );
    await insert(
      'crm_contacts',
      {
        first_name: `'Ana'`,
        last_name: `'Person ' || i`,
        email: `'person' || i || '@bench.example'`,
        active: is('i % 20 > 0'),
        deceased: dialect.no,
        do_not_contact: dialect.no,
      },
      leads * 1.5,
      [],
    );
    const lead = '((i + 1) / 2)';
    const second = `case when ${lead} % 2 = 0 then ${leads} + ${lead} / 2 else (${lead} * 7) % ${leads} + 1 end`;
    await insert(
      'crm_lead_contacts',
      {
        lead_key: lead,
        contact_key: `case when i % 2 = 1 then ${lead} else ${second} end`,
        active: dialect.yes,
        primary_individual: is('i % 2 = 1'),
        primary_contact: is('i % 2 = 0'),
        primary_individual_of: `case when i % 2 = 1 then ${lead} end`,
        primary_contact_of: `case when i % 2 = 0 then ${lead} end`,
      },
      leads * 2,
      [],
    );
    // Every lead has a beginning in its history, as the application writes it.
    await insert(
      'crm_operations',
      {
        action: `'create'`,
        lead_id: 'i',
        number: '1',
        actor_kind: `'system'`,
        actor_name: `'System'`,
        door: `'code'`,
        access: `'edit'`,
        input: `'{}'`,
        kept: `'[]'`,
      },
      leads,
      [],
    );
    for (const [table, [from, to, id, key, source]] of Object.entries(LINKS)) {
      await tx.raw(`insert into ${table} (${from}, ${to}) select ${id}, ${key} from ${source}`);
    }
  });
  if (dialect.name === 'PostgreSQL') await afterBulkLoad(knex);
  else await knex.raw('analyze');
  const active = await knex('crm_leads')
    .whereRaw(`active = ${dialect.yes}`)
    .orderBy('id')
    .select('id');
  return active.map(({ id }) => id);
}

// Ids were given by hand: the sequences have to hear of it, and the planner of the rows.
async function afterBulkLoad(knex) {
  for (const table of ['crm_leads', 'crm_contacts', 'crm_lead_contacts', 'crm_operations']) {
    await knex.raw(
      `select setval(pg_get_serial_sequence('${table}', 'id'), max(id)) from ${table}`,
    );
  }
  await knex.raw('vacuum analyze');
}

/** Evenly spread over the table, as a selection in a list is. */
export const pick = (ids, count) => {
  const step = ids.length / count;
  return Array.from({ length: count }, (_, index) => ids[Math.floor(index * step)]);
};
