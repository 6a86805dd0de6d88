import { toBinding } from '../store/sql';
import type { Tx } from '../store/transaction';
import { holdersTable } from './addresses';

interface DueContact {
  readonly id: number;
  readonly releasedEmail: string | null;
}

/** R11: inactive contacts whose date has come and whom nothing else keeps down, locked in id order. */
export async function dueContacts(tx: Tx, now: Date, limit: number): Promise<DueContact[]> {
  const contact = tx.table('contact');
  const [no, instant] = [
    toBinding(tx.dialect, 'boolean', false),
    toBinding(tx.dialect, 'datetime', now),
  ];
  const keepsAddress = `(c.email is null or c.email = '' or exists (select 1 from ${holdersTable(tx)} h where h.kind = 'contact' and h.holder = c.id))`;
  const rows = await tx.rows<{ id: number; released_email: string | null }>({
    sql: `select c.id, c.released_email from ${tx.quote(contact.name)} c where c.active = ? and c.inactive_until <= ? and coalesce(c.deceased, ?) = ? and ${keepsAddress} order by c.id limit ${limit}${tx.dialect === 'sqlite' ? '' : ' for update'}`,
    bindings: [no, instant, no, no],
  });
  return rows.map((row) => ({ id: row.id, releasedEmail: row.released_email }));
}
