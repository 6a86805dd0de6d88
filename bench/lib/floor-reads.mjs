// The floor of what is read: the SQL that somebody would write for just this list, board or report.
// Instants come as the column keeps them. Each answers rows; `bench/sides/floor.mjs` serves them.

const CARD = `l.id, l.document_id, l.title, l.estimated_value, l.stage_entered_at, l.next_event_at, l.status, l.outcome, l.active, l.version, l.created_at`;
/** So many leads of a stage are counted one by one; of more it is said that there are more. */
const COUNTED = 1_000;

/** Every lead as a line of text, newest first: a page at a time, as the plugin reads them. */
export async function* csv({ rows }) {
  yield 'Document id,Title,Owner,Stage,Status,Outcome,Active\n';
  for (let after = 2 ** 31 - 1; ; ) {
    const page = await rows(
      `select l.id, l.document_id, l.title, m.name as owner, s.name as stage, l.status, l.outcome, l.active from crm_leads l left join crm_members m on m.id = l.owner_key left join crm_stages s on s.id = l.stage_key where l.id < ? order by l.id desc limit ${CSV_PAGE}`,
      [after],
    );
    yield page.map(lineOf).join('');
    if (page.length < CSV_PAGE) return;
    after = page.at(-1).id;
  }
}

const CSV_PAGE = 1_000;
const lineOf = ({ document_id: id, title, owner, stage, status, outcome, active }) =>
  `${[id, title, owner, stage, status, outcome, active ? 'yes' : 'no'].join(',')}\n`;

const OUTCOMES = ['qualified', 'won', 'lost', 'unqualified', 'deceased', 'dropped'];
const when = (condition) => `sum(case when ${condition} then 1 else 0 end)`;
/** How many have each outcome. */
const each = (column) =>
  OUTCOMES.map((outcome) => `${when(`${column} = '${outcome}'`)} as ${outcome}`).join(', ');

export const READS = {
  /** Counts and first cards of every stage, with the owners: two statements. */
  async board({ rows, yes }, { pipeline, limit }) {
    const stages = await rows('select id, state from crm_stages where pipeline_key = ?', [
      pipeline,
    ]);
    const shown = ({ state }) =>
      ['new', 'assigned'].includes(state) ? ` and coalesce(l.status, 'open') = 'open'` : '';
    const ofEach = (select, { from = (walk) => walk } = {}) =>
      stages.map((stage, index) => from(select(stage), index)).join(' union all ');
    const counts = await rows(
      ofEach(
        ({ id, ...stage }) =>
          `select ${id} as stage, count(*) as found, sum(amount) as worth from (select l.estimated_value as amount from crm_leads l where l.stage_key = ${id} and l.active = ${yes}${shown(stage)} limit ${COUNTED + 1}) c${id}`,
      ),
      [],
    );
    const cards = await rows(
      `select c.*, m.document_id as owner_document_id, m.name as owner_name from (${ofEach(
        ({ id, ...stage }) =>
          `select * from (select ${CARD}, l.owner_key, l.stage_key from crm_leads l where l.stage_key = ${id} and l.active = ${yes}${shown(stage)} order by l.created_at desc, l.id desc limit ${limit + 1}) w${id}`,
      )}) c left join crm_members m on m.id = c.owner_key order by c.created_at desc, c.id desc`,
      [],
    );
    return { counts, cards };
  },

  /** The newest open and active leads, from a place on; of one owner or of all. */
  async list({ rows, yes }, { owner, after, limit }) {
    const of = owner === undefined ? '' : ` and l.owner_key = ${owner}`;
    const from =
      after === undefined ? '' : ' and l.created_at <= ? and (l.created_at < ? or l.id < ?)';
    return rows(
      `select l.*, m.document_id as owner_document_id, m.name as owner_name from crm_leads l left join crm_members m on m.id = l.owner_key where l.active = ${yes} and l.status = 'open'${of}${from} order by l.created_at desc, l.id desc limit ${limit}`,
      after === undefined ? [] : [after.at, after.at, after.id],
    );
  },

  lostByReason: ({ rows }, { from, to }) =>
    rows(
      `select v.label as key, count(*) as leads, sum(l.estimated_value) as value from crm_leads l left join crm_dropdown_values v on v.id = l.lost_reason_key where l.outcome = 'lost' and l.closed_at >= ? and l.closed_at < ? group by v.label`,
      [from, to],
    ),

  lostByMonth: ({ rows, month }, { from, to }) =>
    rows(
      `select ${month('l.closed_at')} as key, v.label as reason, count(*) as leads, sum(l.estimated_value) as value from crm_leads l left join crm_dropdown_values v on v.id = l.lost_reason_key where l.outcome = 'lost' and l.closed_at >= ? and l.closed_at < ? group by 1, v.label`,
      [from, to],
    ),

  funnel: ({ rows }, { from, to }) =>
    rows(
      `select p.name as key, count(*) as leads, ${when("l.state <> 'new'")} as worked, ${when('l.outcome is null')} as open, ${each('l.outcome')} from crm_leads l left join crm_pipelines p on p.id = l.pipeline_key where l.created_at >= ? and l.created_at < ? group by p.name`,
      [from, to],
    ),

  owners: ({ rows, yes }, { from, to }) =>
    rows(
      `select m.name as key, q.* from (select owner_key, sum(open) as open, sum(closed) as closed, sum(value) as value, ${OUTCOMES.map((outcome) => `sum(${outcome}) as ${outcome}`).join(', ')} from (select owner_key, count(*) as open, 0 as closed, 0 as value, ${OUTCOMES.map((outcome) => `0 as ${outcome}`).join(', ')} from crm_leads where active = ${yes} and status = 'open' group by owner_key union all select owner_key, 0, count(*), sum(case when outcome = 'won' then estimated_value else 0 end), ${each('outcome')} from crm_leads where outcome in (${OUTCOMES.map((outcome) => `'${outcome}'`).join(', ')}) and closed_at >= ? and closed_at < ? group by owner_key) both_sides group by owner_key) q left join crm_members m on m.id = q.owner_key`,
      [from, to],
    ),

  /** Without what was undone, and what undid it. */
  timeInStage: ({ rows }, { from, to }) =>
    rows(
      `select s.name as key, q.* from (select c.stage_left, count(*) as visits, avg(c.stayed) as average, min(c.stayed) as shortest, max(c.stayed) as longest from crm_leads l join crm_changes c on c.record = 'lead' and c.record_id = l.id where l.created_at >= ? and l.created_at < ? and c.stage_left is not null and c.stayed is not null and c.operation_id not in (select id from crm_operations where undoes_id is not null) and c.operation_id not in (select undoes_id from crm_operations where undoes_id is not null) group by c.stage_left) q join crm_stages s on s.id = q.stage_left`,
      [from, to],
    ),
};
