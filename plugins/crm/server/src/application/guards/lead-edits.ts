import { mayDo } from '../../../../core/kernel/actor';
import { refuse } from '../../../../core/kernel/refusals';
import { loadLeads } from '../../facts/leads';
import { lockRows } from '../../store/lock';
import { Refused } from '../refused';
import type { Write } from './guard';

/**
 * What belongs to a lead is edited with the lead's own right, and not at all while it is inactive (X41).
 * Locks the leads, as every deed does, and whom the caller locks after them.
 */
export async function judgeLeadEdits(
  { tx, request }: Write,
  leadIds: readonly number[],
  contactIds: readonly number[] = [],
): Promise<void> {
  await lockRows(tx, 'lead', leadIds);
  await lockRows(tx, 'contact', contactIds);
  const { actor } = await request();
  for (const lead of await loadLeads(tx, leadIds)) {
    const refusal =
      mayDo(actor, 'edit', lead.owner) ??
      (lead.active ? null : refuse('lead.inactive', { title: lead.title }));
    if (refusal !== null) throw new Refused(refusal);
  }
}
