import { noticesOf, whoIsNamed } from '../../../core/notification/notices';
import { loadAudience } from '../facts/audience';
import type { Deed } from '../reactions/history';
import { writeNotices } from '../reactions/notify';
import type { RecordedPlan } from '../store/apply-plans';
import type { Tx } from '../store/transaction';

/**
 * R17: writes who is told of a batch that is being carried out, in its own transaction: rolled back, it has
 * told nobody. A constant number of statements, and none where a batch tells nobody.
 */
export async function tell(
  tx: Tx,
  { actor, bulkJob, now }: Deed,
  recorded: readonly RecordedPlan[],
): Promise<void> {
  const plans = recorded.map(({ plan }) => plan);
  const named = whoIsNamed(plans);
  if (named.members.length + named.roles.length === 0) return;
  const [first] = recorded;
  const cause =
    bulkJob === undefined ? `operation:${first?.operation.id}` : `bulk-job:${bulkJob.id}`;
  const audience = await loadAudience(tx, named);
  await writeNotices(tx, noticesOf(plans, { actor, cause, audience }), { bulkJob, now });
}
