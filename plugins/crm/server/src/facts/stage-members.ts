import type { Tx } from '../store/transaction';

/** The next records that stand in a stage, in id order. */
export async function findInStage(
  tx: Tx,
  record: 'lead' | 'opportunity',
  stage: number,
  limit: number,
): Promise<number[]> {
  const table = tx.table(record);
  const rows = await tx.rows<{ id: number }>({
    sql: `select id from ${tx.quote(table.name)} where ${tx.quote(table.own('stage'))} = ? order by id limit ${limit}`,
    bindings: [stage],
  });
  return rows.map(({ id }) => id);
}
