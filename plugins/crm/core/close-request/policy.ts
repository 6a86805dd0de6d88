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

/** R15: the roles that close at once, whatever the policy says. */
export const LEADERS: readonly string[] = ['crm_manager', 'crm_admin'];

/** Whoever is put down as their own manager leads nobody by that (X44). */
const isLeader = (actor: Actor, { owner, ownerManager }: LeadFact): boolean =>
  actor.roles.some((role) => LEADERS.includes(role)) ||
  (actor.member !== null && ownerManager?.id === actor.member.id && owner?.id !== actor.member.id);

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
export function mayCloseLost(actor: Actor, lead: LeadFact, facts: PolicyFacts): Refusal | null {
  const right = closeLostRight(actor, lead, facts);
  return right === 'close' ? null : refuse('close-lost.denied', { mayAsk: right === 'request' });
}

/** L5, R16: may this actor close the lead or ask for it? One waits at a time (I10). */
export function mayAskToCloseLost(
  actor: Actor,
  lead: LeadFact,
  facts: PolicyFacts,
): Refusal | null {
  const right = closeLostRight(actor, lead, facts);
  if (right === 'none') return refuse('close-lost.denied', { mayAsk: false });
  return right === 'request' && lead.pendingCloseRequest !== null
    ? refuse('request.pending', { request: lead.pendingCloseRequest.documentId })
    : null;
}

/** I9: under which rule a lead was closed as lost, or asked about; history keeps it. */
export const regimeOf = (
  { policy, permissionRoleExists }: PolicyFacts,
  how: 'at once' | 'asked for' | 'by approval',
): string =>
  `${policy}${policy === 'by-role' && permissionRoleExists ? ' with the permission role' : ''}, ${how}`;
