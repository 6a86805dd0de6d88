import { idsIn, recordset, textsIn, type Sql } from './sql';
import type { Tx } from './transaction';

/**
 * Makes sure that a row stands for each key and locks it, whoever came first: the one thing that two
 * writers of the same key meet at. In the order of the keys, so that two never wait for each other (D5).
 */
export async function claimKeys(
  tx: Tx,
  { table, column, type }: KeyColumn,
  keys: readonly (string | number)[],
): Promise<void> {
  let missing = [...new Set(keys)].sort(inOrder);
  // Somebody may take a row away between the two statements; it is put there again.
  for (let round = 0; missing.length > 0 && round < 20; round += 1) {
    await tx.run(insertion(tx, table, column, type, missing));
    if (tx.dialect === 'sqlite') return;
    const locked = new Set(await lockKeys(tx, table, column, type, missing));
    missing = missing.filter((key) => !locked.has(key));
  }
  if (missing.length > 0)
    throw new Error(`The keys of ${table} are taken away as fast as they are made.`);
}

/** Where the keys are: a column with a unique index. */
interface KeyColumn {
  readonly table: string;
  readonly column: string;
  readonly type: 'string' | 'integer';
}

type Key = string | number;

const inOrder = (one: Key, other: Key): number => (one < other ? -1 : one > other ? 1 : 0);

function insertion(
  tx: Tx,
  table: string,
  column: string,
  type: KeyColumn['type'],
  keys: readonly Key[],
): Sql {
  const source = recordset(
    tx.dialect,
    [{ name: column, type }],
    keys.map((key) => [key]),
  );
  const [into, name] = [tx.quote(table), tx.quote(column)];
  const values = `(${name}) select ${name} from ${source.sql} as fresh`;
  switch (tx.dialect) {
    case 'sqlite':
      return { sql: `insert or ignore into ${into} ${values}`, bindings: source.bindings };
    case 'postgres':
      return {
        sql: `insert into ${into} ${values} order by ${name} on conflict do nothing`,
        bindings: source.bindings,
      };
    case 'mysql':
      // Not `insert ignore`: that takes a shared lock on what it meets, and two of them never get on.
      return {
        sql: `insert into ${into} ${values} order by ${name} on duplicate key update ${into}.${name} = ${into}.${name}`,
        bindings: source.bindings,
      };
  }
}

async function lockKeys(
  tx: Tx,
  table: string,
  column: string,
  type: KeyColumn['type'],
  keys: readonly Key[],
): Promise<Key[]> {
  const name = tx.quote(column);
  const these =
    type === 'string'
      ? textsIn(tx.dialect, name, keys.map(String))
      : idsIn(tx.dialect, name, keys.map(Number));
  const rows = await tx.rows<{ key: Key }>({
    sql: `select ${name} as ${tx.quote('key')} from ${tx.quote(table)} where ${these.sql} order by ${name} for update`,
    bindings: these.bindings,
  });
  return rows.map(({ key }) => key);
}
