import { isRefusal } from '../../../../core/kernel/refusals';
import { staffNamed } from '../../../../core/lead/rules/owner';
import { loadMembers } from '../../facts/members';
import { documentIdsOf } from '../../facts/references';
import type { Tx } from '../../store/transaction';
import { Refused } from '../refused';

/** X31, X36: who is to do something is active and works on leads. */
export async function judgeStaff(tx: Tx, ids: readonly number[], field: string): Promise<void> {
  const documentIds = await documentIdsOf(tx, 'member', [...new Set(ids)]);
  const members = await loadMembers(tx, [...documentIds.values()]);
  for (const documentId of documentIds.values()) {
    const person = staffNamed(members, documentId, [field]);
    if (isRefusal(person)) throw new Refused(person);
  }
}
