import { createHash } from 'node:crypto';
import { PORTAL_INVITATION_MODEL } from '../content-types/portal';
import { claimKeys } from './claim';
import { idsIn, instantFrom, toBinding } from './sql';
import type { Tx } from './transaction';

const table = (tx: Tx) => tx.table(PORTAL_INVITATION_MODEL.uid);

/** At rest there is only this: whoever reads the database cannot use it. */
const hash = (token: string): string => createHash('sha256').update(token).digest('hex');

export interface Invitation {
  readonly contact: number;
  readonly expiresAt: string;
}

export async function findInvitation(tx: Tx, token: string): Promise<Invitation | undefined> {
  const { name } = table(tx);
  const [row] = await tx.rows<{ contact: number; expires_at: unknown }>({
    sql: `select contact, expires_at from ${tx.quote(name)} where token = ?`,
    bindings: [hash(token)],
  });
  if (row === undefined) return undefined;
  return { contact: row.contact, expiresAt: instantFrom(row.expires_at) ?? '' };
}

/** Contacts that are invited from now on; what their earlier mails said counts no more. */
export async function keepInvitations(tx: Tx, contacts: readonly number[]): Promise<void> {
  const { name } = table(tx);
  await claimKeys(tx, { table: name, column: 'contact', type: 'integer' }, contacts);
  const these = idsIn(tx.dialect, 'contact', contacts);
  await tx.run({
    sql: `update ${tx.quote(name)} set token = null, expires_at = null where ${these.sql}`,
    bindings: these.bindings,
  });
}

/** Gives an invitation the token that its mail carries. @returns whether it still stands */
export async function sealInvitation(
  tx: Tx,
  contact: number,
  token: string,
  expiresAt: Date,
): Promise<boolean> {
  const { name } = table(tx);
  await tx.run({
    sql: `update ${tx.quote(name)} set token = ?, expires_at = ? where contact = ?`,
    bindings: [hash(token), toBinding(tx.dialect, 'datetime', expiresAt), contact],
  });
  return (await findInvitation(tx, token)) !== undefined;
}

export async function forgetInvitations(tx: Tx, contacts: readonly number[]): Promise<void> {
  if (contacts.length === 0) return;
  const these = idsIn(tx.dialect, 'contact', contacts);
  await tx.run({
    sql: `delete from ${tx.quote(table(tx).name)} where ${these.sql}`,
    bindings: these.bindings,
  });
}
