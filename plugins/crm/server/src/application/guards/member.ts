import { refuse, refuseField } from '../../../../core/kernel/refusals';
import { tidyAddress } from '../../../../core/kernel/tidy-address';
import { loadPortalLogins } from '../../facts/portal';
import {
  activeAdmins,
  hasMemberlessSuperAdmin,
  LOGINS,
  ROLE_SOURCES,
  type RoleSource,
} from '../../facts/role-holders';
import { lockRows } from '../../store/lock';
import { countUses, findByText, readAttributes, type Stored } from '../../store/read';
import type { Tx } from '../../store/transaction';
import { Refused } from '../refused';
import { readAllWritten, readWritten } from './compare';
import type { Guard, Write } from './guard';
import { resolveAll } from './keys';
import { linksIn, type WrittenData } from './written';

/** Members own leads and stand in history: they leave by becoming inactive (L29). */
export const memberGuard: Guard = {
  record: 'member',
  async creating({ tx }, rows) {
    rows.forEach(normaliseEmail);
    const written = await readAllWritten(tx, 'member', rows);
    await refusePortalLogins(
      tx,
      written.map((row) => row.written.get('apiUser')),
    );
  },
  async updating(write, ids, data) {
    const { tx } = write;
    normaliseEmail(data);
    const written = await readWritten(tx, 'member', data);
    if (written.get('active') === false) await keepAnAdmin(write, ids, 'active', ROLE_SOURCES);
    const lost = await sourcesLost(tx, ids, data, written);
    if (lost[0] !== undefined) await keepAnAdmin(write, ids, lost[0], lost);
    if (data['apiUser'] === undefined) return;
    await refusePortalLogins(tx, [written.get('apiUser')]);
  },
  async deleting(write, ids) {
    const { tx } = write;
    await keepAnAdmin(write, ids, 'member', ROLE_SOURCES);
    const uses =
      (await countUses(tx, 'lead', 'owner', ids)) +
      (await countUses(tx, 'lead', 'closedBy', ids)) +
      (await countUses(tx, 'operation', 'actorMember', ids));
    if (uses > 0) {
      const because =
        'This member owns leads or stands in the history. Set the member inactive instead of deleting it.';
      throw new Refused(refuse('history.append-only', { because }));
    }
  },
};

/** What these members could hold a role by until now, and no longer once this is written to them. */
async function sourcesLost(
  tx: Tx,
  ids: readonly number[],
  data: WrittenData,
  written: ReadonlyMap<string, Stored>,
): Promise<readonly RoleSource[]> {
  const lost: RoleSource[] = [];
  if (data['roles'] !== undefined && (await losesRole(tx, data['roles']))) lost.push('roles');
  const logins = LOGINS.filter((login) => written.has(login));
  if (logins.length === 0) return lost;
  const stored = [...(await readAttributes(tx, 'member', ids, logins)).values()];
  const isLost = (login: (typeof LOGINS)[number]): boolean =>
    stored.some((row) => row[login] !== null && row[login] !== written.get(login));
  return [...lost, ...logins.filter(isLost)];
}

/** Is crm_admin among the roles that go, or not among those that are set? */
async function losesRole(tx: Tx, roles: unknown): Promise<boolean> {
  const { all, removed } = linksIn(roles);
  const role = (await findByText(tx, 'role', 'key', ['crm_admin'])).get('crm_admin');
  const pointed = (all ?? removed).map((target) => ({ record: 'role', target }));
  const rowIdOf = await resolveAll(tx, pointed);
  const isNamed = pointed.some((one) => rowIdOf(one) === role);
  return all === undefined ? isNamed : !isNamed;
}

/**
 * Somebody has to be left who can give members their roles back. A super administrator without a member
 * always can, and so can code that has no request behind it; everybody else would lock the team out.
 *
 * @param field what the write takes it away by
 * @param lost what the members hold no role by any more
 */
async function keepAnAdmin(
  { tx, request }: Write,
  ids: readonly number[],
  field: string,
  lost: readonly RoleSource[],
): Promise<void> {
  if ((await request()).actor.kind === 'system') return;
  if (!(await activeAdmins(tx)).some((id) => ids.includes(id))) return;
  // Whoever is only set inactive keeps the login; else it is free for its own rights in Strapi.
  const freed = field !== 'active' && lost.includes('adminUser') ? ids : [];
  if (await hasMemberlessSuperAdmin(tx, freed)) return;
  // Read again under the lock: of two who would leave at once one stays.
  await lockRows(tx, 'member', await activeAdmins(tx));
  if ((await activeAdmins(tx)).some((id) => !ids.includes(id))) return;
  const left = ROLE_SOURCES.filter((source) => !lost.includes(source));
  if ((await activeAdmins(tx, left)).some((id) => ids.includes(id))) return;
  const because =
    'Nobody else administers the CRM: no other active member with a login has the role crm_admin. Give it to somebody first.';
  throw new Refused(refuse('field.guarded', { field, because }));
}

/** I22: the login of a contact opens nothing of the team's. */
async function refusePortalLogins(
  tx: Tx,
  apiUsers: readonly (Stored | undefined)[],
): Promise<void> {
  const ids = apiUsers.filter((id) => typeof id === 'number');
  const [login] = await loadPortalLogins(tx, ids);
  if (login === undefined) return;
  const because = `This is the login of the contact ${login.name} to the portal. Somebody on the team gets a login of their own.`;
  throw new Refused(refuseField('apiUser', because));
}

function normaliseEmail(data: WrittenData): void {
  // Whoever knows the secret reads the calendar: only the store writes its hash.
  delete data['calendarFeed'];
  if (typeof data['email'] === 'string') data['email'] = tidyAddress(data['email']);
}
