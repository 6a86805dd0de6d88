import { defineAction, type Action, type ActionSpec } from '../kernel/action';
import { mayDo, type Actor } from '../kernel/actor';
import type { InputSchema } from '../kernel/fields';
import type { Change, Kept, Plan, Subject } from '../kernel/plan';
import { isRefusal, type Refusal } from '../kernel/refusals';
import { contactSubject, refuseMerged, type ContactFact } from './model';
import type { MergeFacts } from './merging';

export interface ContactContext {
  readonly contact: ContactFact;
  readonly actor: Actor;
  readonly now: Date;
  /** The tasks and events that they have and that are not done yet. */
  readonly openWork?: readonly Subject[];
  /** Those who have been merged into them (X70). */
  readonly merged?: readonly ContactFact[];
  /** The one to be merged into them, and what that one has; nothing where there is no such contact. */
  readonly merging?: MergeFacts | undefined;
}

export interface ContactDecision {
  readonly changes: readonly Change[];
  readonly kept?: readonly Kept[];
}

export type ContactAction = Action<ContactContext, ContactDecision>;

export const contactAction = <Schema extends InputSchema>(
  spec: ActionSpec<Schema, ContactContext, ContactDecision>,
): ContactAction => defineAction(spec);

/** What an action makes of one contact. Contacts have no owner: a grant of `own` reaches none. */
export function planContact(
  action: ContactAction,
  context: ContactContext,
  input: Readonly<Record<string, unknown>>,
): Plan | Refusal {
  const refusal = mayDo(context.actor, action.grant, null);
  if (refusal !== null) return refusal;
  const merged = refuseMerged(context.contact);
  if (merged !== null) return merged;
  const decision = action.decide(context, input);
  if (isRefusal(decision)) return decision;
  return {
    subject: contactSubject(context.contact),
    access: action.grant,
    changes: decision.changes,
    kept: decision.kept ?? [],
  };
}
