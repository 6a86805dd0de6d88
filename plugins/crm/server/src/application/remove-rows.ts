import type { Core } from '@strapi/strapi';
import { idsIn } from '../store/sql';
import { inTransaction } from '../store/transaction';

/** Takes rows back that were refused after they had been written outside of a transaction. */
export async function removeRows(
  strapi: Core.Strapi,
  record: string,
  ids: readonly number[],
): Promise<void> {
  await inTransaction(strapi, async (tx) => {
    const these = idsIn(tx.dialect, 'id', ids);
    await tx.run({
      sql: `delete from ${tx.quote(tx.table(record).name)} where ${these.sql}`,
      bindings: these.bindings,
    });
  });
}
