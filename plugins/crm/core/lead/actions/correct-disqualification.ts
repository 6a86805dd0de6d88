import { z } from 'zod';
import { chosenValue, reason } from '../../kernel/fields';
import { isRefusal, refuse } from '../../kernel/refusals';
import { leadAction, type LeadDecision } from '../action';
import { valueNamed } from '../rules/opportunity-for';
import { becauseOf, demandForm, NEEDS } from './disqualify';

const input = z.strictObject({
  code: chosenValue('disqualification-code', 'Code').optional(),
  reason: reason('Reason').optional(),
  opportunity: demandForm,
});

const UNCHANGED: LeadDecision = { access: 'disqualify', set: [] };

/**
 * X37: the lead stays disqualified, for another code or reason. An opportunity that the earlier code made
 * stays as well, and waits for somebody to decide on it; a code that keeps demand makes one.
 */
export const correctDisqualification = leadAction({
  key: 'correct-disqualification',
  words: { label: 'Correct disqualification', done: 'corrected the disqualification' },
  grant: 'disqualify',
  from: ['disqualified'],
  input,
  needs: NEEDS,
  whenInactive: false,
  bulk: false,

  prefill: ({ disqualificationCode, disqualificationReason }) => ({
    ...(disqualificationCode === null ? {} : { code: disqualificationCode.documentId }),
    ...(disqualificationReason === null ? {} : { reason: disqualificationReason }),
  }),

  decide(context, { code, reason: because, opportunity }) {
    if (code === undefined && because === undefined) {
      const errors = [{ path: ['code'], message: 'Name another code, another reason, or both.' }];
      return refuse('input.invalid', { errors });
    }
    const reworded =
      because === undefined
        ? []
        : [{ field: 'disqualificationReason', after: because, rule: 'S11' }];
    // The code it has already asks for nothing anew, and may have been retired since.
    if (code === undefined || code === context.lead.disqualificationCode?.documentId) {
      return { ...UNCHANGED, set: reworded };
    }
    const value = valueNamed(context.values, code, 'disqualification-code', ['code']);
    if (isRefusal(value)) return value;
    const made = becauseOf(value, context, opportunity);
    if (isRefusal(made)) return made;
    return {
      ...made,
      set: [{ field: 'disqualificationCode', after: value, rule: 'X37' }, ...reworded, ...made.set],
    };
  },
});
