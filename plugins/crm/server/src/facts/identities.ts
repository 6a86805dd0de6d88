import type { ContactFact } from '../../../core/contact/model';
import { identityOf, type Identity } from '../../../core/contact/rules/scrub';
import type { ChangedFields } from '../../../core/kernel/plan';
import { idsIn, jsonFrom } from '../store/sql';
import type { Tx } from '../store/transaction';
import { addressKey, holdingsOf } from './addresses';

const USERS = 'plugin::users-permissions.user';

/**
 * Who these contacts are, by what is known of them and by what was: history remembers a former name, and
 * the login an address of its own. Three statements, however many they are.
 */
export async function loadIdentities(
  tx: Tx,
  contacts: readonly ContactFact[],
): Promise<Identity[]> {
  const logins = await loginsBy(tx, contacts);
  const former = await formerlyKnown(
    tx,
    contacts.map(({ id }) => id),
  );
  const people = contacts.map((contact) => {
    const { id, email, releasedEmail, portalUserId } = contact;
    const emails = [email, releasedEmail, ...(logins.get(portalUserId ?? 0) ?? [])];
    return identityOf(id, [{ ...contact, emails }, ...(former.get(id) ?? [])]);
  });
  return withoutShared(tx, people, contacts);
}

async function loginsBy(
  tx: Tx,
  contacts: readonly ContactFact[],
): Promise<Map<number, (string | null)[]>> {
  const these = idsIn(
    tx.dialect,
    'id',
    contacts.flatMap(({ portalUserId }) => portalUserId ?? []),
  );
  const rows = await tx.rows<{ id: number; email: string | null; username: string | null }>({
    sql: `select id, email, username from ${tx.quote(tx.table(USERS).name)} where ${these.sql}`,
    bindings: these.bindings,
  });
  return new Map(rows.map(({ id, email, username }) => [id, [email, username]]));
}

type Known = Parameters<typeof identityOf>[1][number];

/** What history holds of each of them. */
async function formerlyKnown(tx: Tx, ids: readonly number[]): Promise<Map<number, Known[]>> {
  const these = idsIn(tx.dialect, 'record_id', ids);
  const rows = await tx.rows<{ record_id: number; record_label: string | null; fields: unknown }>({
    sql: `select record_id, record_label, fields from ${tx.quote(tx.table('change').name)} where record = 'contact' and ${these.sql}`,
    bindings: these.bindings,
  });
  const known = new Map<number, Known[]>();
  for (const { record_id, record_label, fields } of rows) {
    const changed = jsonFrom<ChangedFields>(fields) ?? {};
    const texts = (field: string): string[] =>
      [changed[field]?.before, changed[field]?.after].filter((value) => typeof value === 'string');
    const values: Known[] = [
      { label: record_label, emails: [...texts('email'), ...texts('releasedEmail')] },
      ...texts('firstName').map((firstName) => ({ firstName })),
      ...texts('lastName').map((lastName) => ({ lastName })),
      ...texts('phone').map((phone) => ({ phone })),
    ];
    known.set(record_id, [...(known.get(record_id) ?? []), ...values]);
  }
  return known;
}

/** An address that somebody else has as well is looked for only in what is about this person. */
async function withoutShared(
  tx: Tx,
  people: readonly Identity[],
  contacts: readonly ContactFact[],
): Promise<Identity[]> {
  const keys = people.flatMap(({ addresses }) => addresses.flatMap((one) => addressKey(one) ?? []));
  const ours = new Set(
    contacts.flatMap(({ id, portalUserId }) => [`contact:${id}`, `api-user:${portalUserId}`]),
  );
  const holdings = await holdingsOf(tx, [...new Set(keys)]);
  const others = new Set(
    holdings.filter(({ kind, id }) => !ours.has(`${kind}:${id}`)).map(({ address }) => address),
  );
  const isShared = (address: string): boolean => others.has(addressKey(address) ?? '');
  return people.map((person) => ({
    ...person,
    names: [...person.names, ...person.addresses.filter(isShared)],
    addresses: person.addresses.filter((address) => !isShared(address)),
  }));
}
