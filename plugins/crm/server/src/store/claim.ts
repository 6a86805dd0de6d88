import { recordset, textsIn, type Sql } from './sql';
import type { Tx } from './transaction';

/**
 * Makes sure that a row stands for each key and locks it, whoever came first: the one thing that two
 * writers of the same key meet at. In the order of the keys, so that two never wait for each other (D5).
 */
export async function claimKeys(
  tx: Tx,
  { table, column }: { readonly table: string; readonly column: string },
  keys: readonly string[],
): Promise<void> {
  let missing = [...new Set(keys)].sort();
  // Somebody may take a row away between the two statements; it is put there again.
  for (let round = 0; missing.length > 0 && round < 20; round += 1) {
    await tx.run(insertion(tx, table, column, missing));
    if (tx.dialect === 'sqlite') return;
    const locked = new Set(await lockKeys(tx, table, column, missing));
    missing = missing.filter((key) => !locked.has(key));
  }
  if (missing.length > 0)
    throw new Error(`The keys of ${table} are taken away as fast as they are made.`);
}

function insertion(tx: Tx, table: string, column: string, keys: readonly string[]): Sql {
  const source = recordset(
    tx.dialect,
    [{ name: column, type: 'string' }],
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
  keys: readonly string[],
): Promise<string[]> {
  const name = tx.quote(column);
  const these = textsIn(tx.dialect, name, keys);
  const rows = await tx.rows<{ key: string }>({
    sql: `select ${name} as ${tx.quote('key')} from ${tx.quote(table)} where ${these.sql} order by ${name} for update`,
    bindings: these.bindings,
  });
  return rows.map(({ key }) => key);
}
