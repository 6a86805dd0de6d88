import { containsAny, type Dialect } from './sql';
import type { Tx } from './transaction';

/** Every text column of every table of this database, whoever made it: as its own catalogue says. */
async function textColumns(tx: Tx): Promise<Map<string, string[]>> {
  const rows = await tx.rows<{ place: string; name: string }>({
    sql: CATALOGUE[tx.dialect],
    bindings: [],
  });
  const columns = new Map<string, string[]>();
  for (const { place, name } of rows) columns.set(place, [...(columns.get(place) ?? []), name]);
  return columns;
}

const CATALOGUE: Readonly<Record<Dialect, string>> = {
  sqlite: `select m.name as place, p.name from sqlite_master m join pragma_table_info(m.name) p where m.type = 'table' and (p.type like '%char%' or p.type like '%text%' or p.type like '%json%') order by m.name, p.cid`,
  // The tables of the job queue lie in a schema of their own.
  postgres: `select c.table_schema || '.' || c.table_name as place, c.column_name as name from information_schema.columns c join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name and t.table_type = 'BASE TABLE' where c.data_type in ('text', 'character varying', 'character', 'json', 'jsonb') and (c.table_schema = any(current_schemas(false)) or c.table_schema like '%crm_jobs') order by 1, c.ordinal_position`,
  mysql: `select c.table_name as place, c.column_name as name from information_schema.columns c join information_schema.tables t on t.table_schema = c.table_schema and t.table_name = c.table_name and t.table_type = 'BASE TABLE' where c.table_schema = database() and c.data_type in ('char', 'varchar', 'tinytext', 'text', 'mediumtext', 'longtext', 'json') order by c.table_name, c.ordinal_position`,
};

export interface Occurrence {
  readonly table: string;
  readonly column: string;
  readonly text: string;
}

/** Whatever in this database looks like one of these texts, in capitals or not; a statement for each table. */
export async function searchEverywhere(tx: Tx, texts: readonly string[]): Promise<Occurrence[]> {
  const found: Occurrence[] = [];
  if (texts.length === 0) return found;
  for (const [table, columns] of await textColumns(tx)) {
    const names = columns.map((name) => tx.quote(name));
    const these = containsAny(tx.dialect, names, texts);
    const rows = await tx.rows<Record<string, unknown>>({
      sql: `select ${names.map((name, index) => `${name} as c${index}`).join(', ')} from ${tx.quote(table)} where ${these.sql}`,
      bindings: these.bindings,
    });
    for (const row of rows) {
      for (const [index, column] of columns.entries()) {
        const value = row[`c${index}`];
        if (value == null) continue;
        const text = typeof value === 'string' ? value : JSON.stringify(value);
        found.push({ table, column, text });
      }
    }
  }
  return found;
}
