import { toBinding } from './sql';
import type { Tx } from './transaction';

const names = (tx: Tx) => {
  const table = tx.table('notification');
  return {
    table: tx.quote(table.name),
    recipient: table.own('recipient'),
    readAt: table.own('readAt'),
    shown: `${table.own('inPanel')} = ${tx.dialect === 'postgres' ? 'true' : '1'}`,
  };
};

export async function countUnread(tx: Tx, recipient: number): Promise<number> {
  const { table, recipient: whose, readAt, shown } = names(tx);
  const [row] = await tx.rows<{ unread: number | string }>({
    sql: `select count(*) as unread from ${table} where ${whose} = ? and ${readAt} is null and ${shown}`,
    bindings: [recipient],
  });
  return Number(row?.unread ?? 0);
}

/** `false` when this recipient has no such notification. Read earlier, it keeps the time of then. */
export async function markRead(
  tx: Tx,
  { recipient, documentId, now }: { recipient: number; documentId: string; now: Date },
): Promise<boolean> {
  const { table, recipient: whose, readAt, shown } = names(tx);
  const own = `document_id = ? and ${whose} = ? and ${shown}`;
  const [found] = await tx.rows({
    sql: `select id from ${table} where ${own}`,
    bindings: [documentId, recipient],
  });
  if (found === undefined) return false;
  await tx.run({
    sql: `update ${table} set ${readAt} = ? where ${own} and ${readAt} is null`,
    bindings: [toBinding(tx.dialect, 'datetime', now), documentId, recipient],
  });
  return true;
}

export function markAllRead(tx: Tx, recipient: number, now: Date): Promise<number> {
  const { table, recipient: whose, readAt, shown } = names(tx);
  return tx.changed({
    sql: `update ${table} set ${readAt} = ? where ${whose} = ? and ${readAt} is null and ${shown}`,
    bindings: [toBinding(tx.dialect, 'datetime', now), recipient],
  });
}
