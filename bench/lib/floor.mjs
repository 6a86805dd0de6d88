// The floor: what deactivating leads costs when somebody writes the SQL for it by hand, once, set-based,
// with the same result as the plugin's (R6, R7, X2, X6, X7; history with operations and changes). It asks
// for no access, plans nothing, previews nothing and cannot do anything else.

/** Deactivates these leads in one transaction. */
export function deactivate(knex, dialect, ids, { actor, door }) {
  const statements = statementsFor(dialect);
  const list = dialect.ids(ids);
  const now = dialect.instant(new Date());
  return knex.transaction(async (tx) => {
    if (dialect.forUpdate !== '') {
      await tx.raw(statements.lockLeads, [list]);
      await tx.raw(statements.lockContacts, [list]);
    }
    const [{ last }] = dialect.rows(await tx.raw(statements.lastOperation));
    await tx.raw(statements.leads, [now, list]);
    const by = [actor.kind, actor.name, actor.id, door];
    await tx.raw(statements.operations, [list, now, now, now, ...by, list]);
    await tx.raw(statements.contacts, [list, now, last ?? 0]);
    await tx.raw(statements.leadChanges, [now, now, now, last ?? 0]);
    await tx.raw(statements.contactChanges, [now, now, now, last ?? 0]);
  });
}

const known = new Map();

function statementsFor(dialect) {
  if (!known.has(dialect)) known.set(dialect, write(dialect));
  return known.get(dialect);
}

function write({ yes, no, among, documentId, object, list, json, forUpdate }) {
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

  const changed = (before, after, rule) => `{"before":${before},"after":${after},"rule":"${rule}"}`;
  const operationRef = object(
    `'id', o.id, 'documentId', o.document_id, 'label', 'deactivate on lead "' || l.title || '"'`,
  );
  const contactFields = `'{"active":${changed('true', 'false', 'R6')},"inactiveReason":${changed('null', '"lost-lead"', 'R6')},"inactivatedBy":{"before":null,"after":' || ${operationRef} || ',"rule":"R6"}}'`;
  const insertChanges = (record, label, fields, from) => `
    insert into crm_changes (document_id, created_at, updated_at, published_at, operation_id, record, record_id, record_document_id, record_label, fields)
    select ${documentId}, ?, ?, ?, o.id, '${record}', ${from.alias}.id, ${from.alias}.document_id, ${label}, ${json(fields)}
    from ${from.tables} where o.id > ? order by o.id`;

  return {
    lockLeads: `select id from crm_leads where ${among('id')} order by id${forUpdate}`,
    lockContacts: `select id from crm_contacts where id in (select contact_key from crm_lead_contacts where ${among('lead_key')}) order by id${forUpdate}`,
    lastOperation: 'select max(id) as last from crm_operations',
    leads: `update crm_leads set active = ${no}, version = version + 1, updated_at = ? where ${among('id')} and active = ${yes}`,
    operations: `
      with ${people}, ${kept}
      insert into crm_operations (document_id, created_at, updated_at, published_at, action, lead_id, number, actor_kind, actor_name, actor_member_id, door, access, input, kept)
      select ${documentId}, ?, ?, ?, 'deactivate', l.id, l.version, ?, ?, ?, ?, 'deactivate', '{}', coalesce(kept.people, '[]')
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
      `'{"active":${changed('true', 'false', 'A2')}}'`,
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
