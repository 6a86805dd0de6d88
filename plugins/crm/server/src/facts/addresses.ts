import { createHash } from 'node:crypto';
import { domainToASCII } from 'node:url';
import { holderKey, type AddressHolder, type HolderFact } from '../../../core/contact/address';
import { tidyAddress } from '../../../core/kernel/tidy-address';
import { CRM_ROLES } from '../../../core/role/roles';
import { ADDRESS_MODEL, HOLDER_MODEL } from '../content-types/addresses';
import { flagFrom, idsIn, textsIn } from '../store/sql';
import type { Tx } from '../store/transaction';

/** The record behind each kind of holder. */
export const RECORD_OF_HOLDER = {
  contact: 'contact',
  member: 'member',
  'api-user': 'plugin::users-permissions.user',
  'admin-user': 'admin::user',
} as const satisfies Record<AddressHolder, string>;

/**
 * An address as it is compared (I21): its domain as the network spells it, all of it as a hash. `null`
 * for none.
 */
export function addressKey(email: unknown): string | null {
  if (typeof email !== 'string') return null;
  const tidy = tidyAddress(email);
  if (tidy === '') return null;
  const at = tidy.lastIndexOf('@');
  const domain = domainToASCII(tidy.slice(at + 1)) || tidy.slice(at + 1);
  return createHash('sha256')
    .update(`${tidy.slice(0, at)}@${domain}`)
    .digest('hex');
}

export interface HolderRef {
  readonly kind: AddressHolder;
  readonly id: number;
}

export interface Holding extends HolderRef {
  readonly address: string;
}

interface HoldingRow {
  kind: AddressHolder;
  holder: number;
  address: string;
}

const holdingFrom = ({ kind, holder, address }: HoldingRow): Holding => ({
  kind,
  id: holder,
  address,
});

export const holdersTable = (tx: Tx): string => tx.quote(tx.table(HOLDER_MODEL.uid).name);
export const addressesTable = (tx: Tx): string => tx.table(ADDRESS_MODEL.uid).name;

/** Who holds these addresses. */
export async function holdingsOf(tx: Tx, addresses: readonly string[]): Promise<Holding[]> {
  if (addresses.length === 0) return [];
  const these = textsIn(tx.dialect, 'address', addresses);
  const rows = await tx.rows<HoldingRow>({
    sql: `select kind, holder, address from ${holdersTable(tx)} where ${these.sql} order by id`,
    bindings: these.bindings,
  });
  return rows.map(holdingFrom);
}

/** What these records of one kind hold. */
export async function heldBy(
  tx: Tx,
  kind: AddressHolder,
  ids: readonly number[],
): Promise<Holding[]> {
  if (ids.length === 0) return [];
  const these = idsIn(tx.dialect, 'holder', ids);
  const rows = await tx.rows<HoldingRow>({
    sql: `select kind, holder, address from ${holdersTable(tx)} where kind = ? and ${these.sql}`,
    bindings: [kind, ...these.bindings],
  });
  return rows.map(holdingFrom);
}

/** What the rules ask about holders, a statement for each kind among them; who is gone is missing. */
export async function describeHolders(
  tx: Tx,
  refs: readonly HolderRef[],
): Promise<Map<string, HolderFact>> {
  const facts: HolderFact[] = [];
  const idsOf = (kind: AddressHolder): number[] => [
    ...new Set(refs.filter((ref) => ref.kind === kind).map(({ id }) => id)),
  ];
  for (const [kind, describe] of Object.entries(DESCRIBERS)) {
    const ids = idsOf(kind as AddressHolder);
    if (ids.length > 0) facts.push(...(await describe(tx, ids)));
  }
  return new Map(facts.map((fact) => [holderKey(fact), fact]));
}

interface DescribedRow {
  id: number;
  document_id: string;
  first: string | null;
  last: string | null;
  active: unknown;
  login: number | null;
  contact: number | null;
  member: number | null;
  staff: unknown;
}

const nobody = 'null as login, null as contact, null as member, 0 as staff';

async function describeContacts(tx: Tx, ids: readonly number[]): Promise<HolderFact[]> {
  const table = tx.table('contact');
  return described(
    tx,
    'contact',
    ids,
    `select x.id, x.document_id, x.first_name as first, x.last_name as last, x.active, x.${table.own('portalUser')} as login, null as contact, null as member, 0 as staff from ${tx.quote(table.name)} x`,
  );
}

const describeMembers = (tx: Tx, ids: readonly number[]): Promise<HolderFact[]> =>
  described(
    tx,
    'member',
    ids,
    `select x.id, x.document_id, x.name as first, null as last, x.active, ${nobody} from ${tx.quote(tx.table('member').name)} x`,
  );

async function describeAdminUsers(tx: Tx, ids: readonly number[]): Promise<HolderFact[]> {
  const member = tx.table('member');
  return described(
    tx,
    'admin-user',
    ids,
    `select x.id, x.document_id, x.firstname as first, x.lastname as last, x.is_active as active, null as login, null as contact, m.id as member, 1 as staff from ${tx.quote(tx.table('admin::user').name)} x left join ${tx.quote(member.name)} m on m.${member.own('adminUser')} = x.id`,
  );
}

const STAFF_ROLES: readonly string[] = CRM_ROLES.filter(({ key }) => key !== 'crm_portal').map(
  ({ key }) => key,
);

async function describeApiUsers(tx: Tx, ids: readonly number[]): Promise<HolderFact[]> {
  const [contact, member] = [tx.table('contact'), tx.table('member')];
  const role = tx.table(RECORD_OF_HOLDER['api-user']).column('role');
  if (role.kind !== 'linked') throw new Error('The role of an API user is no link.');
  const staff = textsIn(tx.dialect, 'r.type', STAFF_ROLES);
  return described(
    tx,
    'api-user',
    ids,
    `select x.id, x.document_id, x.username as first, null as last, case when x.blocked = ? then 0 else 1 end as active, null as login, c.id as contact, m.id as member, (select count(*) from ${tx.quote(role.table)} l join ${tx.quote(tx.table('plugin::users-permissions.role').name)} r on r.id = l.${role.to} where l.${role.from} = x.id and ${staff.sql}) as staff from ${tx.quote(tx.table(RECORD_OF_HOLDER['api-user']).name)} x left join ${tx.quote(contact.name)} c on c.${contact.own('portalUser')} = x.id left join ${tx.quote(member.name)} m on m.${member.own('apiUser')} = x.id`,
    [tx.dialect === 'postgres' ? true : 1, ...staff.bindings],
  );
}

const DESCRIBERS = {
  contact: describeContacts,
  member: describeMembers,
  'api-user': describeApiUsers,
  'admin-user': describeAdminUsers,
} satisfies Record<AddressHolder, unknown>;

async function described(
  tx: Tx,
  kind: AddressHolder,
  ids: readonly number[],
  select: string,
  bindings: readonly (string | number | boolean | null | Date)[] = [],
): Promise<HolderFact[]> {
  const these = idsIn(tx.dialect, 'x.id', ids);
  const rows = await tx.rows<DescribedRow>({
    sql: `${select} where ${these.sql}`,
    bindings: [...bindings, ...these.bindings],
  });
  return rows.map((row) => ({
    kind,
    id: row.id,
    documentId: row.document_id,
    label: [row.first, row.last].filter(Boolean).join(' '),
    active: flagFrom(row.active),
    loginOf:
      row.contact !== null
        ? { kind: 'contact', id: row.contact }
        : row.member !== null
          ? { kind: 'member', id: row.member }
          : null,
    staff: kind === 'member' || Number(row.staff) > 0,
    hasLogin: row.login !== null,
  }));
}
