import { mergeGrants, type Actor, type Grants } from '../../../core/kernel/actor';
import { refuse, type Refusal } from '../../../core/kernel/refusals';
import type { RoleFact } from '../../../core/lead/offer';
import { flagFrom, jsonFrom, textsIn, type Sql } from '../store/sql';
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
  if (login.kind === 'token') return asToken(tx, login, [TOKEN_ROLE]);
  const member = await findMember(tx, login);
  if (member === undefined) {
    return login.roleKeys.includes(SUPER_ADMIN)
      ? asToken(tx, login, ['crm_admin'])
      : refuse('actor.unknown');
  }
  if (!flagFrom(member.active)) return refuse('actor.inactive');
  const extra = login.roleKeys.includes(SUPER_ADMIN) ? ['crm_admin'] : [];
  const { keys, grants } = await loadRolesOf(tx, [...login.roleKeys, ...extra], member.id);
  return {
    kind: 'member',
    member: { id: member.id, documentId: member.document_id, label: member.name },
    name: member.name,
    roles: keys,
    grants,
  };
}

async function asToken(tx: Tx, login: Login, roleKeys: readonly string[]): Promise<Actor> {
  const { keys, grants } = await loadRolesOf(tx, roleKeys, null);
  return { kind: 'token', member: null, name: login.name, roles: keys, grants };
}

async function findMember(tx: Tx, login: Login): Promise<MemberRow | undefined> {
  const member = tx.table('member');
  const key = member.own(login.kind === 'admin' ? 'adminUser' : 'apiUser');
  const [row] = await tx.rows<MemberRow>({
    sql: `select id, document_id, name, active from ${tx.quote(member.name)} where ${key} = ?`,
    bindings: [login.id],
  });
  return row;
}

/** The roles with these keys and those of the member, in one statement. */
async function loadRolesOf(
  tx: Tx,
  candidates: readonly string[],
  memberId: number | null,
): Promise<{ keys: string[]; grants: Grants }> {
  const key = tx.quote('key');
  const these = textsIn(tx.dialect, key, [...new Set(candidates)]);
  const own = memberId === null ? { sql: '', bindings: [] } : rolesOfMember(tx, memberId);
  const rows = await tx.rows<{ key: string; grants: unknown }>({
    sql: `select ${key}, grants from ${tx.quote(tx.table('role').name)} where ${these.sql}${own.sql} order by id`,
    bindings: [...these.bindings, ...own.bindings],
  });
  return {
    keys: rows.map((row) => row.key),
    grants: mergeGrants(rows.map((row) => jsonFrom<Grants>(row.grants) ?? {})),
  };
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

function rolesOfMember(tx: Tx, memberId: number): Sql {
  const column = tx.table('member').column('roles');
  if (column.kind !== 'linked') return { sql: '', bindings: [] };
  return {
    sql: ` or id in (select ${column.to} from ${tx.quote(column.table)} where ${column.from} = ?)`,
    bindings: [memberId],
  };
}
