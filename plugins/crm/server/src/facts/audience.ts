import type { Audience, Listener } from '../../../core/notification/notices';
import { flagFrom, idsIn, textsIn, type Sql } from '../store/sql';
import type { Tx } from '../store/transaction';

interface ListenerRow {
  id: number;
  active: unknown;
  in_panel: unknown;
  by_email: unknown;
}

/**
 * The members that are named, and those who hold the roles that are named: by a role of their own, or by
 * one of their logins on either side of Strapi, where a role record has that key (design.md, section 3).
 * Two statements, however many.
 */
export async function loadAudience(
  tx: Tx,
  { members, roles }: { members: readonly number[]; roles: readonly string[] },
): Promise<Audience> {
  const holders = await loadHolders(tx, roles);
  const ids = [...new Set([...members, ...[...holders.values()].flat()])];
  return { holders, listeners: await loadListeners(tx, ids) };
}

/** Who is active and holds these roles, by the role's key. */
export async function loadHolders(
  tx: Tx,
  roles: readonly string[],
): Promise<Map<string, number[]>> {
  const holders = new Map<string, number[]>();
  if (roles.length === 0) return holders;
  const each = [
    holding(tx, { holder: 'member', attribute: 'roles', id: 'm.id', key: null }),
    holding(tx, {
      holder: 'admin::user',
      attribute: 'roles',
      id: `m.${tx.quote(tx.table('member').own('adminUser'))}`,
      key: { record: 'admin::role', column: 'code' },
    }),
    holding(tx, {
      holder: 'plugin::users-permissions.user',
      attribute: 'role',
      id: `m.${tx.quote(tx.table('member').own('apiUser'))}`,
      key: { record: 'plugin::users-permissions.role', column: 'type' },
    }),
  ].map((make) => make(roles));
  const rows = await tx.rows<{ id: number; role_key: string }>({
    sql: `${each.map(({ sql }) => sql).join(' union ')} order by id`,
    bindings: each.flatMap(({ bindings }) => bindings),
  });
  for (const { id, role_key: key } of rows) holders.set(key, [...(holders.get(key) ?? []), id]);
  return holders;
}

interface Holding {
  readonly holder: string;
  readonly attribute: string;
  /** Where the member says who the holder is. */
  readonly id: string;
  /** Strapi's own role, whose name is the key of one of ours; `null` where the link is to ours. */
  readonly key: { readonly record: string; readonly column: string } | null;
}

const holding =
  (tx: Tx, { holder, attribute, id, key }: Holding) =>
  (roles: readonly string[]): Sql => {
    const link = tx.table(holder).column(attribute);
    if (link.kind !== 'linked') throw new Error(`${holder}.${attribute} is no link.`);
    const member = tx.quote(tx.table('member').name);
    const role = tx.quote(tx.table('role').name);
    const own = tx.quote('key');
    const these = textsIn(tx.dialect, `r.${own}`, roles);
    const joined =
      key === null
        ? `join ${role} r on r.id = h.${link.to}`
        : `join ${tx.quote(tx.table(key.record).name)} s on s.id = h.${link.to} join ${role} r on r.${own} = s.${tx.quote(key.column)}`;
    return {
      sql: `select m.id as id, r.${own} as role_key from ${member} m join ${tx.quote(link.table)} h on h.${link.from} = ${id} ${joined} where m.active = ${tx.dialect === 'postgres' ? 'true' : '1'} and ${these.sql}`,
      bindings: these.bindings,
    };
  };

async function loadListeners(tx: Tx, ids: readonly number[]): Promise<Map<number, Listener>> {
  if (ids.length === 0) return new Map();
  const member = tx.table('member');
  const these = idsIn(tx.dialect, 'id', ids);
  const rows = await tx.rows<ListenerRow>({
    sql: `select id, active, ${member.own('notifyInPanel')} as in_panel, ${member.own('notifyByEmail')} as by_email from ${tx.quote(member.name)} where ${these.sql}`,
    bindings: these.bindings,
  });
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        active: flagFrom(row.active),
        inPanel: isOn(row.in_panel),
        byEmail: isOn(row.by_email),
      },
    ]),
  );
}

/** Members from before the switches have none, and have switched nothing off. */
export const isOn = (stored: unknown): boolean =>
  stored === null || stored === undefined || flagFrom(stored);
