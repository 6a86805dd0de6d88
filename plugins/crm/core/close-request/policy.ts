import { type Actor } from '../kernel/actor';
import { refuse, type Refusal } from '../kernel/refusals';
import type { Settings } from '../kernel/settings';
import type { LeadFact } from '../lead/model';

/** The permission role of L4 to L6: its presence switches the policy, its members may only ask. */
export const CLOSE_LOST_PERMISSION_ROLE = 'close_lead_lost_permission';

export interface PolicyFacts {
  readonly policy: Settings['closeLost']['policy'];
  /** Is there a role record with the key above? */
  readonly permissionRoleExists: boolean;
}

const isLeader = (actor: Actor, lead: LeadFact): boolean =>
  actor.roles.includes('crm_admin') ||
  actor.roles.includes('crm_manager') ||
  (actor.member !== null && lead.ownerManager?.id === actor.member.id);

/** R15: may this actor close the lead as lost at once, only ask for it, or neither? */
export function closeLostRight(
  actor: Actor,
  lead: LeadFact,
  facts: PolicyFacts,
): 'close' | 'request' | 'none' {
  if (actor.kind === 'system') return 'close';
  if (actor.grants['close-lost'] === 'any') return 'close';
  // Not staff: an API token closes only what its role was given (I12).
  if (actor.kind === 'token' && !isLeader(actor, lead)) return 'none';
  if (facts.policy === 'allow') return 'close';
  if (isLeader(actor, lead)) return 'close';
  if (facts.policy === 'deny') return 'none';
  if (facts.policy === 'request') return 'request';
  if (!facts.permissionRoleExists) return 'close';
  return actor.roles.includes(CLOSE_LOST_PERMISSION_ROLE) ? 'request' : 'none';
}

/** R9, R15: who may only ask has to ask; a score is no way round the question. */
export const mayCloseLost = (actor: Actor, lead: LeadFact, facts: PolicyFacts): Refusal | null =>
  closeLostRight(actor, lead, facts) === 'close' ? null : refuse('close-lost.denied');
