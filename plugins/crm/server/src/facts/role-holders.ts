import type { DeciderFacts } from '../../../core/close-request/deciders';
import type { Ref } from '../../../core/kernel/values';
import { idsIn, textsIn, toBinding, type Sql } from '../store/sql';
import type { Tx } from '../store/transaction';

interface Held {
  id: number;
  document_id: string;
  name: string;
  role_key: string;
}

/** The logins of a member: to the panel, and over the API. */
export const LOGINS = ['adminUser', 'apiUser'] as const;

/** What a member holds a role by: their own record, or a login. */
export const ROLE_SOURCES = ['roles', ...LOGINS] as const;

export type RoleSource = (typeof ROLE_SOURCES)[number];

/**
 * Which member holds which role: by a role of their own, or by one of their logins on either side of
 * Strapi, where a role record has that key (design.md, section 3). A super administrator is a crm_admin.
 */
function holdings(tx: Tx, where: Sql, sources: readonly RoleSource[] = ROLE_SOURCES): Sql {
  const member = tx.table('member');
  const key = tx.quote('key');
  const role = tx.quote(tx.table('role').name);
  const linkOf = (holder: string, attribute: string) => {
    const link = tx.table(holder).column(attribute);
    if (link.kind !== 'linked') throw new Error(`${holder}.${attribute} is no link.`);
    return { ...link, table: tx.quote(link.table) };
  };
  const own = linkOf('member', 'roles');
  const inPanel = linkOf('admin::user', 'roles');
  const overApi = linkOf('plugin::users-permissions.user', 'role');
  const joins: Record<RoleSource, string> = {
    roles: `join ${own.table} h on h.${own.from} = m.id join ${role} r on r.id = h.${own.to}`,
    adminUser: `join ${inPanel.table} h on h.${inPanel.from} = m.${tx.quote(member.own('adminUser'))} join ${tx.quote(tx.table('admin::role').name)} s on s.id = h.${inPanel.to} join ${role} r on r.${key} = case when s.code = 'strapi-super-admin' then 'crm_admin' else s.code end`,
    apiUser: `join ${overApi.table} h on h.${overApi.from} = m.${tx.quote(member.own('apiUser'))} join ${tx.quote(tx.table('plugin::users-permissions.role').name)} s on s.id = h.${overApi.to} join ${role} r on r.${key} = s.${tx.quote('type')}`,
  };
  const each = sources.map(
    (source) =>
      `select m.id, m.document_id, m.name, r.${key} as role_key from ${tx.quote(member.name)} m ${joins[source]} where ${where.sql}`,
  );
  return {
    // A union of rows that are alike is one row.
    sql: `${each.join(' union ')} order by 1, 4`,
    bindings: each.flatMap(() => where.bindings),
  };
}

/** R16: who could decide on requests today. Two statements, however many requests. */
export async function loadDeciders(tx: Tx): Promise<DeciderFacts> {
  const these = textsIn(tx.dialect, `r.${tx.quote('key')}`, ['crm_manager', 'crm_admin']);
  const yes = toBinding(tx.dialect, 'boolean', true);
  const held = await tx.rows<Held>(
    holdings(tx, { sql: `${these.sql} and m.active = ?`, bindings: [...these.bindings, yes] }),
  );
  const holders = (key: string): Ref[] =>
    held.filter(({ role_key }) => role_key === key).map(memberFrom);
  return {
    managerOf: await loadManagers(tx),
    managers: holders('crm_manager'),
    admins: holders('crm_admin'),
  };
}

const memberFrom = ({ id, document_id, name }: Omit<Held, 'role_key'>): Ref => ({
  id,
  documentId: document_id,
  label: name,
});

/** The active manager of everybody who has one. */
async function loadManagers(tx: Tx): Promise<Map<number, Ref>> {
  const member = tx.table('member');
  const rows = await tx.rows<Omit<Held, 'role_key'> & { led: number }>({
    sql: `select m.id as led, b.id, b.document_id, b.name from ${tx.quote(member.name)} m join ${tx.quote(member.name)} b on b.id = m.${member.own('manager')} where b.active = ?`,
    bindings: [toBinding(tx.dialect, 'boolean', true)],
  });
  return new Map(rows.map((row) => [row.led, memberFrom(row)]));
}

/** The keys of the roles that members hold, by member. One statement. */
export async function loadRolesOf(
  tx: Tx,
  memberIds: readonly number[],
): Promise<Map<number, string[]>> {
  if (memberIds.length === 0) return new Map();
  const held = await tx.rows<Held>(holdings(tx, idsIn(tx.dialect, 'm.id', memberIds)));
  const roles = new Map<number, string[]>();
  for (const { id, role_key } of held) roles.set(id, [...(roles.get(id) ?? []), role_key]);
  return roles;
}

/**
 * Members who are active, have a login and hold crm_admin; with them a super administrator's member.
 * @param sources what counts: somebody who is about to lose the others holds it by these alone
 */
export async function activeAdmins(
  tx: Tx,
  sources: readonly RoleSource[] = ROLE_SOURCES,
): Promise<number[]> {
  const member = tx.table('member');
  const these = textsIn(tx.dialect, `r.${tx.quote('key')}`, ['crm_admin']);
  const logins = LOGINS.filter((login) => sources.includes(login)).map(
    (login) => `m.${tx.quote(member.own(login))} is not null`,
  );
  if (logins.length === 0) return [];
  const where = {
    sql: `${these.sql} and m.active = ? and (${logins.join(' or ')})`,
    bindings: [...these.bindings, toBinding(tx.dialect, 'boolean', true)],
  };
  const held = await tx.rows<Held>(holdings(tx, where, sources));
  return [...new Set(held.map(({ id }) => id))];
}

/**
 * Is there a super administrator whom no member can take along into inactivity?
 * @param freed members who let go of their login to the panel
 */
export async function hasMemberlessSuperAdmin(
  tx: Tx,
  freed: readonly number[] = [],
): Promise<boolean> {
  const [user, member] = [tx.table('admin::user'), tx.table('member')];
  const link = user.column('roles');
  if (link.kind !== 'linked') return false;
  const key = tx.quote(member.own('adminUser'));
  const these = idsIn(tx.dialect, 'id', freed);
  const bound =
    freed.length === 0 ? { sql: '', bindings: [] } : { ...these, sql: `and not (${these.sql})` };
  const rows = await tx.rows<{ id: number }>({
    sql: `select u.id from ${tx.quote(user.name)} u join ${tx.quote(link.table)} h on h.${link.from} = u.id join ${tx.quote(tx.table('admin::role').name)} s on s.id = h.${link.to} where s.code = 'strapi-super-admin' and u.${user.own('isActive')} = ? and (u.blocked is null or u.blocked = ?) and u.id not in (select ${key} from ${tx.quote(member.name)} where ${key} is not null ${bound.sql}) limit 1`,
    bindings: [
      toBinding(tx.dialect, 'boolean', true),
      toBinding(tx.dialect, 'boolean', false),
      ...bound.bindings,
    ],
  });
  return rows.length > 0;
}
