import { randomBytes } from 'node:crypto';
import { isRef, sameValue, type Value } from '../../../core/kernel/values';
import {
  columnType,
  idsIn,
  recordset,
  textsIn,
  toBinding,
  type Binding,
  type Sql,
  type TypedColumn,
} from './sql';
import type { Tx } from './transaction';

/** The new values of some fields of one record. */
export interface RowUpdate {
  readonly id: number;
  readonly set: Readonly<Record<string, Value>>;
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';

const ID_LENGTH = 24;

/**
 * DocumentIds as Strapi makes them, 24 letters and digits. Many at once: asking the system for randomness
 * is what costs, not how much of it.
 */
export function newDocumentIds(count: number): string[] {
  const bytes = randomBytes(count * ID_LENGTH);
  return Array.from({ length: count }, (_none, record) => {
    const start = record * ID_LENGTH;
    let id = ALPHABET.charAt((bytes[start] ?? 0) % 26);
    for (let at = start + 1; at < start + ID_LENGTH; at += 1) {
      id += ALPHABET.charAt((bytes[at] ?? 0) % 36);
    }
    return id;
  });
}

/**
 * Updates many records of one kind: one statement for each set of fields (there are as many as the
 * action's rules make, however many records), and two for each linked relation among them.
 */
export async function updateRows(
  tx: Tx,
  record: string,
  updates: readonly RowUpdate[],
  now: Date,
  versioned: boolean,
): Promise<void> {
  for (const group of bySetOfFields(updates)) {
    await updateGroup(tx, record, group, now, versioned);
  }
}

function bySetOfFields(updates: readonly RowUpdate[]): RowUpdate[][] {
  const groups = new Map<string, RowUpdate[]>();
  for (const update of updates) {
    const name = Object.keys(update.set).sort().join();
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [update]);
    else group.push(update);
  }
  return [...groups.values()];
}

interface OwnColumn extends TypedColumn {
  readonly attribute: string;
}

/** The columns of the record's own table that hold these attributes. */
function ownColumns(tx: Tx, record: string, attributes: readonly string[]): OwnColumn[] {
  const table = tx.table(record);
  return attributes.flatMap((attribute): OwnColumn[] => {
    const column = table.column(attribute);
    if (column.kind === 'scalar') {
      return [{ attribute, name: column.name, type: columnType(column.type) }];
    }
    if (column.kind === 'reference') return [{ attribute, name: column.name, type: 'integer' }];
    return column.key === null ? [] : [{ attribute, name: column.key, type: 'integer' }];
  });
}

async function updateGroup(
  tx: Tx,
  record: string,
  updates: readonly RowUpdate[],
  now: Date,
  versioned: boolean,
): Promise<void> {
  const table = tx.table(record);
  const attributes = Object.keys(updates[0]?.set ?? {});
  const own = ownColumns(tx, record, attributes);
  const [varying, uniform] = split(own, (column) =>
    updates.some(
      ({ set }) =>
        !sameValue(set[column.attribute] ?? null, updates[0]?.set[column.attribute] ?? null),
    ),
  );
  const target = tx.quote(table.name);
  const assignments: string[] = [`${tx.quote('updated_at')} = ?`];
  const bindings: Binding[] = [toBinding(tx.dialect, 'datetime', now)];
  for (const column of uniform) {
    assignments.push(`${tx.quote(column.name)} = ?`);
    bindings.push(toBinding(tx.dialect, column.type, stored(column, updates[0]?.set)));
  }
  if (versioned) assignments.push(`${tx.quote('version')} = ${target}.${tx.quote('version')} + 1`);
  if (varying.length === 0) {
    const these = idsIn(
      tx.dialect,
      tx.quote('id'),
      updates.map(({ id }) => id),
    );
    await tx.run({
      sql: `update ${target} set ${assignments.join(', ')} where ${these.sql}`,
      bindings: [...bindings, ...these.bindings],
    });
  } else {
    const fresh = recordset(
      tx.dialect,
      [{ name: 'id', type: 'integer' }, ...varying],
      updates.map(({ id, set }) => [id, ...varying.map((column) => stored(column, set))]),
    );
    assignments.push(...varying.map(({ name }) => `${tx.quote(name)} = fresh.${tx.quote(name)}`));
    await tx.run(
      tx.dialect === 'mysql'
        ? {
            sql: `update ${target} join ${fresh.sql} as fresh on fresh.${tx.quote('id')} = ${target}.${tx.quote('id')} set ${qualified(assignments, target)}`,
            bindings: [...fresh.bindings, ...bindings],
          }
        : {
            sql: `update ${target} set ${assignments.join(', ')} from ${fresh.sql} as fresh where ${target}.${tx.quote('id')} = fresh.${tx.quote('id')}`,
            bindings: [...bindings, ...fresh.bindings],
          },
    );
  }
  for (const attribute of attributes) await replaceLinks(tx, record, attribute, updates);
}

/** In a join, MySQL wants to know whose column is set. */
export const qualified = (assignments: readonly string[], target: string): string =>
  assignments.map((assignment) => `${target}.${assignment}`).join(', ');

async function replaceLinks(
  tx: Tx,
  record: string,
  attribute: string,
  updates: readonly RowUpdate[],
): Promise<void> {
  const column = tx.table(record).column(attribute);
  if (column.kind !== 'linked') return;
  const these = idsIn(
    tx.dialect,
    tx.quote(column.from),
    updates.map(({ id }) => id),
  );
  await tx.run({
    sql: `delete from ${tx.quote(column.table)} where ${these.sql}`,
    bindings: these.bindings,
  });
  const links = updates.flatMap(({ id, set }) => {
    const value = set[attribute];
    return isRef(value) ? [[id, value.id]] : [];
  });
  await insertRows(
    tx,
    column.table,
    [
      { name: column.from, type: 'integer' },
      { name: column.to, type: 'integer' },
    ],
    links,
  );
}

/** Inserts any number of rows with one statement. */
export async function insertRows(
  tx: Tx,
  table: string,
  columns: readonly TypedColumn[],
  rows: readonly (readonly unknown[])[],
): Promise<void> {
  if (rows.length > 0) await tx.run(insertion(tx, table, columns, rows));
}

/** Deletes the rows that hold these values together, with one statement however many they are. */
export async function removeRows(
  tx: Tx,
  table: string,
  columns: readonly TypedColumn[],
  rows: readonly (readonly unknown[])[],
): Promise<void> {
  if (rows.length === 0) return;
  const target = tx.quote(table);
  const names = columns.map(({ name }) => tx.quote(name));
  const gone = recordset(tx.dialect, columns, rows);
  const sql =
    tx.dialect === 'mysql'
      ? // A subquery would be asked again for each row of the table.
        `delete ${target} from ${target} join ${gone.sql} as gone on ${names.map((name) => `${target}.${name} = gone.${name}`).join(' and ')}`
      : `delete from ${target} where (${names.join(', ')}) in (select ${names.join(', ')} from ${gone.sql} as gone)`;
  await tx.run({ sql, bindings: gone.bindings });
}

/** Writes these columns of these rows anew, with one statement however many; the first column is the id. */
export async function rewriteRows(
  tx: Tx,
  table: string,
  columns: readonly TypedColumn[],
  rows: readonly (readonly unknown[])[],
): Promise<void> {
  if (rows.length === 0) return;
  const target = tx.quote(table);
  const fresh = recordset(tx.dialect, columns, rows);
  const assignments = columns
    .slice(1)
    .map(({ name }) => `${tx.quote(name)} = fresh.${tx.quote(name)}`);
  await tx.run({
    sql:
      tx.dialect === 'mysql'
        ? `update ${target} join ${fresh.sql} as fresh on fresh.id = ${target}.id set ${qualified(assignments, target)}`
        : `update ${target} set ${assignments.join(', ')} from ${fresh.sql} as fresh where ${target}.id = fresh.id`,
    bindings: fresh.bindings,
  });
}

/** What is the same in every row is said once; only what differs travels in the JSON parameter. */
function insertion(
  tx: Tx,
  table: string,
  columns: readonly TypedColumn[],
  rows: readonly (readonly unknown[])[],
): Sql {
  const [first = []] = rows;
  const numbered = columns.map((column, at) => ({ ...column, at }));
  const [varying, uniform] = split(
    numbered,
    ({ at }) => rows.some((row) => row[at] !== first[at]) || (at === 0 && rows.length > 1),
  );
  const names = [...uniform, ...varying].map(({ name }) => tx.quote(name)).join(', ');
  const values = [...uniform.map(() => '?'), ...varying.map(({ name }) => tx.quote(name))];
  const bindings = uniform.map(({ type, at }) => toBinding(tx.dialect, type, first[at]));
  const target = `insert into ${tx.quote(table)} (${names})`;
  if (varying.length === 0) return { sql: `${target} values (${values.join(', ')})`, bindings };
  const source = recordset(
    tx.dialect,
    varying,
    rows.map((row) => varying.map(({ at }) => row[at])),
  );
  return {
    sql: `${target} select ${values.join(', ')} from ${source.sql} as fresh`,
    bindings: [...bindings, ...source.bindings],
  };
}

/** Not attributes: what is said under these names goes into columns that every record has. */
const OWN_NAMES = ['id', 'documentId', 'createdAt'];

/**
 * Inserts records as Strapi would, link tables included, and answers their ids in the order given.
 * For what no door lets in: history, imports, what the plugin ships.
 *
 * @param records by attribute; a relation as the id of its target; dates as Date or ISO text. With `id`
 *   and `documentId` in each of them they come back as what they were
 * @param options `readBack: false` for records without links whose ids nobody needs
 */
export async function insertRecords(
  tx: Tx,
  record: string,
  records: readonly Readonly<Record<string, unknown>>[],
  now: Date,
  { readBack = true }: { readBack?: boolean } = {},
): Promise<{ id: number; documentId: string }[]> {
  if (records.length === 0) return [];
  const table = tx.table(record);
  const attributes = [...new Set(records.flatMap((values) => Object.keys(values)))].filter(
    (attribute) => !OWN_NAMES.includes(attribute),
  );
  const own = ownColumns(tx, record, attributes);
  const fresh = newDocumentIds(records.length);
  const documentIds = records.map(({ documentId }, index) =>
    typeof documentId === 'string' ? documentId : (fresh[index] ?? ''),
  );
  const comesBack = records.every((values) => values['id'] !== undefined);
  const stamps: TypedColumn[] = ['created_at', 'updated_at', 'published_at'].map((name) => ({
    name,
    type: 'datetime',
  }));
  const insert = insertion(
    tx,
    table.name,
    [
      { name: 'document_id', type: 'string' },
      ...(comesBack ? [{ name: 'id', type: 'integer' } as const] : []),
      ...stamps,
      ...own,
    ],
    records.map((values, index) => [
      documentIds[index],
      ...(comesBack ? [values['id']] : []),
      // An import knows when its records came into being; everything else is made now.
      values['createdAt'] ?? now,
      now,
      now,
      ...own.map(({ attribute }) => values[attribute] ?? null),
    ]),
  );
  if (!readBack) {
    await tx.run(insert);
    return [];
  }
  const ids = await runAndReadIds(tx, record, insert, documentIds);
  for (const attribute of attributes) {
    const column = table.column(attribute);
    if (column.kind !== 'linked') continue;
    await insertRows(
      tx,
      column.table,
      [
        { name: column.from, type: 'integer' },
        { name: column.to, type: 'integer' },
      ],
      records.flatMap((values, index) => {
        const targets = [values[attribute] ?? []].flat();
        return targets.map((target) => [ids[index], target]);
      }),
    );
  }
  return documentIds.map((documentId, index) => ({ id: ids[index] ?? 0, documentId }));
}

/** The ids that an insert gave, in the order of the documentIds; databases answer in any order. */
async function runAndReadIds(
  tx: Tx,
  record: string,
  insert: Sql,
  documentIds: readonly string[],
): Promise<number[]> {
  const rows = await runAndRead(tx, record, insert, documentIds);
  const byDocumentId = new Map(rows.map((row) => [row.document_id, row.id]));
  return documentIds.map((documentId) => byDocumentId.get(documentId) ?? 0);
}

async function runAndRead(
  tx: Tx,
  record: string,
  insert: Sql,
  documentIds: readonly string[],
): Promise<{ id: number; document_id: string }[]> {
  if (tx.dialect !== 'mysql') {
    return tx.rows({ ...insert, sql: `${insert.sql} returning id, document_id` });
  }
  // MySQL does not say which row got which id, and MariaDB alone would.
  await tx.run(insert);
  const these = textsIn(tx.dialect, 'document_id', documentIds);
  return tx.rows({
    sql: `select id, document_id from ${tx.quote(tx.table(record).name)} where ${these.sql}`,
    bindings: these.bindings,
  });
}

/** A plan's value as its column takes it; a plan holds JSON as its text (jsonText). */
function stored({ attribute, type }: OwnColumn, set: RowUpdate['set'] | undefined): unknown {
  const value = set?.[attribute] ?? null;
  if (isRef(value)) return value.id;
  return type === 'json' && typeof value === 'string' ? JSON.parse(value) : value;
}

function split<Item>(items: readonly Item[], test: (item: Item) => boolean): [Item[], Item[]] {
  const yes: Item[] = [];
  const no: Item[] = [];
  for (const item of items) (test(item) ? yes : no).push(item);
  return [yes, no];
}
