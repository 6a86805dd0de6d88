import { z } from 'zod';
import { chosenReason } from '../../kernel/fields';
import { isRefusal, refuseField, type Refusal } from '../../kernel/refusals';
import type { StageFact } from '../../pipeline/model';
import type { LeadDecision } from '../action';
import { CLOSING_FIELDS, endOf, settleBeside, type ClosingContext } from './closing-form';
import { moveTo } from './moving';
import { valueNamed } from './opportunity-for';
import { lacksRequired, requiredToClose } from './required-fields';
import { tellsOfLoss } from './telling';

export const lossForm = z.strictObject({
  reason: chosenReason('lost-reason', 'Reason'),
  ...CLOSING_FIELDS,
});
export type LossInput = z.output<typeof lossForm>;

/** Whose form it is, and where it leads; both are the actor's own where nothing is said. */
interface Asked {
  readonly roles: readonly string[];
  /** Where the board says which of several stages. */
  readonly chosen?: StageFact | undefined;
}

/**
 * L1, L9 to L16: the lead is lost. Closed is not inactive (R1): it stays active, and nobody on it becomes
 * inactive by this, although it protects nobody any longer (R7).
 */
export function lossOf(
  context: ClosingContext,
  input: LossInput,
  { roles, chosen }: Asked,
): LeadDecision | Refusal {
  const { lead, settings, values } = context;
  const stage = endOf('lost', context, chosen);
  if (isRefusal(stage)) return stage;
  const reason = valueNamed(values, input.reason, 'lost-reason', ['reason']);
  if (isRefusal(reason)) return reason;
  const lacking = lacksRequired(requiredToClose(roles, settings), input);
  if (lacking !== null) return lacking;
  const { notes } = input;
  if (reason.masterType === 'other' && (notes === undefined || notes === '')) {
    return refuseField('notes', `The reason "${reason.label}" needs notes that tell more.`);
  }
  const beside = settleBeside(context, 'lost', input);
  if (isRefusal(beside)) return beside;
  return {
    access: 'close-lost',
    set: [
      ...moveTo(lead, stage, context, 'L1'),
      { field: 'lostReason', after: reason, rule: 'L9' },
      { field: 'closeNotes', after: notes === '' ? null : (notes ?? null), rule: 'L14' },
      // X57: what fell through was no sale.
      { field: 'soldAt', after: null, rule: 'X57' },
    ],
    ...beside,
    tells: tellsOfLoss(lead, reason.label),
  };
}
