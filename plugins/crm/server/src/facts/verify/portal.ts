import type { Tx } from '../../store/transaction';
import { all, find, words, type Finding } from './finding';

/** Sessions name their user as text, in a collation of their own. */
const userOf = (tx: Tx, column: string): string =>
  tx.dialect === 'mysql' ? `cast(s.${column} as unsigned)` : `cast(s.${column} as integer)`;

/** `portal-logins`. */
export function findOpenLogins(tx: Tx): Promise<Finding> {
  const { table, column, yes, no } = words(tx);
  const users = tx.table('plugin::users-permissions.user');
  const sessions = tx.table('admin::session');
  const role = users.column('role');
  if (role.kind !== 'linked') throw new Error('The role of an API user is no link.');
  const own = (name: string): string => `u.${tx.quote(users.own(name))}`;
  const login = `${table('contact')} c join ${tx.quote(users.name)} u on u.id = ${column('c', 'contact', 'portalUser')}`;
  const session = `select 1 from ${tx.quote(sessions.name)} s where s.${sessions.own('origin')} = 'users-permissions' and ${userOf(tx, sessions.own('userId'))} = u.id`;
  const roles = tx.quote(tx.table('plugin::users-permissions.role').name);
  return find(
    tx,
    all([
      `select 'contact.portalUser' as place, c.document_id from ${login} where c.active = ${no} and (coalesce(${own('blocked')}, ${no}) <> ${yes} or ${own('resetPasswordToken')} is not null or ${own('confirmationToken')} is not null or exists (${session}))`,
      `select 'contact.portalUser' as place, c.document_id from ${login} where not exists (select 1 from ${tx.quote(role.table)} l join ${roles} r on r.id = l.${tx.quote(role.to)} where l.${tx.quote(role.from)} = u.id and r.type = 'crm_portal') or exists (select 1 from ${table('member')} m where ${column('m', 'member', 'apiUser')} = u.id)`,
    ]),
  );
}
