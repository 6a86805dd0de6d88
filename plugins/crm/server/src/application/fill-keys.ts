import type { Core } from '@strapi/strapi';
import { KEYED_RELATIONS, type KeyedRelation } from '../content-types/keyed-relations';
import type { Tx } from '../store/transaction';

/**
 * A relation that gets its key column in a newer version has none in the rows of an older one: each is
 * filled from its links, once in the life of a database. After that the guards keep them equal.
 */
export async function fillKeys(strapi: Core.Strapi, tx: Tx): Promise<void> {
  const store = strapi.store({ type: 'plugin', name: 'crm', key: 'filled-keys' });
  const filled = new Set((await store.get({})) as string[] | null);
  const fresh = KEYED_RELATIONS.filter((relation) => !filled.has(nameOf(relation)));
  if (fresh.length === 0) return;
  for (const relation of fresh) await fill(tx, relation);
  await store.set({ value: [...filled, ...fresh.map(nameOf)] });
}

const nameOf = ({ record, attribute }: KeyedRelation): string => `${record}.${attribute}`;

async function fill(tx: Tx, { record, attribute }: KeyedRelation): Promise<void> {
  const table = tx.table(record);
  const column = table.column(attribute);
  if (column.kind !== 'linked' || column.key === null) return;
  const [own, link, key] = [table.name, column.table, column.key].map((name) => tx.quote(name));
  const [from, to] = [column.from, column.to].map((name) => tx.quote(name));
  await tx.run({
    sql: `update ${own} set ${key} = (select min(l.${to}) from ${link} l where l.${from} = ${own}.id) where ${key} is null and id in (select ${from} from ${link})`,
    bindings: [],
  });
}
