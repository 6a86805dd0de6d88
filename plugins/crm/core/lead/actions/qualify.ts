import { isRefusal } from '../../kernel/refusals';
import { qualificationForm, startingForm } from '../../qualification/input';
import { leadAction } from '../action';
import { stageFor } from '../rules/moving';
import { qualifyAt, QUALIFYING_NEEDS, waitsAlready } from '../rules/qualifying';

/** S6 to S9, E5, E10: the lead becomes an opportunity, or is asked for what that takes. */
export const qualify = leadAction({
  key: 'qualify',
  words: { label: 'Qualify', done: 'qualified the lead' },
  grant: 'qualify',
  from: ['assigned'],
  input: startingForm,
  needs: QUALIFYING_NEEDS,
  whenInactive: false,
  bulk: false,

  hindrance: waitsAlready,

  prefill: ({ title, owner, company }) => ({
    name: title,
    ...(owner === null ? {} : { responsible: owner.documentId }),
    ...(company === null ? {} : { company: company.documentId }),
  }),

  inputFor({ lead, facts }) {
    const stage = stageFor(facts.pipelines, lead, 'qualified');
    const asksLater = !isRefusal(stage) && stage.processId !== null;
    return asksLater ? startingForm : qualificationForm;
  },

  decide(context, input) {
    const stage = stageFor(context.facts.pipelines, context.lead, 'qualified');
    return isRefusal(stage) ? stage : qualifyAt(context, stage, input);
  },
});
