import type { Strapi } from './app';
import { databaseUnderTest } from './database';

/** Every table of the CRM, its link tables included. */
export function crmTables(strapi: Strapi): string[] {
  const names = [...strapi.db.metadata.values()].flatMap(({ tableName, attributes }) => {
    if (!tableName.startsWith('crm_')) return [];
    const links = Object.values(attributes).flatMap(
      (attribute) => (attribute as { joinTable?: { name: string } }).joinTable?.name ?? [],
    );
    return [tableName, ...links];
  });
  return [...new Set(names)].sort();
}

/** Every row of these tables, as the database holds it. */
export async function readTables(
  strapi: Strapi,
  tables: readonly string[],
): Promise<Record<string, unknown[]>> {
  const read = async (table: string): Promise<[string, unknown[]]> => [
    table,
    await strapi.db.connection(table).orderBy('id'),
  ];
  return Object.fromEntries(await Promise.all(tables.map(read)));
}

/**
 * A value that stays the same as long as nothing is written to these tables: cheap enough to look at after
 * every single request. On SQLite it counts what its one connection has written, even if it was rolled back.
 */
export async function stampOf(strapi: Strapi, tables: readonly string[]): Promise<string> {
  const knex = strapi.db.connection;
  switch (databaseUnderTest) {
    case 'sqlite': {
      const [{ written }] = await knex.raw('select total_changes() as written');
      return String(written);
    }
    case 'postgres': {
      const sums = tables.map(
        (table) =>
          `select '${table}' as name, md5(coalesce(string_agg(t::text, ',' order by id), '')) as sum from ${table} t`,
      );
      const { rows } = await knex.raw(sums.join(' union all '));
      return JSON.stringify(rows);
    }
    case 'mysql': {
      const [rows] = await knex.raw(`checksum table ${tables.join(', ')} extended`);
      return JSON.stringify(rows);
    }
  }
}
