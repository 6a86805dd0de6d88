import type { InactiveReason } from '../contact/model';
import type { PolicyFacts } from '../close-request/policy';
import { mayCloseLost } from '../close-request/policy';
import { defineAction, type Action, type ActionSpec, type Setting } from '../kernel/action';
import { mayDo, type Actor, type GrantKey } from '../kernel/actor';
import type { InputSchema } from '../kernel/fields';
import type { Refusal } from '../kernel/refusals';
import type { DropdownValueFact, LeadFact } from './model';

/** What a decision about one lead may look at. */
export interface LeadContext {
  readonly lead: LeadFact;
  /** The dropdown values that the input names, by documentId. */
  readonly values: ReadonlyMap<string, DropdownValueFact>;
  readonly policy: PolicyFacts;
  readonly actor: Actor;
  readonly now: Date;
}

/** Whom the cascade reaches: everyone on the lead (R6), or its primaries only (R5). */
export interface CascadeOrder {
  readonly scope: 'everyone' | 'primaries' | 'nobody';
  readonly reason: InactiveReason;
  /** R30: the primary individual has died. */
  readonly death: boolean;
}

export interface LeadDecision {
  readonly set: readonly Setting[];
  /** The deed whose access was asked for; undoing asks for the same. */
  readonly access: GrantKey;
  readonly cascade?: CascadeOrder;
  /** R12: give back the contacts that this lead's own closing took (`true`), or say that they stay. */
  readonly restore?: boolean;
  /** What a person would have expected to change, and does not. */
  readonly kept?: readonly { readonly rule: string; readonly because: string }[];
}

export interface DecidedLead {
  readonly lead: LeadFact;
  readonly decision: LeadDecision;
}

export type LeadAction = Action<LeadContext, LeadDecision>;

export const leadAction = <Schema extends InputSchema>(
  spec: ActionSpec<Schema, LeadContext, LeadDecision>,
): LeadAction => defineAction(spec);

/** Access to a deed on a lead; closing as lost has a policy of its own (R9, R13, R15). */
export const mayOnLead = (
  context: Omit<LeadContext, 'values' | 'now'>,
  grant: GrantKey,
): Refusal | null =>
  grant === 'close-lost'
    ? mayCloseLost(context.actor, context.lead, context.policy)
    : mayDo(context.actor, grant, context.lead.owner);
