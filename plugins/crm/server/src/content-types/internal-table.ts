type ColumnType = 'string' | 'text' | 'integer' | 'boolean' | 'datetime' | 'json';

interface InternalTable {
  /** `crm_` and what the rows are. */
  readonly table: `crm_${string}`;
  readonly columns: Readonly<Record<string, ColumnType>>;
  /** By the end of their names: the columns as the database calls them. */
  readonly unique?: Readonly<Record<string, readonly string[]>>;
  readonly indexes?: Readonly<Record<string, readonly string[]>>;
}

/** A table beside the documents, with an `id`: no form, no generated route and no API sees it. */
export function internalTable(
  name: string,
  { table, columns, unique = {}, indexes = {} }: InternalTable,
) {
  return {
    uid: `crm::${name}`,
    singularName: name,
    modelName: name,
    tableName: table,
    attributes: {
      id: { type: 'increments' },
      ...Object.fromEntries(Object.entries(columns).map(([column, type]) => [column, { type }])),
    },
    indexes: [
      ...Object.entries(unique).map(([end, of]) => ({ ...indexOf(end, of), type: 'unique' })),
      ...Object.entries(indexes).map(([end, of]) => indexOf(end, of)),
    ],
    lifecycles: {},
  };

  function indexOf(end: string, of: readonly string[]) {
    return { name: `${table}_${end}`, columns: [...of] };
  }
}
