import type { Strapi } from './app';
import { databaseUnderTest } from './database';

/** Every text column of every table, as the catalogue of each database tells it. */
const CATALOGUES = {
  sqlite: `select m.name as place, p.name as name from sqlite_master m join pragma_table_info(m.name) p where m.type = 'table' and lower(p.type) not in ('integer', 'boolean', 'datetime', 'float', 'date')`,
  postgres: `select table_schema || '.' || table_name as place, column_name as name from information_schema.columns where table_schema not in ('pg_catalog', 'information_schema') and data_type in ('text', 'character varying', 'json', 'jsonb')`,
  mysql: `select table_name as place, column_name as name from information_schema.columns where table_schema = database() and character_maximum_length is not null`,
} as const;

const PLACES = { sqlite: '"', postgres: '"', mysql: '`' } as const;
const quoted = (name: string): string =>
  name
    .split('.')
    .map((part) => `${PLACES[databaseUnderTest]}${part}${PLACES[databaseUnderTest]}`)
    .join('.');

async function rowsOf(strapi: Strapi, sql: string, bindings: readonly string[] = []) {
  const answer = await strapi.db.connection.raw(sql, bindings);
  return databaseUnderTest === 'postgres'
    ? answer.rows
    : databaseUnderTest === 'mysql'
      ? answer[0]
      : answer;
}

/** Where in the whole database one of these texts stands: `table.column: text`. */
export async function searchDatabase(strapi: Strapi, texts: readonly string[]): Promise<string[]> {
  const cast = databaseUnderTest === 'postgres' ? '::text' : '';
  const found: string[] = [];
  for (const { place, name } of await rowsOf(strapi, CATALOGUES[databaseUnderTest])) {
    const column = quoted(name);
    for (const text of texts) {
      const [row] = await rowsOf(
        strapi,
        `select count(*) as times from ${quoted(place)} where lower(${column}${cast}) like ?`,
        [`%${text.toLowerCase()}%`],
      );
      if (Number(row.times) > 0) found.push(`${place}.${name}: ${text}`);
    }
  }
  return found;
}
