// What both sides have to agree on, and the way back to where they started.
import { createHash } from 'node:crypto';

/** Remembers the state after seeding; everything later than this can be taken back. */
export async function remember(knex) {
  const [{ last }] = await knex('crm_operations').max('id as last');
  return { lastOperation: Number(last ?? 0) };
}

/** A digest of everything a run has changed: leads, contacts, operations, changes; not their row ids. */
export async function digest(knex, { lastOperation }) {
  const operations = await knex('crm_operations')
    .where('id', '>', lastOperation)
    .orderBy('lead_id');
  const leadOf = new Map(operations.map((operation) => [operation.id, operation.lead_id]));
  const [leads, contacts, changes] = await Promise.all([
    knex('crm_leads').where('version', '>', 1).orderBy('id').select('id', 'active', 'version'),
    knex('crm_contacts')
      .where('inactivated_by_id', '>', lastOperation)
      .orderBy('id')
      .select('id', 'active', 'inactive_reason', 'inactivated_by_id'),
    knex('crm_changes').where('operation_id', '>', lastOperation),
  ]);
  const parts = {
    leads: leads.map((lead) => [lead.id, Boolean(lead.active), lead.version]),
    contacts: contacts.map((contact) => [
      contact.id,
      Boolean(contact.active),
      contact.inactive_reason,
      leadOf.get(contact.inactivated_by_id),
    ]),
    operations: operations.map((operation) => [
      operation.lead_id,
      operation.number,
      operation.action,
      operation.actor_name,
      operation.door,
      sorted(data(operation.kept)),
    ]),
    changes: changes
      .map((change) => [
        change.record,
        change.record_id,
        change.record_label,
        leadOf.get(change.operation_id),
        fieldsOf(change),
      ])
      .sort(byText),
  };
  return Object.entries(parts).map(([name, rows]) => ({
    name,
    count: rows.length,
    hash: createHash('sha256').update(JSON.stringify(rows)).digest('hex').slice(0, 16),
  }));
}

/** Undoes everything since `remember`, untimed, and lets the database settle. */
export async function restore(knex, dialect, { lastOperation }) {
  await knex.transaction(async (tx) => {
    await tx.raw(
      `update crm_contacts set active = ${dialect.yes}, inactive_reason = null, inactivated_by_id = null where inactivated_by_id > ?`,
      [lastOperation],
    );
    await tx.raw(`update crm_leads set active = ${dialect.yes}, version = 1 where version > 1`);
    await tx('crm_changes').where('operation_id', '>', lastOperation).delete();
    await tx('crm_operations').where('id', '>', lastOperation).delete();
  });
  await settle(knex, dialect);
}

/** Before a timed run: nobody pays for the pages that somebody else has written. */
export async function settle(knex, dialect) {
  for (const statement of dialect.settle) await knex.raw(statement);
}

const data = (json) => (typeof json === 'string' ? JSON.parse(json) : json);
const sorted = (rows) => (rows ?? []).map((row) => JSON.stringify(keys(row))).sort();
const keys = (object) => Object.entries(object).sort(byText);
const byText = (left, right) => (JSON.stringify(left) < JSON.stringify(right) ? -1 : 1);

// The operation is another row on each side; which lead it was on is compared above.
function fieldsOf(change) {
  const { inactivatedBy, ...fields } = data(change.fields);
  return keys({ ...fields, inactivatedBy: inactivatedBy?.after?.label ?? null }).map(
    ([name, value]) => [name, value && typeof value === 'object' ? keys(value) : value],
  );
}
