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
  { isNew = false }: { isNew?: boolean } = {},
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
  const judged = await judge(tx, kind, changing, sharing);
  await forget(
    tx,
    kind,
    released.filter(({ id }) => !judged.clashes.some(({ wish }) => wish.id === id)),
  );
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
  return judged.clashes;
}

/** Who would be met if these were claimed; nothing is locked or written. */
export async function findClashes(
  tx: Tx,
  kind: AddressHolder,
  wishes: readonly Wish[],
  sharing: Sharing,
): Promise<Clash[]> {
  const wanted = wishes.map((wish) => ({ wish, address: addressKey(wish.email) }));
  return (await judge(tx, kind, wanted, sharing)).clashes;
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
): Promise<{ granted: Holding[]; clashes: Clash[] }> {
  const addresses = wanted.flatMap(({ address }) => address ?? []);
  const holdings = await holdingsOf(tx, addresses);
  const repeated = new Set(addresses).size < addresses.length;
  const alone = holdings.length === 0 && !repeated;
  const facts = alone
    ? new Map<string, HolderFact>()
    : await describeHolders(tx, [...holdings, ...wanted.map(({ wish }) => ref(kind, wish.id))]);
  const sharedEmail = !alone && (await sharing());
  const holders = groupByAddress(holdings);
  const granted: Holding[] = [];
  const clashes: Clash[] = [];
  for (const { wish, address } of wanted) {
    if (address === null) continue;
    const others = holders.get(address) ?? [];
    const clashing = others
      .filter((other) => other.kind !== kind || other.id !== wish.id)
      .flatMap((other) => facts.get(holderKey(other)) ?? [])
      .find((other) => !mayShare(facts.get(holderKey(ref(kind, wish.id))), other, sharedEmail));
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

/** Addresses that nobody holds any more leave no trace. */
async function forget(tx: Tx, kind: AddressHolder, holdings: readonly Holding[]): Promise<void> {
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
  await forget(tx, kind, held);
}

function groupByAddress(holdings: readonly Holding[]): Map<string, HolderRef[]> {
  const groups = new Map<string, HolderRef[]>();
  for (const holding of holdings) {
    groups.set(holding.address, [...(groups.get(holding.address) ?? []), holding]);
  }
  return groups;
}
