import type { z } from 'zod';
import type { InactiveReason } from '../contact/model';
import type { PolicyFacts } from '../close-request/policy';
import { mayCloseLost } from '../close-request/policy';
import { defineAction, type Action, type ActionSpec, type Setting } from '../kernel/action';
import { mayDo, type Actor, type GrantKey } from '../kernel/actor';
import { namedIds, type InputSchema, type NamedIds } from '../kernel/fields';
import type { Change } from '../kernel/plan';
import { refuse, type Refusal } from '../kernel/refusals';
import type { Settings } from '../kernel/settings';
import type { Told } from '../notification/told';
import type { PipelineFact } from '../pipeline/model';
import type { LeadFacts, LeadNeed } from './facts';
import {
  ALWAYS_READ,
  isFinal,
  LEAD_REFERENCES,
  LEAD_STATES,
  type DropdownValueFact,
  type LeadFact,
  type LeadReference,
  type LeadState,
} from './model';

/** What a decision about one lead may look at; `facts` holds what the action says it needs. */
export interface LeadContext<Need extends LeadNeed = never> {
  readonly lead: LeadFact;
  /** The dropdown values that the input names, by documentId. */
  readonly values: ReadonlyMap<string, DropdownValueFact>;
  readonly facts: Pick<LeadFacts, Need>;
  readonly policy: PolicyFacts;
  readonly settings: Settings;
  readonly actor: Actor;
  readonly now: Date;
}

/** What access is judged by; input and facts come later. */
export type AccessContext = Pick<LeadContext, 'lead' | 'actor' | 'policy'>;

/** Whom the cascade reaches: everyone on the lead (R6), or its primaries only (R5). */
export interface CascadeOrder {
  readonly scope: 'everyone' | 'primaries' | 'nobody';
  readonly reason: InactiveReason;
  /** R30: the primary individual has died. */
  readonly death: boolean;
}

export interface LeadDecision {
  readonly set: readonly Setting[];
  /** What changes beside the lead: records made for it, its tasks, the lists it is on. */
  readonly changes?: readonly Change[];
  /** The deed whose access was asked for; undoing asks for the same. */
  readonly access: GrantKey;
  readonly cascade?: CascadeOrder;
  /** R12: give back the contacts that this lead's own closing took (`true`), or say that they stay. */
  readonly restore?: boolean;
  /** What a person would have expected to change, and does not. */
  readonly kept?: readonly { readonly rule: string; readonly because: string }[];
  /** Who is to be told once it is done (R17); never the actor, whoever is named here. */
  readonly tells?: readonly Told[];
  /** What history calls it, where it is not what was asked for. */
  readonly action?: string;
  /** I9: under which rule it was allowed. */
  readonly regime?: string;
}

export interface DecidedLead {
  readonly lead: LeadFact;
  readonly decision: LeadDecision;
}

type Input = Readonly<Record<string, unknown>>;

/** Who asks for what, and for which leads: enough to say which facts are needed. */
export interface AskedDeed extends Pick<LeadContext, 'actor' | 'policy' | 'values'> {
  readonly leads: readonly LeadFact[];
  readonly input: Input;
}

/** What is looked at while an action is only offered, and its form is drawn. */
export type OfferFacts = Pick<LeadFacts, 'pipelines' | 'groups'>;

type Hindrance = (lead: LeadFact, pipelines: readonly PipelineFact[]) => Refusal | null;

interface LeadActionSpec<Schema extends InputSchema, Need extends LeadNeed>
  extends ActionSpec<Schema, LeadContext<Need>, LeadDecision> {
  /** The states it is offered in; every state, closed ones too, where nothing is said. */
  readonly from?: readonly LeadState[];
  readonly needs?: readonly Need[];
  /**
   * What it looks at, or sets, of what the lead points to, beside `ALWAYS_READ`; all of it where nothing is
   * said. A batch of thousands is loaded without the rest, and looking there is a fault.
   */
  readonly reads?: readonly LeadReference[];
  /** What it needs besides, where that shows only with who asks for what, and for which leads. */
  readonly further?: (asked: AskedDeed, facts: LeadFacts) => readonly Need[];
  /** For some it is a request only, which somebody else decides on (202). */
  readonly mayAsk?: true;
  /** Answers given before, which count as well; facts are loaded for them, too. */
  readonly earlier?: Input;
  /** The records that the input names, where its schema does not tell. */
  readonly named?: (input: Input) => NamedIds;
  /** Who may, where the grant alone does not tell; `input` is empty while it is only offered. */
  readonly access?: (context: AccessContext, input: z.output<Schema> | undefined) => Refusal | null;
  /** Why it is not offered although state and access are right; a row of a list knows no pipelines. */
  readonly hindrance?: Hindrance;
  /** What its form starts with, in the words of its input. */
  readonly prefill?: (lead: LeadFact, facts: OfferFacts) => Input;
  /** The input for this very lead, where it depends on the lead. */
  readonly inputFor?: (context: LeadContext<Need>) => InputSchema;
}

/** A lead action as the catalogue holds it, its own types closed over. */
export interface LeadAction extends Action<LeadContext<LeadNeed>, LeadDecision> {
  readonly from: readonly LeadState[];
  readonly needs: readonly LeadNeed[];
  readonly reads: readonly LeadReference[];
  further(asked: AskedDeed, facts: LeadFacts): readonly LeadNeed[];
  readonly mayAsk: boolean;
  readonly earlier: Input;
  named(input: Input): NamedIds;
  access(context: AccessContext, input: Input | undefined): Refusal | null;
  readonly hindrance: Hindrance;
  prefill(lead: LeadFact, facts: OfferFacts): Input;
  inputFor(context: LeadContext<LeadNeed>): InputSchema;
}

export const leadAction = <Schema extends InputSchema, Need extends LeadNeed = never>(
  spec: LeadActionSpec<Schema, Need>,
): LeadAction => ({
  ...defineAction(spec),
  from: spec.from ?? LEAD_STATES,
  needs: spec.needs ?? [],
  reads: spec.reads === undefined ? LEAD_REFERENCES : [...ALWAYS_READ, ...spec.reads],
  further: spec.further ?? (() => []),
  mayAsk: spec.mayAsk ?? false,
  earlier: spec.earlier ?? {},
  named: spec.named ?? ((input) => namedIds(spec.input, input)),
  access: (context, input) =>
    // `parse` has made this input from the action's own schema.
    spec.access?.(context, input as z.output<Schema> | undefined) ??
    (spec.access === undefined ? mayOnLead(context, spec.grant) : null),
  hindrance: spec.hindrance ?? (() => null),
  prefill: spec.prefill ?? (() => ({})),
  inputFor: spec.inputFor ?? (() => spec.input),
});

/** Access to a deed on a lead; closing as lost has a policy of its own (R9, R13, R15). */
export const mayOnLead = (context: AccessContext, grant: GrantKey): Refusal | null =>
  grant === 'close-lost'
    ? mayCloseLost(context.actor, context.lead, context.policy)
    : mayDo(context.actor, grant, context.lead.owner);

/** R10, S1: what in the lead itself keeps an action from being done, whoever asks. */
export function standsInTheWay(
  { from, whenInactive }: Pick<LeadAction, 'from' | 'whenInactive'>,
  lead: LeadFact,
): Refusal | null {
  if (!lead.active && !whenInactive) return refuse('lead.inactive', { title: lead.title });
  if (from === LEAD_STATES) return null;
  if (!from.includes(lead.state)) {
    return isFinal(lead.state)
      ? refuse('lead.final', { state: lead.state })
      : refuse('lead.state', { state: lead.state, from });
  }
  // Closed by its score: the state is where it was lost from (R3).
  return lead.status === 'closed' && !isFinal(lead.state)
    ? refuse('lead.final', { state: lead.state })
    : null;
}
