import { z } from 'zod';
import { parseDue } from '../../calendar/due';
import { dueTime } from '../../kernel/fields';
import { isRefusal, refuseField, type Refusal } from '../../kernel/refusals';
import { leadAction, type LeadContext } from '../action';
import { OPEN_STATES } from '../model';

/** L24: counts the sale and keeps the lead open, for delivery and whatever else is still to be done. */
export const markSold = leadAction({
  key: 'mark-sold',
  words: { label: 'Mark as sold', done: 'marked the lead as sold' },
  grant: 'mark-sold',
  from: OPEN_STATES,
  input: z.strictObject({ soldAt: dueTime('Sold on').optional() }),
  whenInactive: false,
  bulk: true,

  decide(context, { soldAt: asked }) {
    const { lead, now } = context;
    if (asked === undefined && lead.soldAt !== null) {
      // Pressed twice: the sale is counted once, and keeps its day.
      const because = 'The lead is marked as sold already.';
      return { access: 'mark-sold', set: [], kept: [{ rule: 'L24', because }] };
    }
    const soldAt = asked === undefined ? now.toISOString() : saleFrom(context, asked);
    if (isRefusal(soldAt)) return soldAt;
    return { access: 'mark-sold', set: [{ field: 'soldAt', after: soldAt, rule: 'L24' }] };
  },
});

/** A sale has happened; what is hoped for is a follow-up. */
function saleFrom({ settings, now }: LeadContext, asked: string): string | Refusal {
  const due = parseDue(asked, settings.timeZone);
  if (due === null) return refuseField('soldAt', 'There is no such time.');
  return due.dueAt > now.toISOString()
    ? refuseField('soldAt', 'This time lies ahead. A sale is marked when it has been made.')
    : due.dueAt;
}
