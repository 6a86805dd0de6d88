import { tidyAddress } from '../../../../core/kernel/tidy-address';
import { GRANT_KEYS, type GrantKey } from '../../../../core/kernel/actor';
import { refuse, refuseField } from '../../../../core/kernel/refusals';
import { CRM_ROLES } from '../../../../core/role/roles';
import { Refused } from '../refused';
import { loadPortalLogins } from '../../facts/portal';
import { activeAdmins, hasMemberlessSuperAdmin } from '../../facts/role-holders';
import { lockRows } from '../../store/lock';
import { countUses, readAttributes, textOf, type Stored } from '../../store/read';
import type { Tx } from '../../store/transaction';
import { readAllWritten, readWritten } from './compare';
import type { Guard, Write } from './guard';
import type { WrittenData } from './written';

const appendOnly = (record: string): Guard => {
  const never = (): never => {
    throw new Refused(refuse('history.append-only'));
  };
  return { record, creating: never, updating: never, deleting: never };
};

/** What only deeds write: edits of it, from whichever side, are refused with the deed to use. */
const keptByDeeds = (record: string, because: string): Guard => {
  const never = (): never => {
    throw new Refused(refuse('field.guarded', { field: record, because }));
  };
  return { record, creating: never, updating: never, deleting: never };
};

export const deedGuards: Guard[] = [
  keptByDeeds(
    'close-request',
    'A request is made by closing a lead as lost, and settled by approve, decline or withdraw.',
  ),
  keptByDeeds('notification', 'Notifications are written by what happened, and only read.'),
  keptByDeeds('bulk-job', 'A bulk job is started with POST /api/crm/leads/bulk.'),
];

/** History is written by the store alone; every door refuses. */
export const historyGuards: Guard[] = [appendOnly('operation'), appendOnly('change')];

const BUILT_IN_ROLES: readonly string[] = CRM_ROLES.map(({ key }) => key);

/** A grant is one of the deeds of design.md section 3, and reaches `any` or `own` records. */
export const roleGuard: Guard = {
  record: 'role',
  async creating(_write, rows) {
    rows.forEach(checkGrants);
  },
  async updating({ tx }, ids, data) {
    checkGrants(data);
    if (data['key'] === undefined) return;
    for (const stored of (await readAttributes(tx, 'role', ids, ['key'])).values()) {
      if (stored['key'] !== data['key'] && BUILT_IN_ROLES.includes(textOf(stored['key']))) {
        const because = 'The key of a role that ships with the CRM stays as it is.';
        throw new Refused(refuse('field.guarded', { field: 'key', because }));
      }
    }
  },
  async deleting({ tx }, ids) {
    for (const stored of (await readAttributes(tx, 'role', ids, ['key'])).values()) {
      if (BUILT_IN_ROLES.includes(textOf(stored['key']))) {
        const because =
          'This role ships with the CRM. Take away its grants instead of deleting it.';
        throw new Refused(refuse('field.guarded', { field: 'role', because }));
      }
    }
  },
};

function checkGrants({ grants }: WrittenData): void {
  if (grants === undefined || grants === null) return;
  const entries =
    typeof grants === 'object' && !Array.isArray(grants) ? Object.entries(grants) : null;
  if (entries === null) {
    throw new Refused(refuseField('grants', 'Give an object such as { "assign": "own" }.'));
  }
  for (const [key, reach] of entries) {
    if (!GRANT_KEYS.includes(key as GrantKey)) {
      throw new Refused(
        refuseField(['grants', key], `is no deed; choose from ${GRANT_KEYS.join(', ')}.`),
      );
    }
    if (reach !== 'any' && reach !== 'own') {
      throw new Refused(refuseField(['grants', key], 'is either "any" or "own".'));
    }
  }
}

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
    if (written.get('active') === false) await keepAnAdmin(write, ids);
    if (data['apiUser'] === undefined) return;
    await refusePortalLogins(tx, [written.get('apiUser')]);
  },
  async deleting({ tx }, ids) {
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

/**
 * Somebody has to be left who can set members active again. A super administrator without a member always
 * can, and so can code that has no request behind it; everybody else would lock the team out.
 */
async function keepAnAdmin({ tx, request }: Write, ids: readonly number[]): Promise<void> {
  if ((await request()).actor.kind === 'system') return;
  if (!(await activeAdmins(tx)).some((id) => ids.includes(id))) return;
  if (await hasMemberlessSuperAdmin(tx)) return;
  // Read again under the lock: of two who would leave at once one stays.
  await lockRows(tx, 'member', await activeAdmins(tx));
  if ((await activeAdmins(tx)).some((id) => !ids.includes(id))) return;
  const because =
    'Nobody else administers the CRM: no other active member with a login has the role crm_admin. Give it to somebody first.';
  throw new Refused(refuse('field.guarded', { field: 'active', because }));
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
