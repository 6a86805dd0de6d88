import type { Core } from '@strapi/strapi';
import { uidOf } from '../content-types/record';

/** How one attribute of a record lies in the database. */
export type Column =
  | { readonly kind: 'scalar'; readonly name: string; readonly type: string }
  | { readonly kind: 'reference'; readonly name: string }
  | {
      readonly kind: 'linked';
      readonly table: string;
      readonly from: string;
      readonly to: string;
      /** The scalar shadow of the link in the record's own table, if it has one. */
      readonly key: string | null;
    };

interface AttributeMeta {
  readonly type: string;
  readonly columnName?: string;
  readonly relation?: string;
  readonly target?: string;
  readonly joinColumn?: { readonly name: string };
  readonly joinTable?: {
    readonly name: string;
    readonly joinColumn: { readonly name: string };
    readonly inverseJoinColumn: { readonly name: string };
  };
}

/** Names of tables and columns, as Strapi's schema made them; never spelled out by hand. */
export interface Table {
  readonly name: string;
  column(attribute: string): Column;
  /** The column that holds this attribute in the record's own table: a scalar, a reference, a key. */
  own(attribute: string): string;
  readonly attributes: readonly string[];
  /** The record that an attribute points to, and its key column; nothing for other attributes. */
  pointer(attribute: string): { readonly target: string; readonly key: string | null } | undefined;
}

const cache = new WeakMap<object, Map<string, Table>>();

export function tableOf(strapi: Core.Strapi, record: string): Table {
  const known = cache.get(strapi.db) ?? new Map<string, Table>();
  cache.set(strapi.db, known);
  const found = known.get(record) ?? readTable(strapi, record);
  known.set(record, found);
  return found;
}

function readTable(strapi: Core.Strapi, record: string): Table {
  const uid = record.includes('::') ? record : uidOf(record);
  const meta = strapi.db.metadata.get(uid);
  // Strapi types the metadata of every model alike; these are the parts that exist on all of ours.
  const attributes = meta.attributes as unknown as Record<string, AttributeMeta>;
  const column = (attribute: string): Column => {
    const found = attributes[attribute];
    if (found === undefined) throw new Error(`${record} has no attribute ${attribute}.`);
    return columnOf(found, attributes[`${attribute}Key`]);
  };
  return {
    name: withSchema(strapi, meta.tableName),
    column,
    own: (attribute) => {
      const found = column(attribute);
      if (found.kind !== 'linked') return found.name;
      if (found.key === null) throw new Error(`${record}.${attribute} has no key column.`);
      return found.key;
    },
    attributes: Object.keys(attributes),
    pointer: (attribute) => {
      const found = attributes[attribute];
      if (found?.target === undefined) return undefined;
      return { target: found.target, key: attributes[`${attribute}Key`]?.columnName ?? null };
    },
  };

  function columnOf(found: AttributeMeta, key: AttributeMeta | undefined): Column {
    if (found.joinTable !== undefined) {
      return {
        kind: 'linked',
        table: withSchema(strapi, found.joinTable.name),
        from: found.joinTable.joinColumn.name,
        to: found.joinTable.inverseJoinColumn.name,
        key: key?.columnName ?? null,
      };
    }
    if (found.joinColumn !== undefined) return { kind: 'reference', name: found.joinColumn.name };
    return { kind: 'scalar', name: found.columnName ?? '', type: found.type };
  }
}

function withSchema(strapi: Core.Strapi, table: string): string {
  const schema = strapi.db.getSchemaName();
  return schema ? `${schema}.${table}` : table;
}
