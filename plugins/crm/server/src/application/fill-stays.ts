import type { Core } from '@strapi/strapi';
import { daysBetween, jsonAt } from '../facts/reports/parts';
import type { Tx } from '../store/transaction';

const SECONDS_A_DAY = 24 * 60 * 60;

/** What history kept of stages before it kept the stays beside it; once in the life of a database. */
export async function fillStays(strapi: Core.Strapi, tx: Tx): Promise<void> {
  const store = strapi.store({ type: 'plugin', name: 'crm', key: 'filled-stays' });
  if ((await store.get({})) === true) return;
  const table = tx.table('change');
  const at = (side: 'before' | 'after'): string =>
    jsonAt(tx, 'fields', ['stageEnteredAt', side], 'text');
  const left = jsonAt(tx, 'fields', ['stage', 'before', 'id'], 'integer');
  await tx.run({
    sql: `update ${tx.quote(table.name)} set ${table.own('stageLeft')} = ${left}, ${table.own('stayed')} = round(${daysBetween(tx, at('before'), at('after'))} * ${SECONDS_A_DAY}) where record = 'lead' and ${left} is not null and ${at('before')} is not null and ${at('after')} is not null`,
    bindings: [],
  });
  await store.set({ value: true });
}
