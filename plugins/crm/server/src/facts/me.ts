import type { MeReply } from '../../../core/notification/replies';
import type { Tx } from '../store/transaction';
import { isOn } from './audience';

interface Row {
  document_id: string;
  name: string;
  email: string | null;
  in_panel: unknown;
  by_email: unknown;
  manager_id: string | null;
  manager_name: string | null;
}

/** What a member sees of itself. */
export async function loadOwnSwitches(tx: Tx, id: number): Promise<MeReply['member']> {
  const member = tx.table('member');
  const table = tx.quote(member.name);
  const [row] = await tx.rows<Row>({
    sql: `select m.document_id, m.name, m.email, m.${member.own('notifyInPanel')} as in_panel, m.${member.own('notifyByEmail')} as by_email, b.document_id as manager_id, b.name as manager_name from ${table} m left join ${table} b on b.id = m.${member.own('manager')} where m.id = ?`,
    bindings: [id],
  });
  if (row === undefined) return null;
  return {
    documentId: row.document_id,
    name: row.name,
    email: row.email,
    manager:
      row.manager_id === null
        ? null
        : { documentId: row.manager_id, label: row.manager_name ?? '' },
    notifyInPanel: isOn(row.in_panel),
    notifyByEmail: isOn(row.by_email),
  };
}
