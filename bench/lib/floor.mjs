// The floor: what deactivating leads, or closing them as lost by their score, costs when somebody writes the
// SQL for it by hand, once, set-based, with the same result as the plugin's (R3, R5 to R7, X2, X6, X7; history
// with operations and changes). It asks for no access, plans nothing, previews nothing and cannot do anything
// else.

/** Deactivates these leads in one transaction. */
export const deactivate = (knex, dialect, ids, { actor, door }) =>
  run(knex, dialect, ids, { actor, door, action: 'deactivate', rule: 'R6' });

/** Closes these leads as lost by this score in one transaction: inactive, too, with the people on them. */
export const scoreLost = (knex, dialect, ids, { actor, door, score }) =>
  run(knex, dialect, ids, { actor, door, score, action: 'score', rule: 'R5' });

async function run(knex, dialect, ids, { actor, door, score, action, rule }) {
  const statements = statementsFor(dialect, action, rule);
  const list = dialect.ids(ids);
  const now = dialect.instant(new Date());
  return knex.transaction(async (tx) => {
    if (dialect.forUpdate !== '') {
      await tx.raw(statements.lockLeads, [list]);
      await tx.raw(statements.lockContacts, [list]);
    }
    const [{ last }] = dialect.rows(await tx.raw(statements.lastOperation));
    if (score === undefined) await tx.raw(statements.leads, [now, list]);
    else {
      await tx.raw(statements.lostLeads, [score.id, now, actor.id, now, list]);
      await tx.raw(statements.scores, [score.id, list]);
      await tx.raw(statements.closers, [actor.id, list]);
    }
    const by = [actor.kind, actor.name, actor.id, door];
    await tx.raw(statements.operations, [list, now, now, now, ...by, list]);
    await tx.raw(statements.contacts, [list, now, last ?? 0]);
    const closed = score === undefined ? [] : [JSON.stringify(score), JSON.stringify(actor)];
    await tx.raw(statements.leadChanges, [now, now, now, ...closed, last ?? 0]);
    await tx.raw(statements.contactChanges, [now, now, now, last ?? 0]);
  });
}

const known = new Map();

function statementsFor(dialect, action, rule) {
  if (!known.has(action)) known.set(action, write(dialect, action, rule));
  return known.get(action);
}

function write({ yes, no, among, documentId, object, list, json, forUpdate }, action, rule) {
  const name = `c.first_name || ' ' || c.last_name`;
  // The people on these leads, and for each the first other lead that keeps them active.
  const people = `
    links as (
      select distinct lc.lead_key, lc.contact_key from crm_lead_contacts lc
      where ${among('lc.lead_key')} and lc.active = ${yes}
    ),
    protected as (
      select o.contact_key, min(p.id) as lead_id
      from crm_lead_contacts o join crm_leads p on p.id = o.lead_key
      where o.contact_key in (select contact_key from links) and o.active = ${yes} and p.active = ${yes}
        and (p.outcome is null or p.outcome in ('qualified', 'won'))
      group by o.contact_key
    )`;
  const kept = `
    kept as (
      select k.lead_key, ${list(
        object(
          `'record', 'contact', 'documentId', c.document_id, 'label', ${name}`,
          `'rule', case when c.active = ${no} then 'X6' else 'R7' end`,
          `'because', case when c.active = ${no} then 'Was inactive already.'
             else 'Stays active: active on lead "' || p.title || '".' end`,
        ),
        'c.id',
      )} as people
      from links k join crm_contacts c on c.id = k.contact_key
      left join protected on protected.contact_key = c.id
      left join crm_leads p on p.id = protected.lead_id
      where c.active = ${no} or p.id is not null
      group by k.lead_key
    )`;

  const changed = (before, after, by) => `{"before":${before},"after":${after},"rule":"${by}"}`;
  const operationRef = object(
    `'id', o.id, 'documentId', o.document_id, 'label', '${action} on lead "' || l.title || '"'`,
  );
  const contactFields = `'{"active":${changed('true', 'false', rule)},"inactiveReason":${changed('null', '"lost-lead"', rule)},"inactivatedBy":{"before":null,"after":' || ${operationRef} || ',"rule":"${rule}"}}'`;
  const lostFields = `'{"active":${changed('true', 'false', 'R5')},"status":${changed('"open"', '"closed"', 'R3')},"outcome":${changed('null', '"lost"', 'R3')},"leadScoreKind":${changed('null', '"lost-lead"', 'A9')},"leadScore":{"before":null,"after":' || ? || ',"rule":"A6"},"closedBy":{"before":null,"after":' || ? || ',"rule":"R3"},"closedAt":{"before":null,"after":"' || l.closed_at || '","rule":"R3"}}'`;
  const insertChanges = (record, label, fields, from) => `
    insert into crm_changes (document_id, created_at, updated_at, published_at, operation_id, record, record_id, record_document_id, record_label, fields)
    select ${documentId}, ?, ?, ?, o.id, '${record}', ${from.alias}.id, ${from.alias}.document_id, ${label}, ${json(fields)}
    from ${from.tables} where o.id > ? order by o.id`;

  return {
    lockLeads: `select id from crm_leads where ${among('id')} order by id${forUpdate}`,
    lockContacts: `select id from crm_contacts where id in (select contact_key from crm_lead_contacts where ${among('lead_key')}) order by id${forUpdate}`,
    lastOperation: 'select max(id) as last from crm_operations',
    lostLeads: `update crm_leads set active = ${no}, status = 'closed', outcome = 'lost', lead_score_key = ?, lead_score_kind = 'lost-lead', closed_at = ?, closed_by_key = ?, version = version + 1, updated_at = ? where ${among('id')} and active = ${yes}`,
    scores: `insert into crm_leads_lead_score_lnk (lead_id, dropdown_value_id) select id, cast(? as integer) from crm_leads where ${among('id')}`,
    closers: `insert into crm_leads_closed_by_lnk (lead_id, member_id) select id, cast(? as integer) from crm_leads where ${among('id')}`,
    leads: `update crm_leads set active = ${no}, version = version + 1, updated_at = ? where ${among('id')} and active = ${yes}`,
    operations: `
      with ${people}, ${kept}
      insert into crm_operations (document_id, created_at, updated_at, published_at, action, lead_id, number, actor_kind, actor_name, actor_member_id, door, access, input, kept)
      select ${documentId}, ?, ?, ?, '${action}', l.id, l.version, ?, ?, ?, ?, '${action}', '{}', coalesce(kept.people, '[]')
      from crm_leads l left join kept on kept.lead_key = l.id
      where ${among('l.id')} order by l.id`,
    contacts: `
      with ${people}
      update crm_contacts set active = ${no}, inactive_reason = 'lost-lead', inactivated_by_id = x.operation_id, updated_at = ?
      from (
        select links.contact_key, min(o.id) as operation_id
        from links join crm_operations o on o.lead_id = links.lead_key
        where o.id > ? and links.contact_key not in (select contact_key from protected)
        group by links.contact_key
      ) x
      where crm_contacts.id = x.contact_key and crm_contacts.active = ${yes}
        and not exists (select 1 from crm_members m where m.active = ${yes} and (m.api_user_key = crm_contacts.portal_user_key or m.email = lower(crm_contacts.email)))
        and not exists (select 1 from crm_companies f where f.primary_contact_key = x.contact_key)`,
    leadChanges: insertChanges(
      'lead',
      'l.title',
      action === 'score' ? lostFields : `'{"active":${changed('true', 'false', 'A2')}}'`,
      {
        alias: 'l',
        tables: 'crm_operations o join crm_leads l on l.id = o.lead_id',
      },
    ),
    contactChanges: insertChanges('contact', name, contactFields, {
      alias: 'c',
      tables:
        'crm_contacts c join crm_operations o on o.id = c.inactivated_by_id join crm_leads l on l.id = o.lead_id',
    }),
  };
}
