import { z } from 'zod';
import { isRefusal, type Refusal } from '../../kernel/refusals';
import type { StageFact } from '../../pipeline/model';
import { leadAction, type LeadDecision } from '../action';
import { OPEN_STATES } from '../model';
import {
  CLOSING_FIELDS,
  CLOSING_NEEDS,
  endOf,
  filledOn,
  furtherToClose,
  hasNoEnd,
  settleBeside,
  type ClosingContext,
} from '../rules/closing-form';
import { defaultGroups } from '../rules/gather';
import { moveTo } from '../rules/moving';

const input = z.strictObject(CLOSING_FIELDS);
type CloseWonInput = z.output<typeof input>;

/** L13, L21, L24: the work on a lead that was won is done; a sale that nobody has counted is counted. */
export const closeWon = leadAction({
  key: 'close-won',
  words: { label: 'Close as won', done: 'closed the lead as won' },
  grant: 'close-won',
  from: OPEN_STATES,
  input,
  needs: CLOSING_NEEDS,
  further: ({ input: asked }) => furtherToClose(asked),
  whenInactive: false,
  bulk: true,

  hindrance: (lead, pipelines) => hasNoEnd('won', lead, pipelines),

  prefill: (_lead, { groups }) => ({
    contactGroups: defaultGroups(groups, filledOn('won')).map(({ documentId }) => documentId),
  }),

  decide: (context, asked) => closeWonAt(context, asked),
});

/** `chosen` where the board says which of several stages. */
export function closeWonAt(
  context: ClosingContext,
  asked: CloseWonInput,
  chosen?: StageFact,
): LeadDecision | Refusal {
  const { lead, now } = context;
  const stage = endOf('won', context, chosen);
  if (isRefusal(stage)) return stage;
  const beside = settleBeside(context, 'won', asked);
  if (isRefusal(beside)) return beside;
  const { notes } = asked;
  return {
    access: 'close-won',
    set: [
      ...moveTo(lead, stage, context, 'L24'),
      { field: 'closeNotes', after: notes === '' ? null : (notes ?? null), rule: 'L14' },
      { field: 'soldAt', after: lead.soldAt ?? now.toISOString(), rule: 'L24' },
    ],
    ...beside,
  };
}
