import { AsyncLocalStorage } from 'node:async_hooks';
import type { Core } from '@strapi/strapi';
import { KEYED_RELATIONS, type KeyedRelation } from '../../content-types/keyed-relations';
import { findIds } from '../../store/lock';
import { idsIn } from '../../store/sql';
import type { Tx } from '../../store/transaction';
import type { Guard } from './guard';
import { targetOf, type Target, type WrittenData } from './written';

/** While a record is cloned its key columns come along with the data, as its links do afterwards. */
export const cloning = new AsyncLocalStorage<true>();

/**
 * Keeps the key columns equal to the links they stand for, in the same write. Nobody else sets them:
 * what a caller sends under their names is dropped.
 */
export const keyGuards = (): Guard[] =>
  [...new Set(KEYED_RELATIONS.map(({ record }) => record))].map((record) => ({
    record,
    creating: ({ tx }, data) => setKeys(tx, record, data),
    updating: ({ tx }, _ids, data) => setKeys(tx, record, data),
  }));

async function setKeys(tx: Tx, record: string, data: WrittenData): Promise<void> {
  if (cloning.getStore() === true) return;
  for (const relation of KEYED_RELATIONS) {
    if (relation.record !== record) continue;
    const key = `${relation.attribute}Key`;
    delete data[key];
    const target = targetOf(data[relation.attribute]);
    if (target !== undefined) data[key] = await resolve(tx, relation.target, target);
  }
}

/** The row id of a target, or `null` when there is none. */
export async function resolve(tx: Tx, target: string, written: Target): Promise<number | null> {
  if (written === null) return null;
  if ('id' in written) return written.id;
  const record = recordOf(target);
  return (await findIds(tx, record, [written.documentId])).get(written.documentId) ?? null;
}

export const recordOf = (uid: string): string => uid.replace(/^plugin::crm\./, '');

/** When a target goes, its links go by foreign key; the keys that stood beside them go here. */
export function clearKeysOfDeleted(strapi: Core.Strapi): Guard[] {
  const targets = [...new Set(KEYED_RELATIONS.map(({ target }) => target))];
  return targets
    .filter((target) => strapi.db.metadata.has(target))
    .map((target) => ({
      record: recordOf(target),
      deleting: async ({ tx }, ids) => {
        for (const relation of KEYED_RELATIONS) {
          if (relation.target === target) await clearKey(tx, relation, ids);
        }
      },
    }));
}

async function clearKey(
  tx: Tx,
  { record, attribute }: KeyedRelation,
  ids: readonly number[],
): Promise<void> {
  const table = tx.table(record);
  const column = tx.quote(table.own(attribute));
  const these = idsIn(tx.dialect, column, ids);
  await tx.run({
    sql: `update ${tx.quote(table.name)} set ${column} = null where ${these.sql}`,
    bindings: these.bindings,
  });
}
