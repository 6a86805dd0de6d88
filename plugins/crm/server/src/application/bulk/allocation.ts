import { shareOut, type allocateInput } from '../../../../core/bulk/allocate';
import { isRefusal } from '../../../../core/kernel/refusals';
import type { MemberFact } from '../../../../core/lead/facts';
import { staffNamed } from '../../../../core/lead/rules/owner';
import { openLeadsOf } from '../../facts/bulk-jobs';
import { loadMembers } from '../../facts/members';
import type { Tx } from '../../store/transaction';
import { Refused } from '../refused';
import type { z } from 'zod';

type AllocateInput = z.output<typeof allocateInput>;

export interface Allocation {
  readonly members: readonly MemberFact[];
  /** The member's row id, by lead id. */
  readonly targets: ReadonlyMap<number, number>;
}

/**
 * E21: who gets which of these leads. Decided once, when the job is started, so that a job that is
 * interrupted goes on with the same plan.
 *
 * @throws Refused where one of the members may not be given leads
 */
export async function planAllocation(
  tx: Tx,
  input: Readonly<Record<string, unknown>>,
  leadIds: readonly number[],
): Promise<Allocation> {
  // Parsed by the action's own schema.
  const { members: documentIds, by } = input as AllocateInput;
  const found = await loadMembers(tx, documentIds);
  const members = documentIds.map((documentId, index) => {
    const member = staffNamed(found, documentId, ['members', String(index)]);
    if (isRefusal(member)) throw new Refused(member);
    return member;
  });
  const loads = await openLeadsOf(
    tx,
    members.map(({ id }) => id),
  );
  const takers = members.map(({ id }) => ({ id, load: loads.get(id) ?? 0 }));
  return { members, targets: shareOut(leadIds, takers, by) };
}
