import { isDeepStrictEqual } from 'node:util';
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
async function stampOf(strapi: Strapi, tables: readonly string[]): Promise<string> {
  if (databaseUnderTest !== 'sqlite') return contentOf(strapi, tables);
  const [{ written }] = await strapi.db.connection.raw('select total_changes() as written');
  return String(written);
}

/** A value that is the same for the same rows, and for no others. One statement on the servers. */
export async function contentOf(strapi: Strapi, tables: readonly string[]): Promise<string> {
  const knex = strapi.db.connection;
  switch (databaseUnderTest) {
    case 'sqlite':
      return JSON.stringify(await readTables(strapi, tables));
    case 'postgres': {
      const sums = tables.map(
        (table) =>
          `select '${table}' as name, md5(coalesce(string_agg(t::text, ',' order by id), '')) as sum from ${table} t`,
      );
      const { rows } = await knex.raw(`${sums.join(' union all ')} order by name`);
      return JSON.stringify(rows);
    }
    case 'mysql': {
      const [rows] = await knex.raw(`checksum table ${tables.join(', ')} extended`);
      return JSON.stringify(rows);
    }
  }
}

export interface RowWatch {
  /** Remembers the rows as they are; does next to nothing where none was written since. */
  look(): Promise<void>;
  /** The tables that are not what they were, row for row, when it was looked last. */
  changed(): Promise<readonly string[]>;
}

/** Watches every row of every table of the CRM. */
export function watchRows(strapi: Strapi): RowWatch {
  const tables = crmTables(strapi);
  let latest: { readonly stamp: string; readonly rows: Record<string, unknown[]> } | undefined;
  return {
    async look() {
      const stamp = await stampOf(strapi, tables);
      if (stamp !== latest?.stamp) latest = { stamp, rows: await readTables(strapi, tables) };
    },
    async changed() {
      const stamp = await stampOf(strapi, tables);
      if (latest === undefined) throw new Error('Nobody has looked at the rows before.');
      if (stamp === latest.stamp) return [];
      const before = latest.rows;
      const rows = await readTables(strapi, tables);
      latest = { stamp, rows };
      return tables.filter((table) => !isDeepStrictEqual(rows[table], before[table]));
    },
  };
}
