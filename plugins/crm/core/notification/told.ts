import type { Ref } from '../kernel/values';
import type { NotificationKind } from './model';

/** A member by name, or whoever is active and holds a role: looked up in the deed's own transaction. */
export type Recipient = { readonly member: Ref } | { readonly role: string };

/**
 * Who is to be told of a deed. Part of its plan: nobody is told of what was not done. The actor is never
 * told of an own deed (X49), an inactive member of nothing.
 */
export interface Told {
  readonly kind: NotificationKind;
  readonly to: readonly Recipient[];
  /** What is said besides: the reason, the decider's words, why a request is void. */
  readonly note?: string | null;
}
