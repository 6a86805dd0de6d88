import { askToClose } from '../../close-request/ask';
import { closeLostRight, mayAskToCloseLost, regimeOf } from '../../close-request/policy';
import { isRefusal, type Refusal } from '../../kernel/refusals';
import type { StageFact } from '../../pipeline/model';
import { leadAction, type AskedDeed, type LeadContext, type LeadDecision } from '../action';
import { OPEN_STATES } from '../model';
import {
  CLOSING_NEEDS,
  filledOn,
  furtherToClose,
  hasNoEnd,
  type ClosingContext,
} from '../rules/closing-form';
import { defaultGroups } from '../rules/gather';
import { lossForm, lossOf, type LossInput } from '../rules/loss';
import { requiredToClose, type CloseField } from '../rules/required-fields';

export type CloseLostContext = ClosingContext & LeadContext<'deciders'>;

/** Who decides is asked where somebody may only ask. */
export const furtherToLose = (
  { leads, actor, policy }: AskedDeed,
  form: Readonly<Record<string, unknown>>,
): readonly ('eventTypes' | 'deciders')[] => [
  ...furtherToClose(form),
  ...(leads.some((lead) => closeLostRight(actor, lead, policy) === 'request')
    ? (['deciders'] as const)
    : []),
];

/** L1 to L21, R15: the lead is lost; who may only ask leaves a request behind (202). */
export const closeLost = leadAction({
  key: 'close-lost',
  words: { label: 'Close as lost', done: 'closed the lead as lost' },
  grant: 'close-lost',
  from: OPEN_STATES,
  input: lossForm,
  needs: CLOSING_NEEDS,
  further: (deed) => furtherToLose(deed, deed.input),
  whenInactive: false,
  bulk: true,
  mayAsk: true,

  access: ({ actor, lead, policy }) => mayAskToCloseLost(actor, lead, policy),

  hindrance: (lead, pipelines) => hasNoEnd('lost', lead, pipelines),

  prefill: (_lead, { groups }) => ({
    contactGroups: defaultGroups(groups, filledOn('lost')).map(({ documentId }) => documentId),
  }),

  // L20: what is needed is needed in the form, too.
  inputFor({ actor, settings }) {
    const needed = requiredToClose(actor.roles, settings).map((field) => [field, true] as const);
    const mask: { [Field in CloseField]?: true } = Object.fromEntries(needed);
    return lossForm.required(mask);
  },

  decide: (context, asked) => closeLostAt(context, asked),
});

/** `chosen` where the board says which of several stages. */
export function closeLostAt(
  context: CloseLostContext,
  asked: LossInput,
  chosen?: StageFact,
): LeadDecision | Refusal {
  const { actor, lead, policy } = context;
  // Judged before it is asked for: a request that could only be refused bothers nobody.
  const loss = lossOf(context, asked, { roles: actor.roles, chosen });
  if (isRefusal(loss)) return loss;
  return closeLostRight(actor, lead, policy) === 'request'
    ? askToClose(context, asked, chosen)
    : { ...loss, regime: regimeOf(policy, 'at once') };
}
