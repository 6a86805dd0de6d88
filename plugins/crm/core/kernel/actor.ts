import { refuse, type Refusal } from './refusals';
import type { Ref } from './values';

/** What a role's grants can name. One word for each deed that access is asked for (design.md, section 3). */
export const GRANT_KEYS = [
  'assign',
  'reassign',
  'qualify',
  'disqualify',
  'change-stage',
  'close-lost',
  'close-won',
  'mark-sold',
  'reopen',
  'activate',
  'deactivate',
  'add-to-marketing-list',
  'invite',
  'merge',
  'erase',
  'edit',
] as const;
export type GrantKey = (typeof GRANT_KEYS)[number];

export type Reach = 'any' | 'own';
export type Grants = Partial<Record<GrantKey, Reach>>;

/**
 * Who asks. `member` is a person on staff, `token` an API token or an administrator without a member
 * record, `system` code with no request behind it: of that, role and owner are not asked (R32).
 */
export interface Actor {
  readonly kind: 'member' | 'token' | 'system';
  readonly member: Ref | null;
  readonly name: string;
  readonly roles: readonly string[];
  readonly grants: Grants;
}

export const SYSTEM: Actor = {
  kind: 'system',
  member: null,
  name: 'System',
  roles: [],
  grants: {},
};

/** Several roles: the most permissive counts (R13). */
export function mergeGrants(all: readonly Grants[]): Grants {
  const merged: Grants = {};
  for (const grants of all) {
    for (const key of GRANT_KEYS) {
      const reach = grants[key];
      if (reach === 'any' || (reach === 'own' && merged[key] === undefined)) merged[key] = reach;
    }
  }
  return merged;
}

/**
 * May this actor do the deed on a record with this owner (R13)?
 * Owner-only means owner-only, for administrators too.
 */
export function mayDo(actor: Actor, grant: GrantKey, owner: Ref | null): Refusal | null {
  if (actor.kind === 'system') return null;
  const reach = actor.grants[grant];
  if (reach === 'any') return null;
  if (reach === undefined) return refuse('access.role', { grant });
  const owns = actor.member !== null && owner?.id === actor.member.id;
  return owns ? null : refuse('access.owner', { grant, owner: owner?.label ?? null });
}
