import { AsyncLocalStorage } from 'node:async_hooks';
import type { Core } from '@strapi/strapi';
import { KEYED_RELATIONS, type KeyedRelation } from '../../content-types/keyed-relations';
import { recordOf } from '../../content-types/record';
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
    creating: ({ tx }, rows) => setKeys(tx, record, rows),
    updating: ({ tx }, _ids, data) => setKeys(tx, record, [data]),
  }));

async function setKeys(tx: Tx, record: string, rows: readonly WrittenData[]): Promise<void> {
  const pointed = rows.flatMap((row) => rowPoints(record, row));
  const rowIdOf = await resolveAll(tx, pointed);
  for (const { row, key, ...at } of pointed) row[key] = rowIdOf(at);
}

/** Where a row's relations point, with the names of their keys; the keys that came along go. */
function rowPoints(
  record: string,
  row: WrittenData,
): (Pointed & { row: WrittenData; key: string })[] {
  return KEYED_RELATIONS.filter((relation) => relation.record === record).flatMap((relation) => {
    const key = `${relation.attribute}Key`;
    // A copy has the key of its original along, as it will have the link, unless it says otherwise.
    if (cloning.getStore() !== true) delete row[key];
    const target = targetOf(row[relation.attribute]);
    return target === undefined ? [] : [{ row, key, record: recordOf(relation.target), target }];
  });
}

/** Where a relation is to point: at this record of that kind. */
export interface Pointed {
  readonly record: string;
  readonly target: Target;
}

/**
 * Finds the row ids of many targets, with one query for each kind of record.
 *
 * @returns a look-up; `null` where there is none
 */
export async function resolveAll(
  tx: Tx,
  pointed: readonly Pointed[],
): Promise<(at: Pointed) => number | null> {
  const wanted = new Map<string, Set<string>>();
  for (const { record, target } of pointed) {
    if (target === null || 'id' in target) continue;
    wanted.set(record, (wanted.get(record) ?? new Set()).add(target.documentId));
  }
  const found = new Map<string, ReadonlyMap<string, number>>();
  for (const [record, documentIds] of wanted) {
    found.set(record, await findIds(tx, record, [...documentIds]));
  }
  return ({ record, target }) => {
    if (target === null) return null;
    return 'id' in target ? target.id : (found.get(record)?.get(target.documentId) ?? null);
  };
}

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
