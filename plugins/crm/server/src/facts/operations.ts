import { memberBefore, memberOf, pointKey, recordKey } from '../../../core/history/undo';
import {
  PLANNED_RECORDS,
  type Change,
  type ChangeDeed,
  type ChangedFields,
  type RecordName,
  type Subject,
} from '../../../core/kernel/plan';
import { isRef, jsonText, type Ref, type Value } from '../../../core/kernel/values';
import { KEYED_RELATIONS } from '../content-types/keyed-relations';
import { recordOf, STAMPS, uidOf } from '../content-types/record';
import { readAttributes, type Stored } from '../store/read';
import { idsIn, instantFrom, jsonFrom } from '../store/sql';
import type { Tx } from '../store/transaction';
import { documentIdsOf } from './references';

export interface OperationFact {
  readonly id: number;
  readonly documentId: string;
  readonly action: string;
  readonly access: string;
  readonly leadId: number | null;
  readonly contactId: number | null;
  readonly changes: readonly Change[];
}

interface OperationRow {
  id: number;
  document_id: string;
  action: string;
  access: string | null;
  lead_id: number | null;
  contact_id: number | null;
}

interface ChangeRow {
  record: Subject['record'];
  record_id: number;
  record_document_id: string;
  record_label: string | null;
  deed: ChangeDeed | null;
  fields: unknown;
}

/** One operation with everything it changed, or `undefined`. */
export async function loadOperation(
  tx: Tx,
  documentId: string,
): Promise<OperationFact | undefined> {
  const [row] = await tx.rows<OperationRow>({
    sql: `select id, document_id, action, access, lead_id, contact_id from ${tx.quote(tx.table('operation').name)} where document_id = ?`,
    bindings: [documentId],
  });
  if (row === undefined) return undefined;
  const changes = await tx.rows<ChangeRow>({
    sql: `select record, record_id, record_document_id, record_label, deed, fields from ${tx.quote(tx.table('change').name)} where operation_id = ? order by id`,
    bindings: [row.id],
  });
  return {
    id: row.id,
    documentId: row.document_id,
    action: row.action,
    access: row.access ?? 'edit',
    leadId: row.lead_id,
    contactId: row.contact_id,
    changes: changes.flatMap(changesFrom),
  };
}

/** What a bulk job did to some leads, by lead; more than one operation where people followed later (X2). */
export async function loadOperationsOfJob(
  tx: Tx,
  job: number,
  leadIds: readonly number[],
): Promise<Map<number, OperationFact[]>> {
  const these = idsIn(tx.dialect, 'lead_id', leadIds);
  const rows = await tx.rows<OperationRow>({
    sql: `select id, document_id, action, access, lead_id, contact_id from ${tx.quote(tx.table('operation').name)} where bulk_job_id = ? and ${these.sql} order by id`,
    bindings: [job, ...these.bindings],
  });
  const those = idsIn(
    tx.dialect,
    'operation_id',
    rows.map(({ id }) => id),
  );
  const changes = await tx.rows<ChangeRow & { operation_id: number }>({
    sql: `select operation_id, record, record_id, record_document_id, record_label, deed, fields from ${tx.quote(tx.table('change').name)} where ${those.sql} order by id`,
    bindings: those.bindings,
  });
  const changesOf = new Map<number, Change[]>();
  for (const row of changes) {
    const known = changesOf.get(row.operation_id) ?? [];
    known.push(...changesFrom(row));
    changesOf.set(row.operation_id, known);
  }
  const operations = new Map<number, OperationFact[]>();
  for (const row of rows) {
    const lead = row.lead_id ?? 0;
    const fact = {
      id: row.id,
      documentId: row.document_id,
      action: row.action,
      access: row.access ?? 'edit',
      leadId: row.lead_id,
      contactId: row.contact_id,
      changes: changesOf.get(row.id) ?? [],
    };
    operations.set(lead, [...(operations.get(lead) ?? []), fact]);
  }
  return operations;
}

function changesFrom(row: ChangeRow): Change[] {
  const subject: Subject = {
    record: row.record,
    id: row.record_id,
    documentId: row.record_document_id,
    label: row.record_label ?? '',
  };
  const fields = jsonFrom<ChangedFields>(row.fields) ?? {};
  const deed = row.deed === null ? {} : { deed: row.deed };
  return Object.entries(fields).map(([field, change]) => ({ subject, field, ...change, ...deed }));
}

/**
 * What the fields that some changes name hold today, by record; of a record that they made, everything. A
 * record that is gone is missing. Reads each kind of record once.
 */
export async function loadCurrent(
  tx: Tx,
  changes: readonly Change[],
): Promise<Map<string, Record<string, Value>>> {
  const current = new Map<string, Record<string, Value>>();
  const references = referencesIn(changes);
  for (const record of PLANNED_RECORDS) {
    const ours = changes.filter(({ subject }) => subject.record === record);
    const made = ours.filter(({ deed }) => deed === 'created');
    await read(
      record,
      ours.filter(({ deed }) => !MEMBERSHIPS.includes(deed)),
      (fields) => fields,
    );
    // Over what was read of it, should the same record have been made and set.
    await read(record, made, () => ownAttributes(tx, record));
  }
  return current;

  async function read(
    record: RecordName,
    ours: readonly Change[],
    fieldsOf: (named: string[]) => readonly string[],
  ): Promise<void> {
    if (ours.length === 0) return;
    const fields = fieldsOf([...new Set(ours.map(({ field }) => field))]);
    const ids = [...new Set(ours.map(({ subject }) => subject.id))];
    for (const [id, stored] of await readAttributes(tx, record, ids, fields)) {
      const values = fields.map((field): [string, Value] => [
        field,
        valueFrom(tx, record, field, stored[field] ?? null, references),
      ]);
      current.set(recordKey({ record, id }), Object.fromEntries(values));
    }
  }
}

const MEMBERSHIPS: readonly (ChangeDeed | undefined)[] = ['joined', 'left'];

/** The attributes that lie in the record's own table; a key column is read as its relation. */
const ownAttributes = (tx: Tx, record: RecordName): string[] =>
  tx.table(record).attributes.filter((name) => {
    if (STAMPS.has(name)) return false;
    const column = tx.table(record).column(name);
    const isKey = name.endsWith('Key') && tx.table(record).attributes.includes(name.slice(0, -3));
    return !isKey && (column.kind !== 'linked' || column.key !== null);
  });

/** Records that an operation made and that records which it did not touch have come to point to. */
export async function findUsedElsewhere(tx: Tx, changes: readonly Change[]): Promise<Set<string>> {
  const used = new Set<string>();
  const idsOf = (record: string): number[] => [
    ...new Set(changes.flatMap(({ subject }) => (subject.record === record ? [subject.id] : []))),
  ];
  const made = new Set(
    changes.flatMap(({ deed, subject }) => (deed === 'created' ? [subject.record] : [])),
  );
  for (const relation of KEYED_RELATIONS) {
    const record = PLANNED_RECORDS.find((name) => uidOf(name) === relation.target);
    if (record === undefined || !made.has(record)) continue;
    const from = tx.table(relation.record);
    const key = tx.quote(from.own(relation.attribute));
    const these = idsIn(tx.dialect, key, idsOf(record));
    const own = idsIn(tx.dialect, 'id', idsOf(relation.record));
    const rows = await tx.rows<{ used: number }>({
      sql: `select distinct ${key} as used from ${tx.quote(from.name)} where ${these.sql} and not (${own.sql})`,
      bindings: [...these.bindings, ...own.bindings],
    });
    for (const row of rows) used.add(recordKey({ record, id: row.used }));
  }
  return used;
}

/** What these changes pointed to before and is no longer there; what undoing them brings back is. */
export async function findGone(tx: Tx, changes: readonly Change[]): Promise<Set<string>> {
  const gone = new Set<string>();
  const returning = new Set(
    changes.flatMap(({ deed, subject }) => (deed === 'removed' ? recordKey(subject) : [])),
  );
  for (const { record, attribute, target } of KEYED_RELATIONS) {
    const ours = changes.filter(
      ({ subject, field, before, deed }) =>
        deed === undefined && subject.record === record && field === attribute && isRef(before),
    );
    if (ours.length === 0) continue;
    const ids = ours.flatMap(({ before }) => (isRef(before) ? [before.id] : []));
    const there = await documentIdsOf(tx, recordOf(target), ids);
    for (const change of ours) {
      if (!isRef(change.before) || there.has(change.before.id)) continue;
      const pointed = `${recordOf(target)}:${change.before.id}`;
      if (!returning.has(pointed)) gone.add(pointKey(change));
    }
  }
  return gone;
}

/** Of the contacts among these: who has been erased (R29), and who has given the address up (X29). */
export async function findDeparted(
  tx: Tx,
  changes: readonly Change[],
): Promise<{ erased: Set<number>; addressless: Set<number> }> {
  const ids = changes.flatMap(({ subject }) => (subject.record === 'contact' ? [subject.id] : []));
  const contacts = await readAttributes(
    tx,
    'contact',
    [...new Set(ids)],
    ['erasedAt', 'releasedEmail'],
  );
  const having = (field: string): Set<number> =>
    new Set([...contacts].flatMap(([id, stored]) => (stored[field] === null ? [] : [id])));
  return { erased: having('erasedAt'), addressless: having('releasedEmail') };
}

/** X31: the members among those to whom undoing would give something back who are inactive today. */
export async function findInactive(tx: Tx, changes: readonly Change[]): Promise<Set<number>> {
  const ids = [...new Set(changes.flatMap(memberBefore))];
  const members = await readAttributes(tx, 'member', ids, ['active']);
  return new Set([...members].flatMap(([id, { active }]) => (active === true ? [] : [id])));
}

/** X70: those of these contacts that are part of another one today, with the name of that one. */
export async function findMerged(tx: Tx, ids: readonly number[]): Promise<Map<number, string>> {
  const contact = tx.table('contact');
  const these = idsIn(tx.dialect, 'c.id', [...new Set(ids)]);
  const rows = await tx.rows<{ id: number; first_name: string | null; last_name: string | null }>({
    sql: `select c.id, w.first_name, w.last_name from ${tx.quote(contact.name)} c join ${tx.quote(contact.name)} w on w.id = c.${contact.own('mergedInto')} where ${these.sql}`,
    bindings: these.bindings,
  });
  return new Map(
    rows.map(({ id, first_name, last_name }) => [
      id,
      [first_name, last_name].filter(Boolean).join(' '),
    ]),
  );
}

/** Who is on the lists today, of those whom these changes put on or took off. */
export async function loadMembers(tx: Tx, changes: readonly Change[]): Promise<Set<string>> {
  const members = new Set<string>();
  const ours = changes.filter(({ deed }) => MEMBERSHIPS.includes(deed));
  const lists = new Map(ours.map((change) => [`${change.subject.record}.${change.field}`, change]));
  for (const { subject, field } of lists.values()) {
    const link = tx.table(subject.record).column(field);
    if (link.kind !== 'linked') continue;
    const these = idsIn(
      tx.dialect,
      link.from,
      ours.map((change) => change.subject.id),
    );
    const those = idsIn(
      tx.dialect,
      link.to,
      ours.flatMap((change) => memberOf(change)?.id ?? []),
    );
    const rows = await tx.rows<{ list: number; member: number }>({
      sql: `select ${link.from} as list, ${link.to} as member from ${tx.quote(link.table)} where ${these.sql} and ${those.sql}`,
      bindings: [...these.bindings, ...those.bindings],
    });
    for (const { list, member } of rows) {
      members.add(`${recordKey({ record: subject.record, id: list })}:${field}:${member}`);
    }
  }
  return members;
}

/** The references that history knows, by id: enough to name a current value that is one of them. */
function referencesIn(changes: readonly Change[]): Map<string, Ref> {
  const known = new Map<string, Ref>();
  for (const { field, before, after } of changes) {
    for (const value of [before, after]) if (isRef(value)) known.set(`${field}:${value.id}`, value);
  }
  return known;
}

function valueFrom(
  tx: Tx,
  record: string,
  field: string,
  stored: Stored,
  references: ReadonlyMap<string, Ref>,
): Value {
  if (stored === null) return null;
  if (tx.table(record).column(field).kind !== 'scalar') {
    const id = Number(stored);
    return references.get(`${field}:${id}`) ?? { id, documentId: '', label: 'another one' };
  }
  return typeof stored === 'object' ? jsonText(stored) : stored;
}

interface HistoryRow {
  id: number;
  document_id: string;
  lead_id: number | null;
  contact_id: number | null;
  action: string;
  access: string | null;
  number: number | null;
  created_at: unknown;
  actor_kind: string | null;
  actor_name: string | null;
  door: string | null;
  regime: string | null;
  input: unknown;
  kept: unknown;
  undoes: string | null;
  undone_by: string | null;
}

/** A page of a record's history, newest first, in three statements. */
export async function loadHistory(
  tx: Tx,
  query: { record: 'lead' | 'contact'; id: number; page: number; pageSize: number },
) {
  const operations = tx.quote(tx.table('operation').name);
  const changes = tx.quote(tx.table('change').name);
  const contact = tx.table('contact');
  // And of those who have become part of it (X70).
  const people = `(select id from ${tx.quote(contact.name)} where id = ? or ${contact.own('mergedInto')} = ?)`;
  // A lead's own operations; a contact's are its own, as of its events, and all that changed it.
  const where =
    query.record === 'lead'
      ? { sql: 'o.lead_id = ?', bindings: [query.id] }
      : {
          sql: `o.id in (select operation_id from ${changes} where record = 'contact' and record_id in ${people} union select id from ${operations} where contact_id in ${people})`,
          bindings: [query.id, query.id, query.id, query.id],
        };
  const rows = await tx.rows<HistoryRow>({
    sql: `select o.id, o.document_id, o.action, o.access, o.lead_id, o.contact_id, o.${tx.quote('number')}, o.created_at, o.actor_kind, o.actor_name, o.door, o.regime, o.input, o.kept, u.document_id as undoes, (select max(x.document_id) from ${operations} x where x.undoes_id = o.id) as undone_by from ${operations} o left join ${operations} u on u.id = o.undoes_id where ${where.sql} order by o.id desc limit ? offset ?`,
    bindings: [...where.bindings, query.pageSize, (query.page - 1) * query.pageSize],
  });
  const [count] = await tx.rows<{ total: number | string }>({
    sql: `select count(*) as total from ${operations} o where ${where.sql}`,
    bindings: where.bindings,
  });
  const these = idsIn(
    tx.dialect,
    'operation_id',
    rows.map((row) => row.id),
  );
  const changed = await tx.rows<ChangeRow & { operation_id: number }>({
    sql: `select operation_id, record, record_id, record_document_id, record_label, deed, fields from ${changes} where ${these.sql} order by id`,
    bindings: these.bindings,
  });
  const gone = await deletedContacts(tx, changed);
  return {
    total: Number(count?.total ?? 0),
    operations: rows.map((row) => ({
      id: row.id,
      access: row.access ?? 'edit',
      leadId: row.lead_id,
      contactId: row.contact_id,
      documentId: row.document_id,
      action: row.action,
      number: row.number,
      at: instantFrom(row.created_at),
      actor: { kind: row.actor_kind ?? 'system', name: row.actor_name ?? 'System' },
      door: row.door ?? 'code',
      regime: row.regime,
      input: jsonFrom<object>(row.input),
      kept: jsonFrom<object>(row.kept),
      undoes: row.undoes,
      undoneBy: row.undone_by,
      changes: changed
        .filter((change) => change.operation_id === row.id)
        .map((change) => (gone.has(change.record_id) ? withoutName(change) : change))
        .flatMap(changesFrom),
    })),
  };
}

/** X26: history says that somebody was there, and no longer who. */
const withoutName = <Row extends ChangeRow>(row: Row): Row =>
  row.record === 'contact' ? { ...row, record_label: 'Deleted contact' } : row;

async function deletedContacts(tx: Tx, changed: readonly ChangeRow[]): Promise<Set<number>> {
  const ids = [
    ...new Set(changed.filter(({ record }) => record === 'contact').map((row) => row.record_id)),
  ];
  const there = await documentIdsOf(tx, 'contact', ids);
  return new Set(ids.filter((id) => !there.has(id)));
}
