import { contentTypes } from '.';

const camel = (column: string): string =>
  column.replace(/_([a-z])/g, (_all, letter: string) => letter.toUpperCase());

/** By record, the attributes whose value one row alone can have, read off the unique indexes of the schemas. */
export const UNIQUE_ATTRIBUTES: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(contentTypes).map(([record, { schema }]) => {
    const indexes = schema.indexes as readonly { type?: string; columns: readonly string[] }[];
    const columns = indexes.flatMap(({ type, columns: [column = '', ...more] }) =>
      type === 'unique' && more.length === 0 ? [camel(column)] : [],
    );
    // A relation is unique by its key column.
    return [record, new Set(columns.flatMap((name) => [name, name.replace(/Key$/, '')]))];
  }),
);
