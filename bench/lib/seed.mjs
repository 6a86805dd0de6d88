// A database as a busy team would have it, made by SQL in minutes: for n leads 1.5 n contacts and 2 n
// links, come in over three years, 65 % of them open and active, the rest lost, won or unqualified, with the
// moves that got them there in their history. Each lead has a primary individual of its own and a second
// person, who on every other lead is the primary individual of a third one. So cascades take some and keep
// some. Somebody has more than half of all open leads, nineteen others share the rest.

const LINKS = {
  crm_leads_pipeline_lnk: ['lead_id', 'pipeline_id', 'id', 'pipeline_key', 'crm_leads'],
  crm_leads_stage_lnk: ['lead_id', 'stage_id', 'id', 'stage_key', 'crm_leads'],
  crm_leads_owner_lnk: ['lead_id', 'member_id', 'id', 'owner_key', 'crm_leads'],
  crm_leads_lost_reason_lnk: [
    'lead_id',
    'dropdown_value_id',
    'id',
    'lost_reason_key',
    'crm_leads where lost_reason_key is not null',
  ],
  crm_lead_contacts_lead_lnk: ['lead_contact_id', 'lead_id', 'id', 'lead_key', 'crm_lead_contacts'],
  crm_lead_contacts_contact_lnk: [
    'lead_contact_id',
    'contact_id',
    'id',
    'contact_key',
    'crm_lead_contacts',
  ],
  crm_calendar_events_lead_lnk: [
    'calendar_event_id',
    'lead_id',
    'id',
    'lead_key',
    'crm_calendar_events',
  ],
  crm_calendar_events_assignee_lnk: [
    'calendar_event_id',
    'member_id',
    'id',
    'assignee_key',
    'crm_calendar_events',
  ],
};

const DAY = 24 * 60 * 60 * 1000;
const YEARS = 3 * 365 * DAY;
const MEMBERS = 20;
/** What has become of a lead, by the remainder of its number by 20; below 13 it is open and active. */
const WORKED = 'i % 20 >= 6 and i % 20 < 19';
const LOST = 'i % 20 between 13 and 16';
const WON = 'i % 20 = 17';
const UNQUALIFIED = 'i % 20 = 18';
const ACTIVE = 'i % 20 not in (16, 19)';

/** Fills an empty CRM. */
export async function seed(knex, dialect, leads) {
  const start = Date.now();
  const now = dialect.instant(new Date(start));
  const owner = (await knex('crm_members').first('id')).id;
  const stages = await stagesByState(knex);
  const reasons = await knex('crm_dropdown_values as v')
    .join('crm_dropdown_types as t', 't.id', 'v.dropdown_type_key')
    .where('t.key', 'lost-reason')
    .orderBy('v.id')
    .pluck('v.id');
  const { at, iso } = dialect;
  const every = Math.floor(YEARS / leads);
  const createdAt = `(${start} - (${leads} - i) * ${every})`;
  const closedAt = `(${createdAt} + (i % 40) * ${DAY / 4})`;
  const stageId = (state) => stages[state].id;
  const stageOf = `case when ${LOST} then ${stageId('lost')} when ${WON} then ${stageId('won')} when ${UNQUALIFIED} then ${stageId('disqualified')} when ${WORKED} then ${stageId('assigned')} else ${stageId('new')} end`;
  const stateOf = `case when ${LOST} then 'lost' when ${WON} then 'won' when ${UNQUALIFIED} then 'disqualified' when ${WORKED} then 'assigned' else 'new' end`;
  const closed = `i % 20 between 13 and 18`;

  await knex.transaction(async (tx) => {
    // Every key is one that was made a moment ago; looking each up would take most of the time.
    if (dialect.name === 'PostgreSQL') await tx.raw('set local session_replication_role = replica');
    const insert = (table, columns, count, { where = 'true', created = createdAt } = {}) =>
      tx.raw(
        `insert into ${table} (document_id, created_at, updated_at, published_at, ${Object.keys(columns).join(', ')})
         with recursive n(i) as (select cast(1 as bigint) union all select i + 1 from n where i < ${count})
         select ${dialect.documentId}, ${at(created)}, ?, ?, ${Object.values(columns).join(', ')} from n where ${where}`,
        [now, now],
      );
    const is = (condition) => `case when ${condition} then ${dialect.yes} else ${dialect.no} end`;

    await insert(
      'crm_members',
      {
        name: `'Member ' || i`,
        email: `'member' || i || '@bench.example'`,
        active: dialect.yes,
        notify_in_panel: dialect.yes,
        notify_by_email: dialect.no,
      },
      MEMBERS - 1,
    );
    const others = await tx('crm_members').whereNot({ id: owner }).min('id as first').first();
    const ownerOf = `case when i % 20 between 2 and 12 then ${owner} else ${others.first} + (i / 20) % ${MEMBERS - 1} end`;

    await insert(
      'crm_leads',
      {
        id: 'i',
        title: `'Lead ' || i`,
        state: stateOf,
        status: `case when ${closed} then 'closed' else 'open' end`,
        outcome: `case when ${LOST} then 'lost' when ${WON} then 'won' when ${UNQUALIFIED} then 'unqualified' end`,
        individual_type: `'prospect'`,
        version: '1',
        active: is(ACTIVE),
        owner_key: ownerOf,
        pipeline_key: String(stages.new.pipeline_key),
        stage_key: stageOf,
        lost_reason_key: `case when ${LOST} then ${reasons[0]} + (i / 20) % ${reasons.length} end`,
        estimated_value: '(i * 37) % 90000 + 500',
        stage_entered_at: at(closedAt),
        closed_at: `case when ${closed} then ${at(closedAt)} end`,
      },
      leads,
    );
    await insert(
      'crm_contacts',
      {
        id: 'i',
        first_name: `'Ana'`,
        last_name: `'Person ' || i`,
        email: `'person' || i || '@bench.example'`,
        active: is('i % 20 > 0'),
        deceased: dialect.no,
        do_not_contact: dialect.no,
      },
      leads * 1.5,
    );
    const address = dialect.sha256('email');
    await tx.raw(`insert into crm_email_addresses (address) select ${address} from crm_contacts`);
    await tx.raw(
      `insert into crm_email_holders (kind, holder, address) select 'contact', id, ${address} from crm_contacts`,
    );
    const lead = '((i + 1) / 2)';
    const second = `case when ${lead} % 2 = 0 then ${leads} + ${lead} / 2 else (${lead} * 7) % ${leads} + 1 end`;
    await insert(
      'crm_lead_contacts',
      {
        id: 'i',
        lead_key: lead,
        contact_key: `case when i % 2 = 1 then ${lead} else ${second} end`,
        active: dialect.yes,
        primary_individual: is('i % 2 = 1'),
        primary_contact: is('i % 2 = 0'),
        primary_individual_of: `case when i % 2 = 1 then ${lead} end`,
        primary_contact_of: `case when i % 2 = 0 then ${lead} end`,
      },
      leads * 2,
    );
    await insert(
      'crm_calendar_events',
      {
        title: `'Call ' || i`,
        lead_key: 'i * 10',
        assignee_key: `case when i % 4 = 0 then ${owner} else ${others.first} + i % ${MEMBERS - 1} end`,
        // A third of them long done, the others due from half a year ago to half a year ahead.
        due_at: at(`(${start} + (i % 360 - 180) * ${DAY})`),
        completed_at: `case when i % 3 = 0 then ${at(String(start))} end`,
        all_day: dialect.no,
      },
      leads / 10,
    );
    // Every lead has a beginning in its history, as the application writes it, and those that were moved
    // have that, too. A move has no number here: the next operation makes version 2.
    const by = {
      actor_kind: `'system'`,
      actor_name: `'System'`,
      door: `'code'`,
      access: `'edit'`,
      input: `'{}'`,
      kept: `'[]'`,
    };
    await insert(
      'crm_operations',
      { id: 'i', action: `'create'`, lead_id: 'i', number: '1', ...by },
      leads,
    );
    const moved = { where: WORKED, created: closedAt };
    await insert(
      'crm_operations',
      { id: `${leads} + i`, action: `'change-stage'`, lead_id: 'i', ...by },
      leads,
      moved,
    );
    const stage = (state) =>
      `{"id":${stages[state].id},"documentId":"${stages[state].document_id}","label":"${stages[state].name}"}`;
    const to = `case when ${LOST} then '${stage('lost')}' when ${WON} then '${stage('won')}' when ${UNQUALIFIED} then '${stage('disqualified')}' else '${stage('assigned')}' end`;
    await insert(
      'crm_changes',
      {
        operation_id: `${leads} + i`,
        record: `'lead'`,
        record_id: 'i',
        record_document_id: `'seeded'`,
        record_label: `'Lead ' || i`,
        stage_left: String(stageId('new')),
        stayed: `(i % 40) * ${DAY / 4000}`,
        fields: dialect.json(
          `'{"stage":{"before":${stage('new')},"after":' || ${to} || ',"rule":"E2"},"stageEnteredAt":{"before":"' || ${iso(createdAt)} || '","after":"' || ${iso(closedAt)} || '","rule":"E20"}}'`,
        ),
      },
      leads,
      moved,
    );
    for (const [table, [from, to_, id, key, source]] of Object.entries(LINKS)) {
      await tx.raw(`insert into ${table} (${from}, ${to_}) select ${id}, ${key} from ${source}`);
    }
  });
  if (dialect.name === 'PostgreSQL') await afterBulkLoad(knex);
  else await knex.raw('analyze');
}

/** The leads that are open and active, in order. */
export async function openLeads(knex) {
  return knex('crm_leads').where({ status: 'open', active: true }).orderBy('id').pluck('id');
}

/** The first stage of each state in the pipeline that leads come into. */
async function stagesByState(knex) {
  const pipeline = await knex('crm_pipelines').where({ default_of: 'lead' }).first('id');
  const rows = await knex('crm_stages')
    .where({ pipeline_key: pipeline.id })
    .orderBy('position', 'desc');
  return Object.fromEntries(rows.map((row) => [row.state, row]));
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
