import type { Actor } from '../kernel/actor';
import { WORKING_ROLES } from '../role/roles';

/** The records that can hold an address, in the order in which a clash names them. */
export const ADDRESS_HOLDERS = ['contact', 'member', 'api-user', 'admin-user'] as const;
export type AddressHolder = (typeof ADDRESS_HOLDERS)[number];

/** A record that has an address, and whose login it is. */
export interface HolderFact {
  readonly kind: AddressHolder;
  readonly id: number;
  readonly documentId: string;
  readonly label: string;
  readonly active: boolean;
  /** For a login: the contact or the member that it belongs to. */
  readonly loginOf: { readonly kind: 'contact' | 'member'; readonly id: number } | null;
  /** For a login that belongs to nobody yet: is it one of the team's? */
  readonly staff: boolean;
  /** For a contact: has it a login to the portal? */
  readonly hasLogin: boolean;
}

export const holderKey = ({ kind, id }: Pick<HolderFact, 'kind' | 'id'>): string => `${kind}:${id}`;

/** Staff whose logins have not been given to a member yet are told apart by their address alone. */
const SOMEBODY_ON_STAFF = 'staff';

function personOf({ kind, id, loginOf, staff }: HolderFact): string {
  if (loginOf !== null) return `${loginOf.kind}:${loginOf.id}`;
  return staff && kind !== 'member' ? SOMEBODY_ON_STAFF : `${kind}:${id}`;
}

/**
 * May these two have one address (R28, I21)? A person may: a contact and its portal login, a member and
 * both of its logins. Two contacts may where the setting allows it and neither has a login.
 */
export function mayShareAddress(
  one: HolderFact,
  other: HolderFact,
  { sharedEmail }: { readonly sharedEmail: boolean },
): boolean {
  if (one.kind === 'contact' && other.kind === 'contact') {
    return one.id === other.id || (sharedEmail && !one.hasLogin && !other.hasLogin);
  }
  // Two logins of one kind are two logins, whoever they belong to.
  if (one.kind === other.kind) return one.id === other.id;
  const [left, right] = [personOf(one), personOf(other)];
  if (left === right) return true;
  return [left, right].includes(SOMEBODY_ON_STAFF) && [left, right].some(isMember);
}

const isMember = (person: string): boolean => person.startsWith('member:');

/** What somebody who meets a taken address can do about the holder (P13, X29). */
export function waysOut({ kind, active }: Pick<HolderFact, 'kind' | 'active'>): readonly string[] {
  if (kind !== 'contact') return ['open'];
  return active ? ['open'] : ['open', 'activate', 'release-email'];
}

/** Where in the panel to look for the holder (P13). */
export function whereToFind({ kind, active }: Pick<HolderFact, 'kind' | 'active'>): string {
  if (kind === 'contact') return active ? 'Contacts' : 'Inactive contacts';
  if (kind === 'member') return 'Team and roles';
  return kind === 'admin-user' ? 'Settings, Administration panel, Users' : 'Users of the API';
}

/** Who is told whose an address is; everybody else learns that it is taken (R28, X27). */
export function maySeeHolder(actor: Actor | null, { kind }: Pick<HolderFact, 'kind'>): boolean {
  if (actor === null) return false;
  if (actor.kind === 'system') return true;
  const roles: readonly string[] = kind === 'api-user' ? ['crm_admin'] : WORKING_ROLES;
  return actor.roles.some((role) => roles.includes(role));
}
