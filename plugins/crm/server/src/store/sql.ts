/**
 * The few things that SQLite, PostgreSQL and MySQL/MariaDB say differently. Each statement takes its
 * records as one parameter, so that its text and its bindings do not grow with the batch.
 */
export type Dialect = 'sqlite' | 'postgres' | 'mysql';

export interface Sql {
  readonly sql: string;
  readonly bindings: readonly Binding[];
}

export type Binding = string | number | boolean | Date | null;

export type ColumnType =
  | 'integer'
  | 'boolean'
  | 'string'
  | 'text'
  | 'datetime'
  | 'decimal'
  | 'json';

export interface TypedColumn {
  readonly name: string;
  readonly type: ColumnType;
}

const ATTRIBUTE_TYPES: Readonly<Record<string, ColumnType>> = {
  integer: 'integer',
  biginteger: 'integer',
  increments: 'integer',
  boolean: 'boolean',
  datetime: 'datetime',
  decimal: 'decimal',
  json: 'json',
  text: 'text',
};

/** The column type of a Strapi attribute; whatever is not listed is kept as a string. */
export const columnType = (attributeType: string): ColumnType =>
  ATTRIBUTE_TYPES[attributeType] ?? 'string';

/** `column in (these ids)`, for any number of ids. Ids come from the database and are numbers. */
export function idsIn(dialect: Dialect, column: string, ids: readonly number[]): Sql {
  switch (dialect) {
    case 'sqlite':
      return inForSqlite(column, ids);
    case 'postgres':
      return { sql: `${column} = any(?::int[])`, bindings: [`{${ids.join(',')}}`] };
    case 'mysql':
      // The driver writes values into the text anyway; there is no limit to run into.
      return {
        sql: `${column} in (${ids.length > 0 ? ids.map(Number).join(',') : 'null'})`,
        bindings: [],
      };
  }
}

/** `column in (these texts)`. */
export function textsIn(dialect: Dialect, column: string, texts: readonly string[]): Sql {
  switch (dialect) {
    case 'sqlite':
      return inForSqlite(column, texts);
    case 'postgres':
      return {
        sql: `${column} in (select json_array_elements_text(?::json))`,
        bindings: [JSON.stringify(texts)],
      };
    case 'mysql':
      return {
        sql: `${column} in (${texts.length > 0 ? texts.map(() => '?').join(',') : 'null'})`,
        bindings: texts,
      };
  }
}

/**
 * SQLite guesses that a list has two dozen values, and takes all that are null for one value: after an ANALYZE
 * it would rather read a whole table than look one value up in a column that is empty nearly everywhere.
 */
const inForSqlite = (column: string, values: readonly (number | string)[]): Sql => {
  const [first, ...more] = values;
  return first !== undefined && more.length === 0
    ? { sql: `${column} = ?`, bindings: [first] }
    : { sql: `${column} in (select value from json_each(?))`, bindings: [JSON.stringify(values)] };
};

/** Does one of these columns contain one of these texts, in capitals or not? */
export function containsAny(
  dialect: Dialect,
  columns: readonly string[],
  texts: readonly string[],
): Sql {
  const needles = spellingsOf(dialect, texts);
  if (needles.length === 0) return { sql: '1 = 0', bindings: [] };
  switch (dialect) {
    case 'sqlite':
      return {
        // Renamed within: `json_each` has columns of its own, `key` and `value` among them.
        sql: `exists (select 1 from (select value as needle from json_each(?)) where ${columns.map((column) => `instr(lower(${column}), needle) > 0`).join(' or ')})`,
        bindings: [JSON.stringify(needles)],
      };
    case 'postgres': {
      // Small letters are made once for each row, however many texts are looked for.
      const looked = columns.map(
        (column) =>
          `lower(${column}::text) like any(array(select json_array_elements_text(?::json)))`,
      );
      const patterns = JSON.stringify(
        needles.map((needle) => `%${needle.replaceAll(/[\\%_]/g, '\\$&')}%`),
      );
      return { sql: `(${looked.join(' or ')})`, bindings: columns.map(() => patterns) };
    }
    case 'mysql': {
      const looked = columns.flatMap((column) =>
        needles.map(() => `instr(lower(cast(${column} as char)), ?) > 0`),
      );
      return { sql: `(${looked.join(' or ')})`, bindings: columns.flatMap(() => needles) };
    }
  }
}

/** In small letters, as JSON spells them, too. SQLite makes small letters of A to Z alone. */
function spellingsOf(dialect: Dialect, texts: readonly string[]): string[] {
  const spelled = texts.flatMap((text) => [text, JSON.stringify(text).slice(1, -1)]);
  const small =
    dialect === 'sqlite'
      ? spelled.flatMap((text) => [text, text.toLowerCase(), text.toUpperCase()].map(smallAscii))
      : spelled.map((text) => text.toLowerCase());
  return [...new Set(small)].filter((text) => text !== '');
}

const smallAscii = (text: string): string =>
  text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());

const POSTGRES_TYPES: Record<ColumnType, string> = {
  integer: 'integer',
  boolean: 'boolean',
  string: 'text',
  text: 'text',
  datetime: 'timestamp',
  decimal: 'numeric',
  json: 'jsonb',
};

const MYSQL_TYPES: Record<ColumnType, string> = {
  integer: 'bigint',
  boolean: 'tinyint',
  string: 'varchar(255)',
  text: 'longtext',
  datetime: 'datetime(6)',
  decimal: 'decimal(18,2)',
  json: 'longtext',
};

/**
 * Rows as a derived table with typed columns, carried by one JSON parameter.
 *
 * @param rows each an array in the order of `columns`; instants as Date, JSON as plain data
 */
export function recordset(
  dialect: Dialect,
  columns: readonly TypedColumn[],
  rows: readonly (readonly unknown[])[],
): Sql {
  // Arrays, not objects, wherever the database can: SQLite takes them in half the time.
  const encoded = rows.map((row) =>
    columns.map(({ type }, index) => encode(dialect, type, row[index])),
  );
  const bindings = [JSON.stringify(dialect === 'postgres' ? encoded.map(named) : encoded)];
  const quoted = columns.map(({ name }) => quote(dialect, name));
  switch (dialect) {
    case 'sqlite':
      return {
        sql: `(select ${quoted.map((name, index) => `json_extract(value, '$[${index}]') as ${name}`).join(', ')} from json_each(?))`,
        bindings,
      };
    case 'postgres':
      return {
        sql: `(select ${quoted.map((name, index) => `c${index} as ${name}`).join(', ')} from json_to_recordset(?::json) as rows(${columns
          .map(({ type }, index) => `c${index} ${POSTGRES_TYPES[type]}`)
          .join(', ')}))`,
        bindings,
      };
    case 'mysql':
      return {
        sql: `(select ${quoted.map((name, index) => `c${index} as ${name}`).join(', ')} from json_table(?, '$[*]' columns(${columns
          .map(
            ({ type }, index) =>
              `c${index} ${MYSQL_TYPES[type]} path '$[${index}]' null on empty null on error`,
          )
          .join(', ')})) as record_rows)`,
        bindings,
      };
  }
}

/** PostgreSQL reads records by name only. */
const named = (row: readonly unknown[]): Record<string, unknown> =>
  Object.fromEntries(row.map((value, index) => [`c${index}`, value]));

/** A value as the driver takes it, the same that Strapi itself would store. */
export function toBinding(dialect: Dialect, type: ColumnType, value: unknown): Binding {
  const encoded = encode(dialect, type, value);
  return type === 'json' && encoded !== null && typeof encoded === 'object'
    ? JSON.stringify(encoded)
    : (encoded as Binding);
}

function encode(dialect: Dialect, type: ColumnType, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  switch (type) {
    case 'datetime': {
      const date = value instanceof Date ? value : new Date(value as string | number);
      // SQLite holds milliseconds; the servers hold local wall time, as the drivers write a Date.
      return dialect === 'sqlite' ? date.getTime() : wallTime(date);
    }
    case 'boolean':
      return dialect === 'postgres' ? Boolean(value) : Number(Boolean(value));
    case 'json':
      return dialect === 'postgres' ? value : JSON.stringify(value);
    default:
      return value;
  }
}

function wallTime(date: Date): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return `${day} ${time}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

export const quote = (dialect: Dialect, name: string): string =>
  name
    .split('.')
    .map((part) => (dialect === 'mysql' ? `\`${part}\`` : `"${part}"`))
    .join('.');

/** An instant as the database gave it: milliseconds, a Date, or text. */
export function instantFrom(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date) return value.toISOString();
  return new Date(
    typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : (value as string | number),
  ).toISOString();
}

/** A flag as the database gave it: 0/1, or a boolean. */
export const flagFrom = (value: unknown): boolean => value === true || value === 1 || value === '1';

export function jsonFrom<Data>(value: unknown): Data | null {
  if (value === null || value === undefined) return null;
  return (typeof value === 'string' ? JSON.parse(value) : value) as Data;
}
