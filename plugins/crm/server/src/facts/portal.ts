import { PORTAL_SESSION_MODEL } from '../content-types/portal';
import { flagFrom, idsIn, instantFrom } from '../store/sql';
import type { Tx } from '../store/transaction';

/** A portal login as it stands: whose it is, and since when its sessions count. */
export interface PortalLogin {
  readonly user: number;
  readonly contact: number;
  readonly contactDocumentId: string;
  readonly name: string;
  readonly active: boolean;
  readonly deceased: boolean;
  readonly doNotContact: boolean;
  readonly validFrom: Date | null;
  /** Is the session still there that was asked about? */
  readonly hasSession: boolean;
}

interface Row {
  user: number;
  id: number;
  document_id: string;
  first_name: string | null;
  last_name: string | null;
  active: unknown;
  deceased: unknown;
  do_not_contact: unknown;
  valid_from: unknown;
  session: number | null;
}

/** Which of these logins belong to contacts, in one statement; staff and strangers are missing. */
export async function loadPortalLogins(
  tx: Tx,
  users: readonly number[],
  session: string | null = null,
): Promise<PortalLogin[]> {
  if (users.length === 0) return [];
  const contact = tx.table('contact');
  const noted = tx.table(PORTAL_SESSION_MODEL.uid);
  const sessions = tx.table('admin::session');
  const key = `c.${contact.own('portalUser')}`;
  const these = idsIn(tx.dialect, key, users);
  const rows = await tx.rows<Row>({
    sql: `select ${key} as ${tx.quote('user')}, c.id, c.document_id, c.first_name, c.last_name, c.active, c.deceased, c.do_not_contact, s.${noted.own('validFrom')} as valid_from, (select min(x.id) from ${tx.quote(sessions.name)} x where x.${sessions.own('sessionId')} = ?) as session from ${tx.quote(contact.name)} c left join ${tx.quote(noted.name)} s on s.${tx.quote(noted.own('user'))} = ${key} where ${these.sql}`,
    bindings: [session ?? '', ...these.bindings],
  });
  return rows.map((row) => {
    const since = instantFrom(row.valid_from);
    return {
      user: row.user,
      contact: row.id,
      contactDocumentId: row.document_id,
      name: [row.first_name, row.last_name].filter(Boolean).join(' '),
      active: flagFrom(row.active),
      deceased: flagFrom(row.deceased),
      doNotContact: flagFrom(row.do_not_contact),
      validFrom: since === null ? null : new Date(since),
      hasSession: row.session !== null,
    };
  });
}
