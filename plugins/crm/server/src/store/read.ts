import { columnType, flagFrom, idsIn, instantFrom, jsonFrom, textsIn } from './sql';
import type { Tx } from './transaction';

/** What an attribute holds: plain data, or for a relation the id of its target. */
export type Stored = string | number | boolean | null | object;

/** A stored text; everything else reads as none. */
export const textOf = (stored: Stored | undefined): string =>
  typeof stored === 'string' ? stored : '';

/** Some attributes of some records of one kind, by id; relations as the id of their target. */
export async function readAttributes(
  tx: Tx,
  record: string,
  ids: readonly number[],
  attributes: readonly string[],
): Promise<Map<number, Record<string, Stored>>> {
  if (ids.length === 0) return new Map();
  const table = tx.table(record);
  const these = idsIn(tx.dialect, 'id', ids);
  const columns = attributes.map((name, index) => `${tx.quote(table.own(name))} as a${index}`);
  const rows = await tx.rows<Record<string, unknown>>({
    sql: `select ${['id', ...columns].join(', ')} from ${tx.quote(table.name)} where ${these.sql} order by id`,
    bindings: these.bindings,
  });
  return new Map(
    rows.map((row) => [
      Number(row['id']),
      Object.fromEntries(
        attributes.map((name, index) => [name, storedFrom(tx, record, name, row[`a${index}`])]),
      ),
    ]),
  );
}

function storedFrom(tx: Tx, record: string, attribute: string, raw: unknown): Stored {
  if (raw === null || raw === undefined) return null;
  const column = tx.table(record).column(attribute);
  if (column.kind !== 'scalar') return Number(raw);
  switch (columnType(column.type)) {
    case 'boolean':
      return flagFrom(raw);
    case 'datetime':
      return instantFrom(raw);
    case 'decimal':
    case 'integer':
      return Number(raw);
    case 'json':
      return jsonFrom<Stored>(raw);
    default:
      return raw;
  }
}

/** How many records hold one of these ids in this attribute. */
export async function countUses(
  tx: Tx,
  record: string,
  attribute: string,
  ids: readonly number[],
): Promise<number> {
  const uses = await countUsesByTarget(tx, record, attribute, ids);
  return [...uses.values()].reduce((sum, count) => sum + count, 0);
}

/** The same for each of the ids; those that nobody holds are missing. */
export async function countUsesByTarget(
  tx: Tx,
  record: string,
  attribute: string,
  ids: readonly number[],
): Promise<Map<number, number>> {
  const table = tx.table(record);
  const column = tx.quote(table.own(attribute));
  const these = idsIn(tx.dialect, column, ids);
  const rows = await tx.rows<{ target: number; uses: number | string }>({
    sql: `select ${column} as target, count(*) as uses from ${tx.quote(table.name)} where ${these.sql} group by ${column}`,
    bindings: these.bindings,
  });
  return new Map(rows.map(({ target, uses }) => [target, Number(uses)]));
}

/** The ids of the records whose attribute has one of these texts, by text. */
export async function findByText(
  tx: Tx,
  record: string,
  attribute: string,
  texts: readonly string[],
): Promise<Map<string, number>> {
  if (texts.length === 0) return new Map();
  const column = tx.quote(tx.table(record).own(attribute));
  const these = textsIn(tx.dialect, column, texts);
  const rows = await tx.rows<{ id: number; found: string }>({
    sql: `select id, ${column} as found from ${tx.quote(tx.table(record).name)} where ${these.sql}`,
    bindings: these.bindings,
  });
  return new Map(rows.map((row) => [row.found, row.id]));
}
