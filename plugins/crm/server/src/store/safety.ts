import type { Core } from '@strapi/strapi';
import { isNewer, VERSION } from '../../../core/kernel/version';
import type { Migration } from './migration';

/**
 * Nothing loses data by accident. Strapi's schema sync drops every table whose model it does not find, as
 * when the plugin is disabled, unbuilt or older, and every column that a schema no longer names.
 */
const STORE = { type: 'core', key: 'persisted_tables' };
const VERSION_KEY = 'plugin_crm_version';

/** Tells Strapi that our tables stay, plugin or no plugin. */
export async function keepTables(strapi: Core.Strapi): Promise<void> {
  const earlier = ((await strapi.store.get(STORE)) as unknown[] | null) ?? [];
  const names = new Set([...earlier.map(nameOf), ...tablesOf(strapi)]);
  const others = earlier.filter((entry) => typeof entry !== 'string');
  const value = [...others, ...[...names].filter((name) => !others.map(nameOf).includes(name))];
  await strapi.store.set({ ...STORE, value });
  await strapi.store.set({ type: 'plugin', name: 'crm', key: 'version', value: VERSION });
}

const nameOf = (entry: unknown): string =>
  typeof entry === 'string' ? entry : ((entry as { name?: string }).name ?? '');

/** Our tables with their link tables. */
function tablesOf(strapi: Core.Strapi): string[] {
  return [...strapi.db.metadata.values()].flatMap((model) => {
    if (!model.tableName.startsWith('crm_')) return [];
    const links = Object.values(model.attributes).flatMap((attribute) => {
      const { joinTable } = attribute as { joinTable?: { name: string } };
      return joinTable === undefined ? [] : [joinTable.name];
    });
    return [model.tableName, ...links];
  });
}

/**
 * Before Strapi touches the schema: refuses to start on a database that a newer version has written, or
 * when a column with data would be dropped that no migration speaks of.
 *
 * @throws an Error with a sentence that says what to do; the database is as it was
 */
export async function refuseDataLoss(strapi: Core.Strapi): Promise<void> {
  const knex = strapi.db.connection;
  if (!(await knex.schema.hasTable('strapi_core_store_settings'))) return;
  await refuseOlderVersion(strapi);
  const lost = await columnsToBeDropped(strapi);
  const planned = new Set(
    declaredIn(strapi).flatMap(({ renames = [], drops = [] }) => [
      ...renames.map(({ table, from }) => `${table}.${from}`),
      ...drops.map(({ table, column }) => `${table}.${column}`),
    ]),
  );
  for (const { table, column } of lost) {
    if (planned.has(`${table}.${column}`)) continue;
    const [row] = (await knex(table).whereNotNull(column).limit(1).select(column)) as unknown[];
    if (row === undefined) continue;
    throw new Error(
      `The CRM will not start: the column ${column} of ${table} holds data, and this version of the plugin no longer knows it. Install the version that wrote it, or one with a migration for it. Nothing has been changed.`,
    );
  }
}

async function refuseOlderVersion(strapi: Core.Strapi): Promise<void> {
  const [row] = await strapi.db
    .connection('strapi_core_store_settings')
    .where({ key: VERSION_KEY })
    .select<{ value: string }[]>('value');
  if (row === undefined) return;
  const written = String(JSON.parse(row.value));
  if (!isNewer(written, VERSION)) return;
  throw new Error(
    `The CRM will not start: this database was last used with version ${written} of the plugin, and this is ${VERSION}. Strapi would drop what the newer version added. Install ${written} or newer. Nothing has been changed.`,
  );
}

interface StoredSchema {
  tables?: { name: string; columns?: { name: string }[] }[];
}

/** The columns that Strapi made earlier and would drop now. */
async function columnsToBeDropped(
  strapi: Core.Strapi,
): Promise<{ table: string; column: string }[]> {
  const knex = strapi.db.connection;
  if (!(await knex.schema.hasTable('strapi_database_schema'))) return [];
  const [row] = await knex('strapi_database_schema')
    .orderBy('time', 'desc')
    .limit(1)
    .select<{ schema: string | StoredSchema }[]>('schema');
  if (row === undefined) return [];
  const stored =
    typeof row.schema === 'string' ? (JSON.parse(row.schema) as StoredSchema) : row.schema;
  const lost: { table: string; column: string }[] = [];
  for (const model of strapi.db.metadata.values()) {
    if (!model.tableName.startsWith('crm_')) continue;
    const today = new Set(
      Object.values(model.attributes).flatMap((attribute) => {
        const { columnName, joinColumn } = attribute as {
          columnName?: string;
          joinColumn?: { name: string };
        };
        return columnName ?? joinColumn?.name ?? [];
      }),
    );
    const before = stored.tables?.find(({ name }) => name === model.tableName)?.columns ?? [];
    for (const { name } of before) {
      if (!today.has(name)) lost.push({ table: model.tableName, column: name });
    }
  }
  return lost;
}

// On the database itself: what is carried out and what is allowed are one list.
const DECLARED = Symbol.for('strapi-plugin-crm.migrations');
type Declaring = { [DECLARED]?: Migration[] };

function declaredIn(strapi: Core.Strapi): Migration[] {
  const database = strapi.db as unknown as Declaring;
  return (database[DECLARED] ??= []);
}

/** Strapi's own runner carries the migrations out: once each, in a transaction, before its schema sync. */
export function registerMigration(strapi: Core.Strapi, migration: Migration): void {
  const { name, renames = [], drops = [] } = migration;
  declaredIn(strapi).push(migration);
  // Core packages use this provider; it is not in Strapi's public types.
  const { internal } = (strapi.db as unknown as { migrations: MigrationProviders }).migrations
    .providers;
  internal.register({
    name: `crm::${name}`,
    async up(knex) {
      for (const { table, from, to } of renames) {
        if (!(await knex.schema.hasColumn(table, from))) continue;
        if (await knex.schema.hasColumn(table, to)) continue;
        await knex.schema.alterTable(table, (builder) => builder.renameColumn(from, to));
      }
      for (const { table, column } of drops) {
        if (!(await knex.schema.hasColumn(table, column))) continue;
        await knex.schema.alterTable(table, (builder) => builder.dropColumn(column));
      }
    },
    async down() {
      throw new Error('The CRM does not migrate backwards: restore a backup instead.');
    },
  });
}

interface MigrationProviders {
  providers: {
    internal: {
      register(migration: {
        name: string;
        up(knex: Core.Strapi['db']['connection']): Promise<void>;
        down(): Promise<void>;
      }): void;
    };
  };
}
