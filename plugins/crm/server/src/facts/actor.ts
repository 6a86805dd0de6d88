import { mergeGrants, type Actor, type Grants } from '../../../core/kernel/actor';
import { refuse, type Refusal } from '../../../core/kernel/refusals';
import type { RoleFact } from '../../../core/lead/offer';
import { flagFrom, jsonFrom, textsIn } from '../store/sql';
import type { Tx } from '../store/transaction';

/** A login, before it is known who it is. */
export interface Login {
  readonly kind: 'admin' | 'api' | 'token';
  /** The user's id, or the token's. */
  readonly id: number;
  readonly name: string;
  /** Codes of the admin roles, or the type of the API user's role. */
  readonly roleKeys: readonly string[];
}

const SUPER_ADMIN = 'strapi-super-admin';
const SUPER_ADMIN_ACTS_AS = 'crm_admin';
const TOKEN_ROLE = 'crm_integration';

interface MemberRow {
  id: number;
  document_id: string;
  name: string;
  active: unknown;
}

/**
 * Who a login is: the member it belongs to, with the member's roles and those of the login itself,
 * where they are keys of a role record (design.md, section 3). A Strapi super administrator may do what
 * crm_admin may, as nobody could keep them from it; without a member they own nothing.
 */
export async function loadActor(tx: Tx, login: Login): Promise<Actor | Refusal> {
  if (login.kind === 'token') return asToken(login, await loadRolesOf(tx, [TOKEN_ROLE]));
  const isSuper = login.roleKeys.includes(SUPER_ADMIN);
  const keys = isSuper ? [...login.roleKeys, SUPER_ADMIN_ACTS_AS] : login.roleKeys;
  const { member, roles } = await loadMember(tx, login, keys);
  if (member === undefined) {
    if (!isSuper) return refuse('actor.unknown');
    return asToken(
      login,
      roles.filter(({ key }) => key === SUPER_ADMIN_ACTS_AS),
    );
  }
  if (!flagFrom(member.active)) return refuse('actor.inactive');
  return {
    kind: 'member',
    member: { id: member.id, documentId: member.document_id, label: member.name },
    name: member.name,
    roles: roles.map(({ key }) => key),
    grants: grantsOf(roles),
  };
}

const asToken = (login: Login, roles: readonly RoleRow[]): Actor => ({
  kind: 'token',
  member: null,
  name: login.name,
  roles: roles.map(({ key }) => key),
  grants: grantsOf(roles),
});

interface RoleRow {
  readonly key: string;
  readonly grants: unknown;
}

const grantsOf = (roles: readonly RoleRow[]): Grants =>
  mergeGrants(roles.map(({ grants }) => jsonFrom<Grants>(grants) ?? {}));

/**
 * The member of a login, with the roles that are the member's and those that the login brings. One
 * statement, as every request asks: nothing is kept between requests that another node could change.
 */
async function loadMember(
  tx: Tx,
  login: Login,
  keys: readonly string[],
): Promise<{ member: MemberRow | undefined; roles: RoleRow[] }> {
  const member = tx.table('member');
  const link = member.column('roles');
  if (link.kind !== 'linked') return { member: undefined, roles: [] };
  const [members, roles] = [member.name, tx.table('role').name].map((name) => tx.quote(name));
  const who = `${member.own(login.kind === 'admin' ? 'adminUser' : 'apiUser')} = ?`;
  const key = tx.quote('key');
  const brought = textsIn(tx.dialect, `r.${key}`, [...new Set(keys)]);
  const rows = await tx.rows<MemberRow & { role_key: string | null; grants: unknown }>({
    sql: `select id, document_id, name, active, null as role_key, null as grants from ${members} where ${who} union all select r.id, null, null, null, r.${key}, r.grants from ${roles} r where ${brought.sql} or r.id in (select h.${link.to} from ${tx.quote(link.table)} h join ${members} m on m.id = h.${link.from} where m.${who}) order by id`,
    bindings: [login.id, ...brought.bindings, login.id],
  });
  return {
    member: rows.find(({ role_key }) => role_key === null),
    roles: rows.flatMap(({ role_key, grants }) =>
      role_key === null ? [] : [{ key: role_key, grants }],
    ),
  };
}

async function loadRolesOf(tx: Tx, keys: readonly string[]): Promise<RoleRow[]> {
  const key = tx.quote('key');
  const these = textsIn(tx.dialect, key, keys);
  return tx.rows<RoleRow>({
    sql: `select ${key}, grants from ${tx.quote(tx.table('role').name)} where ${these.sql} order by id`,
    bindings: these.bindings,
  });
}

/** Every role with its grants; there are few. */
export async function loadRoles(tx: Tx): Promise<RoleFact[]> {
  const key = tx.quote('key');
  const rows = await tx.rows<{ key: string; name: string; grants: unknown }>({
    sql: `select ${key}, name, grants from ${tx.quote(tx.table('role').name)} order by id`,
    bindings: [],
  });
  return rows.map((row) => ({ ...row, grants: jsonFrom<Grants>(row.grants) ?? {} }));
}
