import { mayDo, type Actor } from '../kernel/actor';
import { refuse, type Refusal } from '../kernel/refusals';
import { CRM_RECORDS, CRM_ROLES, READ_ONLY_RECORDS, RECORD_RIGHTS, type CrmRecord } from './roles';

/** Members, roles, pipelines and what else no role but crm_admin may write (design.md, section 3). */
const ADMINISTRATORS: ReadonlySet<CrmRecord> = new Set(
  CRM_RECORDS.filter(
    (record) =>
      !READ_ONLY_RECORDS.includes(record) &&
      CRM_ROLES.every(
        ({ key }) =>
          key === 'crm_admin' ||
          !(RECORD_RIGHTS[key][record] ?? []).some((right) => right !== 'find'),
      ),
  ),
);

/** What belongs to everybody who works here: the grant `edit` is asked for, and no owner. */
const EDITED: ReadonlySet<CrmRecord> = new Set([
  'company',
  'opportunity',
  'contact-group',
  'marketing-list',
]);

/**
 * May this actor write records of this kind at all, whatever Strapi's own permissions say? A record's own
 * rules ask for more.
 */
export function mayWrite(actor: Actor, record: CrmRecord): Refusal | null {
  if (EDITED.has(record)) return mayDo(actor, 'edit', null);
  const isAllowed = actor.kind === 'system' || actor.roles.includes('crm_admin');
  return !ADMINISTRATORS.has(record) || isAllowed ? null : refuse('access.role', { grant: record });
}

/**
 * May somebody whom the CRM refuses as unknown still read what a permission of Strapi's shows them? Who has
 * a role of the team's has to be somebody on it; any other role is the host's to give.
 */
export const mayReadUnknown = (roleKeys: readonly string[]): boolean =>
  !CRM_ROLES.some(({ key }) => key !== 'crm_portal' && roleKeys.includes(key));
