import { DROPDOWN_FIELDS } from '../../../../core/dropdown/fields';
import { KEYED_RELATIONS } from '../../content-types/keyed-relations';
import type { Tx } from '../../store/transaction';
import { jsonAt } from '../reports/parts';
import { all, find, words, type Finding } from './finding';

/** `keys`: each key column against its link table. */
export function findStrayKeys(tx: Tx): Promise<Finding> {
  const { table } = words(tx);
  return find(
    tx,
    all(
      KEYED_RELATIONS.flatMap(({ record, attribute }) => {
        const column = tx.table(record).column(attribute);
        if (column.kind !== 'linked' || column.key === null) return [];
        return [
          `select '${record}.${attribute}' as place, x.document_id from ${table(record)} x left join ${tx.quote(column.table)} l on l.${tx.quote(column.from)} = x.id where coalesce(x.${tx.quote(column.key)}, 0) <> coalesce(l.${tx.quote(column.to)}, 0)`,
        ];
      }),
    ),
  );
}

/** `contact-inactive`. */
export function findHalfInactiveContacts(tx: Tx): Promise<Finding> {
  const { table, column, yes, no } = words(tx);
  const by = column('c', 'contact', 'inactivatedBy');
  return find(
    tx,
    all([
      `select 'contact' as place, c.document_id from ${table('contact')} c where c.active is null or (c.active = ${no} and c.inactive_reason is null) or (c.active = ${yes} and (c.inactive_reason is not null or c.inactive_until is not null or ${by} is not null))`,
    ]),
  );
}

/** `history-numbers`. */
export function findGapsInHistory(tx: Tx): Promise<Finding> {
  const { table, column } = words(tx);
  const lead = column('o', 'operation', 'lead');
  const number = column('o', 'operation', 'number');
  return find(
    tx,
    all([
      `select 'lead' as place, l.document_id from ${table('lead')} l left join (select ${lead} as id, count(*) as held, min(${number}) as first, max(${number}) as last from ${table('operation')} o where ${lead} is not null group by ${lead}) h on h.id = l.id where l.version is null or h.id is null or h.first <> 1 or h.last <> h.held or h.last <> l.version`,
    ]),
  );
}

/** `history-times`. */
export function findDecreasingTimes(tx: Tx): Promise<Finding> {
  const { table, column } = words(tx);
  const leadOf = (alias: string) => column(alias, 'operation', 'lead');
  const numberOf = (alias: string) => column(alias, 'operation', 'number');
  return find(
    tx,
    all([
      `select 'operation' as place, o.document_id from ${table('operation')} o join ${table('operation')} b on ${leadOf('b')} = ${leadOf('o')} and ${numberOf('b')} = ${numberOf('o')} - 1 where o.created_at < b.created_at`,
    ]),
  );
}

/** `history-whole`. */
export function findLooseChanges(tx: Tx): Promise<Finding> {
  const { table, column } = words(tx);
  const left = jsonAt(tx, 'c.fields', ['stage', 'before', 'id'], 'integer');
  const entered = jsonAt(tx, 'c.fields', ['stageEnteredAt', 'before'], 'text');
  return find(
    tx,
    all([
      `select 'change' as place, c.document_id from ${table('change')} c left join ${table('operation')} o on o.id = ${column('c', 'change', 'operation')} where o.id is null`,
      // The report of the stages goes by these two, not by the fields (L22).
      `select 'change.stageLeft' as place, c.document_id from ${table('change')} c where c.record = 'lead' and ${entered} is not null and ${left} is not null and (${column('c', 'change', 'stageLeft')} is null or ${column('c', 'change', 'stageLeft')} <> ${left} or ${column('c', 'change', 'stayed')} is null)`,
    ]),
  );
}

/** `master-type`. */
export function findForeignMasterTypes(tx: Tx): Promise<Finding> {
  const { table, column } = words(tx);
  const own = column('v', 'dropdown-value', 'dropdownType');
  return find(
    tx,
    all([
      `select 'dropdown-value' as place, v.document_id from ${table('dropdown-value')} v left join ${table('master-type')} m on m.id = ${column('v', 'dropdown-value', 'masterType')} where m.id is null or ${own} is null or ${column('m', 'master-type', 'dropdownType')} <> ${own}`,
    ]),
  );
}

/** `default-value`: the flag, and the column that its unique index stands on. */
export function findWrongDefaults(tx: Tx): Promise<Finding> {
  const { table, column, yes, no } = words(tx);
  const type = column('v', 'dropdown-value', 'dropdownType');
  const of = column('v', 'dropdown-value', 'defaultOf');
  return find(
    tx,
    all([
      `select 'dropdown-value' as place, v.document_id from ${table('dropdown-value')} v where (v.is_default = ${yes} and (v.active = ${no} or coalesce(${of}, 0) <> coalesce(${type}, 0))) or (coalesce(v.is_default, ${no}) = ${no} and ${of} is not null)`,
    ]),
  );
}

/** `opportunity-origin`: the lead, and the key that its unique index stands on. */
export function findForgedOrigins(tx: Tx): Promise<Finding> {
  const { table, column } = words(tx);
  const lead = column('o', 'opportunity', 'originatingLead');
  const key = column('o', 'opportunity', 'qualificationKey');
  return find(
    tx,
    all([
      `select 'opportunity' as place, o.document_id from ${table('opportunity')} o left join ${table('lead')} l on l.id = ${lead} where (${lead} is null and ${key} is not null) or (${lead} is not null and (${key} is null or l.id is null or substr(${key}, 1, length(l.document_id)) <> l.document_id))`,
    ]),
  );
}

/** `value-type`: every field that holds a dropdown value. */
export function findValuesOutOfPlace(tx: Tx): Promise<Finding> {
  const { table, column } = words(tx);
  const fields = KEYED_RELATIONS.filter(({ target }) => target === 'plugin::crm.dropdown-value');
  return find(
    tx,
    all(
      fields.map(({ record, attribute }) => {
        const type = DROPDOWN_FIELDS[`${record}.${attribute}`];
        if (type === undefined) {
          throw new Error(
            `core/dropdown/fields.ts does not say what ${record}.${attribute} offers.`,
          );
        }
        return `select '${record}.${attribute}' as place, x.document_id from ${table(record)} x join ${table('dropdown-value')} v on v.id = ${column('x', record, attribute)} left join ${table('dropdown-type')} t on t.id = ${column('v', 'dropdown-value', 'dropdownType')} where t.id is null or t.${tx.quote('key')} <> '${type}'`;
      }),
    ),
  );
}

/** `member-logins`: by the links, as the key columns have unique indexes of their own. */
export function findSharedLogins(tx: Tx): Promise<Finding> {
  const { table } = words(tx);
  return find(
    tx,
    all(
      ['adminUser', 'apiUser'].flatMap((attribute) => {
        const column = tx.table('member').column(attribute);
        if (column.kind !== 'linked') return [];
        const [from, to] = [tx.quote(column.from), tx.quote(column.to)];
        return [
          `select 'member.${attribute}' as place, m.document_id from ${table('member')} m join ${tx.quote(column.table)} l on l.${from} = m.id join (select ${to} as login from ${tx.quote(column.table)} group by ${to} having count(*) > 1) shared on shared.login = l.${to}`,
        ];
      }),
    ),
  );
}
