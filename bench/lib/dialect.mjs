// What SQLite and PostgreSQL say differently in the statements of this benchmark.

const sqlite = {
  name: 'SQLite',
  yes: '1',
  no: '0',
  forUpdate: '',
  documentId: 'lower(hex(randomblob(12)))',
  object: (...parts) => `json_object(${parts.join(', ')})`,
  list: (item, order) => `json_group_array(json(${item}) order by ${order})`,
  json: (text) => text,
  // SQLite has none of its own: the connection brings it.
  sha256: (text) => `sha256(${text})`,
  among: (column) => `${column} in (select value from json_each(?))`,
  ids: (ids) => JSON.stringify(ids),
  instant: (date) => date.getTime(),
  rows: (answer) => answer,
  /** An instant of so many milliseconds since 1970, as a column keeps it, and as text in JSON. */
  at: (milliseconds) => milliseconds,
  iso: (milliseconds) => `strftime('%Y-%m-%dT%H:%M:%fZ', ${milliseconds} / 1000.0, 'unixepoch')`,
  month: (column) => `strftime('%Y-%m', ${column} / 1000, 'unixepoch')`,
  settle: ['pragma wal_checkpoint(truncate)'],
};

const postgres = {
  name: 'PostgreSQL',
  yes: 'true',
  no: 'false',
  forUpdate: ' for update',
  documentId: 'substr(md5(random()::text), 1, 24)',
  object: (...parts) => `json_build_object(${parts.join(', ')})`,
  list: (item, order) => `json_agg(${item} order by ${order})`,
  json: (text) => `(${text})::jsonb`,
  sha256: (text) => `encode(sha256(convert_to(${text}, 'UTF8')), 'hex')`,
  among: (column) => `${column} = any(?::int[])`,
  ids: (ids) => `{${ids.join(',')}}`,
  instant: (date) => date,
  rows: (answer) => answer.rows,
  at: (milliseconds) => `(to_timestamp(${milliseconds}::bigint / 1000.0) at time zone 'UTC')`,
  iso: (milliseconds) =>
    `to_char(to_timestamp(${milliseconds}::bigint / 1000.0) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
  month: (column) => `to_char(${column}, 'YYYY-MM')`,
  settle: ['crm_leads', 'crm_contacts', 'crm_operations', 'crm_changes'].map(
    (table) => `vacuum analyze ${table}`,
  ),
};

export const dialectOf = (env) => (env.DATABASE_CLIENT === 'sqlite' ? sqlite : postgres);
