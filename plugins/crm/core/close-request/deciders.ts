import type { Ref } from '../kernel/values';

/** Who leads whom, and who is there to decide: active members only. */
export interface DeciderFacts {
  /** The active manager of a member, by the member's row id. */
  readonly managerOf: ReadonlyMap<number, Ref>;
  /** Active members with the role crm_manager, and with crm_admin. */
  readonly managers: readonly Ref[];
  readonly admins: readonly Ref[];
}

/**
 * R16, X43, X44: who decides on somebody's request, looked up when it is decided: the requester's manager;
 * where none is active, any active manager; where there is none either, any active administrator. Never the
 * requester. Nobody at all is an answer, too, which somebody has to see.
 */
export function decidersOf(requester: Ref, facts: DeciderFacts): readonly Ref[] {
  const others = (members: readonly Ref[]): Ref[] =>
    members.filter(({ id }) => id !== requester.id);
  const manager = facts.managerOf.get(requester.id);
  return (
    [manager === undefined ? [] : [manager], facts.managers, facts.admins]
      .map(others)
      .find((deciders) => deciders.length > 0) ?? []
  );
}
