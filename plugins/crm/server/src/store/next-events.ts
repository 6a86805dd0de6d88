import { idsIn } from './sql';
import type { Tx } from './transaction';

/**
 * A lead's next event is the earliest open one. Kept in the lead, so that a list can be filtered and sorted
 * by it; written whenever events of the lead are, under its lock. One statement for any number of leads.
 *
 * @param leaving events that are about to be deleted
 */
export async function keepNextEvents(
  tx: Tx,
  leadIds: readonly number[],
  leaving: readonly number[] = [],
): Promise<void> {
  if (leadIds.length === 0) return;
  const lead = tx.table('lead');
  const name = tx.quote(lead.name);
  const event = tx.table('calendar-event');
  const these = idsIn(tx.dialect, 'id', leadIds);
  const without = idsIn(tx.dialect, 'e.id', leaving);
  const staying = leaving.length === 0 ? '' : ` and not (${without.sql})`;
  await tx.run({
    sql: `update ${name} set ${tx.quote(lead.own('nextEventAt'))} = (select min(e.due_at) from ${tx.quote(event.name)} e where e.${tx.quote(event.own('lead'))} = ${name}.id and e.completed_at is null and e.cancelled_at is null${staying}) where ${these.sql}`,
    bindings: [...(leaving.length === 0 ? [] : without.bindings), ...these.bindings],
  });
}
