import { PORTAL_SESSION_MODEL } from '../content-types/portal';
import { idsIn, textsIn, toBinding } from './sql';
import type { Tx } from './transaction';
import { claimKeys } from './claim';

const USERS = 'plugin::users-permissions.user';
const SESSIONS = 'admin::session';

/** The portal logins of these contacts; most have none. */
export async function loginsOf(
  tx: Tx,
  contactIds: readonly number[],
): Promise<{ contact: number; user: number }[]> {
  if (contactIds.length === 0) return [];
  const contact = tx.table('contact');
  const key = contact.own('portalUser');
  const these = idsIn(tx.dialect, 'id', contactIds);
  return tx.rows({
    sql: `select id as contact, ${key} as ${tx.quote('user')} from ${tx.quote(contact.name)} where ${these.sql} and ${key} is not null order by id`,
    bindings: these.bindings,
  });
}

/**
 * P2, D8: shuts these logins, in the transaction that makes their contacts inactive: no login, no session,
 * no way to a new password, and whatever token is out there is too old from now on.
 */
export async function shutLogins(tx: Tx, users: readonly number[], from: Date): Promise<void> {
  await noteSessions(tx, users, from);
  const sessions = tx.table(PORTAL_SESSION_MODEL.uid);
  const up = tx.table(USERS);
  const those = idsIn(tx.dialect, tx.quote(sessions.own('user')), users);
  const blocked = `select u.${up.own('blocked')} from ${tx.quote(up.name)} u where u.id = ${tx.quote(sessions.name)}.${tx.quote(sessions.own('user'))}`;
  await tx.run({
    sql: `update ${tx.quote(sessions.name)} set ${sessions.own('wasBlocked')} = (${blocked}) where ${those.sql}`,
    bindings: those.bindings,
  });
  const these = idsIn(tx.dialect, 'id', users);
  await tx.run({
    sql: `update ${tx.quote(up.name)} set ${up.own('blocked')} = ?, ${up.own('resetPasswordToken')} = null, ${up.own('confirmationToken')} = null where ${these.sql}`,
    bindings: [toBinding(tx.dialect, 'boolean', true), ...these.bindings],
  });
  await endSessions(tx, users);
}

/** P5: opens them again, as they were; the sessions of before stay ended. */
export async function openLogins(tx: Tx, users: readonly number[], from: Date): Promise<void> {
  await noteSessions(tx, users, from);
  const sessions = tx.table(PORTAL_SESSION_MODEL.uid);
  const up = tx.table(USERS);
  const these = idsIn(tx.dialect, 'id', users);
  const before = `select s.${sessions.own('wasBlocked')} from ${tx.quote(sessions.name)} s where s.${tx.quote(sessions.own('user'))} = ${tx.quote(up.name)}.id`;
  await tx.run({
    sql: `update ${tx.quote(up.name)} set ${up.own('blocked')} = coalesce((${before}), ?) where ${these.sql}`,
    bindings: [toBinding(tx.dialect, 'boolean', false), ...these.bindings],
  });
  await endSessions(tx, users);
}

/** Sessions from before this instant are dead: of who got another password, say. */
export async function renewSessions(tx: Tx, users: readonly number[], from: Date): Promise<void> {
  await noteSessions(tx, users, from);
  await endSessions(tx, users);
}

async function noteSessions(tx: Tx, users: readonly number[], from: Date): Promise<void> {
  const sessions = tx.table(PORTAL_SESSION_MODEL.uid);
  const column = sessions.own('user');
  await claimKeys(tx, { table: sessions.name, column, type: 'integer' }, users);
  const these = idsIn(tx.dialect, tx.quote(column), users);
  await tx.run({
    sql: `update ${tx.quote(sessions.name)} set ${sessions.own('validFrom')} = ? where ${these.sql}`,
    bindings: [toBinding(tx.dialect, 'datetime', from), ...these.bindings],
  });
}

/** The rows that Strapi's session manager goes by: without one a refresh token is worth nothing. */
async function endSessions(tx: Tx, users: readonly number[]): Promise<void> {
  const sessions = tx.table(SESSIONS);
  const these = textsIn(tx.dialect, sessions.own('userId'), users.map(String));
  await tx.run({
    sql: `delete from ${tx.quote(sessions.name)} where ${sessions.own('origin')} = ? and ${these.sql}`,
    bindings: ['users-permissions', ...these.bindings],
  });
}

/** Takes the logins themselves away, with everything that hangs on them. */
export async function removeLogins(tx: Tx, users: readonly number[]): Promise<void> {
  if (users.length === 0) return;
  await endSessions(tx, users);
  const sessions = tx.table(PORTAL_SESSION_MODEL.uid);
  const noted = idsIn(tx.dialect, tx.quote(sessions.own('user')), users);
  await tx.run({
    sql: `delete from ${tx.quote(sessions.name)} where ${noted.sql}`,
    bindings: noted.bindings,
  });
  const these = idsIn(tx.dialect, 'id', users);
  await tx.run({
    sql: `delete from ${tx.quote(tx.table(USERS).name)} where ${these.sql}`,
    bindings: these.bindings,
  });
}
