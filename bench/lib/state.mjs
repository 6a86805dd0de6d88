// What both sides have to agree on, and the way back to where they started.
import { createHash } from 'node:crypto';

/** Remembers the state after seeding; everything later than this can be taken back. */
export async function remember(knex) {
  const [{ last }] = await knex('crm_operations').max('id as last');
  return { lastOperation: Number(last ?? 0) };
}

/** A digest of everything a run has changed: leads, contacts, operations, changes; not their row ids. */
export async function digest(knex, { lastOperation }, same = Object.keys(PARTS)) {
  const parts = [];
  for (const name of same) {
    const rows = await PARTS[name](knex, lastOperation);
    const hash = createHash('sha256');
    for (const row of rows) hash.update(JSON.stringify(row));
    parts.push({ name, count: rows.length, hash: hash.digest('hex').slice(0, 16) });
  }
  return parts;
}

const PARTS = {
  async leads(knex) {
    const rows = await knex('crm_leads')
      .where('version', '>', 1)
      .orderBy('id')
      .select('id', 'active', 'version', 'status', 'outcome', 'lead_score_key', 'closed_by_key');
    return rows.map(({ active, ...row }) => [Boolean(active), row]);
  },
  async contacts(knex, last) {
    const rows = await inactivated(knex, last);
    return rows.map(({ id, active, inactive_reason: reason, lead_id: lead }) => [
      id,
      Boolean(active),
      reason,
      lead,
    ]);
  },
  /** Who has become inactive, not by which of several leads: a job that goes by batches decides otherwise. */
  async people(knex, last) {
    const rows = await inactivated(knex, last);
    return rows.map(({ id, active, inactive_reason: reason }) => [id, Boolean(active), reason]);
  },
  async operations(knex, last) {
    const rows = await knex('crm_operations').where('id', '>', last).orderBy('lead_id');
    return rows.map((operation) => [
      operation.lead_id,
      operation.number,
      operation.action,
      operation.actor_name,
      operation.door,
      sorted(data(operation.kept)),
    ]);
  },
  async changes(knex, last) {
    const rows = await knex('crm_changes as c')
      .join('crm_operations as o', 'o.id', 'c.operation_id')
      .where('o.id', '>', last)
      .select('c.*', 'o.lead_id');
    return rows
      .map((change) => [
        change.record,
        change.record_id,
        change.record_label,
        change.lead_id,
        fieldsOf(change),
      ])
      .sort(byText);
  },
  /** Which records history speaks of, however many operations that took. */
  async history(knex, last) {
    const rows = await knex('crm_changes')
      .where('operation_id', '>', last)
      .select('record', 'record_id')
      .orderBy(['record', 'record_id']);
    return rows.map(({ record, record_id: id }) => [record, id]);
  },
};

const inactivated = (knex, last) =>
  knex('crm_contacts as c')
    .join('crm_operations as o', 'o.id', 'c.inactivated_by_id')
    .where('c.inactivated_by_id', '>', last)
    .orderBy('c.id')
    .select('c.id', 'c.active', 'c.inactive_reason', 'o.lead_id');

/** Undoes everything since `remember`, untimed, and lets the database settle. */
export async function restore(knex, dialect, { lastOperation }) {
  await knex.transaction(async (tx) => {
    await tx.raw(
      `update crm_contacts set active = ${dialect.yes}, inactive_reason = null, inactivated_by_id = null where inactivated_by_id > ?`,
      [lastOperation],
    );
    const touched = `select id from crm_leads where version > 1`;
    for (const link of ['lead_score', 'closed_by']) {
      await tx.raw(`delete from crm_leads_${link}_lnk where lead_id in (${touched})`);
    }
    await tx.raw(
      `update crm_leads set active = ${dialect.yes}, version = 1, status = 'open', outcome = null, lead_score_key = null, lead_score_kind = null, closed_at = null, closed_by_key = null where version > 1`,
    );
    await tx('crm_changes').where('operation_id', '>', lastOperation).delete();
    await tx('crm_operations').where('id', '>', lastOperation).delete();
    for (const table of ['crm_bulk_items', 'crm_bulk_jobs', 'crm_notifications', 'crm_outbox']) {
      await tx(table).delete();
    }
  });
  await settle(knex, dialect);
}

/** Before a timed run: nobody pays for the pages that somebody else has written. */
async function settle(knex, dialect) {
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
