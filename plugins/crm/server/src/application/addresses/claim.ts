import { AsyncLocalStorage } from 'node:async_hooks';
import {
  holderKey,
  mayShareAddress,
  type AddressHolder,
  type HolderFact,
} from '../../../../core/contact/address';
import {
  addressesTable,
  addressKey,
  describeHolders,
  heldBy,
  holdersTable,
  holdingsOf,
  type HolderRef,
  type Holding,
} from '../../facts/addresses';
import { claimKeys } from '../../store/claim';
import { idsIn, textsIn } from '../../store/sql';
import type { Tx } from '../../store/transaction';
import { insertRows } from '../../store/write';
import type { Sharing } from './sharing';

/** A record and the address that it is to hold from now on; `null` for none. */
export interface Wish {
  readonly id: number;
  readonly email: string | null;
}

/** Somebody wants an address that is somebody else's. */
export interface Clash {
  readonly wish: Wish;
  readonly holder: HolderFact;
}

/** While a contact gets its login, the login is the contact's, though nothing says so yet. */
export const becomingLoginOf = new AsyncLocalStorage<number>();

/**
 * Gives records of one kind the addresses that they want and takes back what they held before, in the
 * caller's transaction. Whoever meets somebody else's address keeps what they have and is answered; the
 * caller decides whether that refuses the whole (R28, I21). Under the lock of each address, old and new.
 */
export async function claimAddresses(
  tx: Tx,
  kind: AddressHolder,
  wishes: readonly Wish[],
  sharing: Sharing,
  { isNew = false, logins = NOBODYS }: { isNew?: boolean; logins?: Logins } = {},
): Promise<Clash[]> {
  const wanted = wishes.map((wish) => ({ wish, address: addressKey(wish.email) }));
  const ids = wishes.map(({ id }) => id);
  const before = isNew ? [] : await heldBy(tx, kind, ids);
  const held = new Map(before.map(({ id, address }) => [id, address]));
  const changing = wanted.filter(({ wish, address }) => (held.get(wish.id) ?? null) !== address);
  if (changing.length === 0) return [];
  const added = changing.flatMap(({ address }) => address ?? []);
  const released = before.filter(({ id }) => changing.some(({ wish }) => wish.id === id));
  await claimKeys(tx, addressColumn(tx), [...added, ...released.map(({ address }) => address)]);
  const judged = await judge(tx, kind, changing, sharing, logins);
  const given = released.filter(({ id }) => !judged.clashes.some(({ wish }) => wish.id === id));
  await letGo(tx, kind, given);
  await insertRows(
    tx,
    tx.table('crm::email-holder').name,
    [
      { name: 'kind', type: 'string' },
      { name: 'holder', type: 'integer' },
      { name: 'address', type: 'string' },
    ],
    judged.granted.map(({ id, address }) => [kind, id, address]),
  );
  await forget(tx, given);
  return judged.clashes;
}

/** Who would be met if these were claimed; nothing is locked or written. */
export async function findClashes(
  tx: Tx,
  kind: AddressHolder,
  wishes: readonly Wish[],
  sharing: Sharing,
  logins: Logins = NOBODYS,
): Promise<Clash[]> {
  const wanted = wishes.map((wish) => ({ wish, address: addressKey(wish.email) }));
  return (await judge(tx, kind, wanted, sharing, logins)).clashes;
}

interface Wanted {
  readonly wish: Wish;
  readonly address: string | null;
}

async function judge(
  tx: Tx,
  kind: AddressHolder,
  wanted: readonly Wanted[],
  sharing: Sharing,
  logins: Logins,
): Promise<{ granted: Holding[]; clashes: Clash[] }> {
  const addresses = wanted.flatMap(({ address }) => address ?? []);
  const holdings = await holdingsOf(tx, addresses);
  const repeated = new Set(addresses).size < addresses.length;
  const alone = holdings.length === 0 && !repeated;
  const facts = alone
    ? new Map<string, HolderFact>()
    : await describeHolders(tx, [...holdings, ...wanted.map(({ wish }) => ref(kind, wish.id))]);
  const sharedEmail = !alone && (await sharing());
  const person = (of: HolderRef): HolderFact | undefined => {
    const fact = facts.get(holderKey(of));
    return fact === undefined ? undefined : withLogin(fact, logins);
  };
  // Who gives an address up in the same deed is not in anybody's way (X70).
  const leaving = new Set(wanted.flatMap(({ wish, address }) => (address === null ? wish.id : [])));
  const holders = groupByAddress(holdings);
  const granted: Holding[] = [];
  const clashes: Clash[] = [];
  for (const { wish, address } of wanted) {
    if (address === null) continue;
    const others = holders.get(address) ?? [];
    const [clashing] = others
      .filter((other) => other.kind !== kind || (other.id !== wish.id && !leaving.has(other.id)))
      .flatMap((other) => person(other) ?? [])
      .filter((other) => !mayShare(person(ref(kind, wish.id)), other, sharedEmail))
      // The person rather than their logins: more people may be told who that is.
      .toSorted((one, other) => Number(isLogin(one)) - Number(isLogin(other)));
    if (clashing !== undefined) {
      clashes.push({ wish, holder: clashing });
      continue;
    }
    const holding = { ...ref(kind, wish.id), address };
    granted.push(holding);
    holders.set(address, [...others, holding]);
  }
  return { granted, clashes };
}

const isLogin = ({ kind }: HolderFact): boolean => kind !== 'contact' && kind !== 'member';

/** Whose a login is once the deed is done, where it changes hands: contacts by login. */
export type Logins = ReadonlyMap<number, number>;

const NOBODYS: Logins = new Map();

function withLogin(fact: HolderFact, logins: Logins): HolderFact {
  if (fact.kind === 'api-user') {
    const contact = logins.get(fact.id);
    return contact === undefined ? fact : { ...fact, loginOf: { kind: 'contact', id: contact } };
  }
  return fact.kind === 'contact' && [...logins.values()].includes(fact.id)
    ? { ...fact, hasLogin: true }
    : fact;
}

const addressColumn = (tx: Tx) =>
  ({ table: addressesTable(tx), column: 'address', type: 'string' }) as const;

const ref = (kind: AddressHolder, id: number): HolderRef => ({ kind, id });

function mayShare(own: HolderFact | undefined, other: HolderFact, sharedEmail: boolean): boolean {
  if (own === undefined) return false;
  const contact = becomingLoginOf.getStore();
  const one: HolderFact =
    own.kind === 'api-user' && own.loginOf === null && contact !== undefined
      ? { ...own, loginOf: { kind: 'contact', id: contact } }
      : own;
  return mayShareAddress(one, other, { sharedEmail });
}

async function letGo(tx: Tx, kind: AddressHolder, holdings: readonly Holding[]): Promise<void> {
  if (holdings.length === 0) return;
  const these = idsIn(
    tx.dialect,
    'holder',
    holdings.map(({ id }) => id),
  );
  await tx.run({
    sql: `delete from ${holdersTable(tx)} where kind = ? and ${these.sql}`,
    bindings: [kind, ...these.bindings],
  });
}

/** Addresses that nobody holds any more leave no trace. */
async function forget(tx: Tx, holdings: readonly Holding[]): Promise<void> {
  if (holdings.length === 0) return;
  const free = textsIn(
    tx.dialect,
    'address',
    holdings.map(({ address }) => address),
  );
  const table = tx.quote(addressesTable(tx));
  await tx.run({
    sql: `delete from ${table} where ${free.sql} and not exists (select 1 from ${holdersTable(tx)} h where h.address = ${table}.address)`,
    bindings: free.bindings,
  });
}

/** Gives back what these records hold, as they go. */
export async function releaseAddresses(
  tx: Tx,
  kind: AddressHolder,
  ids: readonly number[],
): Promise<void> {
  const held = await heldBy(tx, kind, ids);
  if (held.length === 0) return;
  await claimKeys(
    tx,
    addressColumn(tx),
    held.map(({ address }) => address),
  );
  await letGo(tx, kind, held);
  await forget(tx, held);
}

function groupByAddress(holdings: readonly Holding[]): Map<string, HolderRef[]> {
  const groups = new Map<string, HolderRef[]>();
  for (const holding of holdings) {
    groups.set(holding.address, [...(groups.get(holding.address) ?? []), holding]);
  }
  return groups;
}
