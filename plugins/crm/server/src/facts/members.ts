import type { Ref } from '../../../core/kernel/values';
import type { MemberFact } from '../../../core/lead/facts';
import { WORKING_ROLES } from '../../../core/role/roles';
import { flagFrom, textsIn, type Sql } from '../store/sql';
import type { Tx } from '../store/transaction';

interface MemberRow {
  id: number;
  document_id: string;
  name: string;
  active: unknown;
  is_staff: unknown;
}

/**
 * Members by documentId, and whether they work on leads: by a role of their own, or by one of their
 * logins on either side of Strapi (design.md, section 3). One statement for any number of them.
 */
export async function loadMembers(
  tx: Tx,
  documentIds: readonly string[],
): Promise<Map<string, MemberFact>> {
  if (documentIds.length === 0) return new Map();
  const member = tx.table('member');
  const these = textsIn(tx.dialect, 'm.document_id', documentIds);
  const roles = [
    holding(tx, 'member', 'roles', 'm.id', tx.table('role').name, 'key'),
    holding(
      tx,
      'admin::user',
      'roles',
      `m.${member.own('adminUser')}`,
      tx.table('admin::role').name,
      'code',
    ),
    holding(
      tx,
      'plugin::users-permissions.user',
      'role',
      `m.${member.own('apiUser')}`,
      tx.table('plugin::users-permissions.role').name,
      'type',
    ),
  ];
  const rows = await tx.rows<MemberRow>({
    sql: `select m.id, m.document_id, m.name, m.active, case when ${roles.map(({ sql }) => `exists (${sql})`).join(' or ')} then 1 else 0 end as is_staff from ${tx.quote(member.name)} m where ${these.sql}`,
    bindings: [...roles.flatMap(({ bindings }) => bindings), ...these.bindings],
  });
  return new Map(
    rows.map((row) => [
      row.document_id,
      {
        id: row.id,
        documentId: row.document_id,
        label: row.name,
        active: flagFrom(row.active),
        isStaff: flagFrom(row.is_staff),
      },
    ]),
  );
}

/** Does the holder with this id have one of the working roles? */
function holding(
  tx: Tx,
  holder: string,
  attribute: string,
  id: string,
  roles: string,
  key: string,
): Sql {
  const link = tx.table(holder).column(attribute);
  if (link.kind !== 'linked') throw new Error(`${holder}.${attribute} is no link.`);
  const these = textsIn(tx.dialect, `r.${tx.quote(key)}`, WORKING_ROLES);
  return {
    sql: `select 1 from ${tx.quote(link.table)} h join ${tx.quote(roles)} r on r.id = h.${link.to} where h.${link.from} = ${id} and ${these.sql}`,
    bindings: these.bindings,
  };
}

/** Whose calendar has this secret, by its hash; nobody who has left. */
export async function findFeedOwner(tx: Tx, hash: string): Promise<Ref | undefined> {
  const member = tx.table('member');
  const [row] = await tx.rows<{ id: number; document_id: string; name: string; active: unknown }>({
    sql: `select id, document_id, name, active from ${tx.quote(member.name)} where ${member.own('calendarFeed')} = ?`,
    bindings: [hash],
  });
  return row === undefined || !flagFrom(row.active)
    ? undefined
    : { id: row.id, documentId: row.document_id, label: row.name };
}

export async function hasFeed(tx: Tx, id: number): Promise<boolean> {
  const member = tx.table('member');
  const rows = await tx.rows({
    sql: `select id from ${tx.quote(member.name)} where id = ? and ${member.own('calendarFeed')} is not null`,
    bindings: [id],
  });
  return rows.length > 0;
}
