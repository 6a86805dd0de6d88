import type { CascadeOrder, DecidedLead } from '../../../../core/lead/action';
import { isRefusal } from '../../../../core/kernel/refusals';
import { protectsContacts } from '../../../../core/lead/rules/closing';
import type { BulkJobFact } from '../../facts/bulk-jobs';
import { loadLeads } from '../../facts/leads';
import { loadStanding } from '../../facts/settings';
import { nextUnsettled, settleItems, sharingPeople } from '../../store/bulk-items';
import { lockRows } from '../../store/lock';
import type { Tx } from '../../store/transaction';
import { atItsTurn, configuredSettings, type Request } from '../context';
import { carryOutDecided } from '../run-lead-action';
import { deedNamed, isUndo, jobRef } from './deeds';
import { recordBrought } from './work-batch';

/**
 * X2: looks once more at people whom one lead of the job kept for another's sake, now that all have been
 * done. Who has lost their last live lead follows, as one more operation of the lead that had reached them.
 *
 * @returns false when nothing was left to look at
 */
export async function settleBatch(
  tx: Tx,
  request: Request,
  job: BulkJobFact,
  size: number,
): Promise<boolean> {
  if (isUndo(job)) return false;
  const waiting = await nextUnsettled(tx, job.id, size);
  if (waiting.length === 0) return false;
  const ids = waiting.map(({ leadId }) => leadId);
  const sharing = await sharingPeople(tx, job.id, ids);
  const orders = new Map(waiting.map(({ leadId, cascade }) => [leadId, orderFrom(cascade)]));
  if (sharing.size > 0) await judgeAgain(tx, request, job, [...sharing], orders);
  await settleItems(tx, job.id, ids);
  return true;
}

// Written by workBatch, from a decision.
const orderFrom = (text: string): CascadeOrder => JSON.parse(text) as CascadeOrder;

async function judgeAgain(
  tx: Tx,
  request: Request,
  job: BulkJobFact,
  ids: readonly number[],
  orders: ReadonlyMap<number, CascadeOrder>,
): Promise<void> {
  const action = deedNamed(job.action);
  const input = action.parse(job.input);
  if (isRefusal(input)) return;
  await lockRows(tx, 'lead', ids);
  const { settings } = await loadStanding(tx, configuredSettings(request.strapi));
  const leads = await loadLeads(tx, ids);
  const decided = leads.flatMap((lead): DecidedLead[] => {
    const cascade = orders.get(lead.id);
    // Somebody has opened it again meanwhile: then its people stay, too.
    if (cascade === undefined || protectsContacts(lead)) return [];
    return [{ lead, decision: { access: action.grant, set: [], cascade } }];
  });
  const done = await carryOutDecided(
    tx,
    atItsTurn(request, leads),
    { action, bulkJob: jobRef(job) },
    { decided, settings, input },
  );
  // A lead whose people stay as they are was counted with its own batch.
  const changed = done.filter(({ plan }) => plan.changes.length > 0);
  await recordBrought(tx, job, changed);
}
