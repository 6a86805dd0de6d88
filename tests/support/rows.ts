import type { Strapi } from './app';

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
