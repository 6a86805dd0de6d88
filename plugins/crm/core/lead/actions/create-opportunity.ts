import { isRefusal, refuse, refuseField, type Refusal } from '../../kernel/refusals';
import { opportunityForm } from '../../qualification/input';
import { leadAction } from '../action';
import type { LeadFact } from '../model';
import { opportunityFor } from '../rules/opportunity-for';

/** E13, X64: a lead was qualified for its company alone; the deal comes now, once. */
export const createOpportunity = leadAction({
  key: 'create-opportunity',
  words: { label: 'Create opportunity', done: 'created the opportunity' },
  grant: 'qualify',
  from: ['qualified'],
  input: opportunityForm,
  needs: ['pipelines', 'members', 'opportunities'],
  whenInactive: false,
  bulk: false,

  hindrance: hasOne,

  prefill: ({ title, owner }) => ({
    name: title,
    ...(owner === null ? {} : { responsible: owner.documentId }),
  }),

  decide(context, input) {
    const { lead } = context;
    const refusal = hasOne(lead);
    if (refusal !== null) return refusal;
    if (lead.company === null) {
      return refuseField(
        'company',
        'The company of this lead is gone. Choose another one in the lead first.',
      );
    }
    const made = opportunityFor(context, input, lead.company, []);
    if (isRefusal(made)) return made;
    return {
      access: 'qualify',
      set: [{ field: 'opportunity', after: made.opportunity, rule: 'E13' }],
      changes: made.changes,
    };
  },
});

function hasOne({ opportunity }: LeadFact): Refusal | null {
  return opportunity === null
    ? null
    : refuse('lead.state', {
        because: `This lead has its opportunity already: "${opportunity.label}".`,
      });
}
