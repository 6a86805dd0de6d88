import { GRANT_KEYS, type GrantKey } from '../../../../core/kernel/actor';
import { refuse, refuseField } from '../../../../core/kernel/refusals';
import { CRM_ROLES } from '../../../../core/role/roles';
import { Refused } from '../refused';
import { readAttributes, textOf } from '../../store/read';
import type { Guard } from './guard';
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
