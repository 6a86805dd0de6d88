import { LEADERS } from '../close-request/policy';
import type { GrantKey, Grants } from '../kernel/actor';
import { REFUSALS, type Refusal } from '../kernel/refusals';
import type { Ref } from '../kernel/values';
import type { CrmRoleKey } from '../role/roles';
import { standsInTheWay, type AccessContext, type LeadAction } from './action';
import type { LeadFacts } from './facts';
import type { LeadFact } from './model';

/** A role as it answers who could do what somebody may not. */
export interface RoleFact {
  readonly key: string;
  readonly name: string;
  readonly grants: Grants;
}

/** Who could do it: roles that may on every lead, and the owner where the owner may. */
export interface WhoCould {
  readonly roles: readonly string[];
  readonly owner: Pick<Ref, 'documentId' | 'label'> | null;
}

/** May this be offered on the lead, to this actor? What `decide` may still find wrong, it says then. */
export const offerLeadAction = (
  action: LeadAction,
  context: AccessContext & { readonly facts: Pick<LeadFacts, 'pipelines'> },
): Refusal | null =>
  action.access(context, undefined) ??
  standsInTheWay(action, context.lead) ??
  action.hindrance(context.lead, context.facts.pipelines);

/** What the lead itself stands against, nobody could do. */
export const whoCouldInstead = (
  refusal: Refusal,
  grant: GrantKey,
  lead: Pick<LeadFact, 'owner'>,
  roles: readonly RoleFact[],
): WhoCould =>
  REFUSALS[refusal.code].status === 403 ? whoCould(grant, lead, roles) : { roles: [], owner: null };

/** Nobody turns to an API token. */
const TOKENS: CrmRoleKey = 'crm_integration';

/** R13: whom to turn to with a deed that one may not do oneself. */
export function whoCould(
  grant: GrantKey,
  lead: Pick<LeadFact, 'owner'>,
  roles: readonly RoleFact[],
): WhoCould {
  // R15: closing as lost goes by its policy, and whoever leads may by every policy.
  if (grant === 'close-lost') {
    const leaders = roles.filter(({ key }) => LEADERS.includes(key));
    return { roles: leaders.map(({ name }) => name), owner: null };
  }
  const reaching = (reach: 'any' | 'own'): RoleFact[] =>
    roles.filter(({ key, grants }) => key !== TOKENS && grants[grant] === reach);
  const { documentId = '', label = '' } = lead.owner ?? {};
  return {
    roles: reaching('any').map(({ name }) => name),
    owner: lead.owner !== null && reaching('own').length > 0 ? { documentId, label } : null,
  };
}
