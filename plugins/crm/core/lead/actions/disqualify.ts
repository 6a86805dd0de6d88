import { z } from 'zod';
import { chosenValue, group, reason } from '../../kernel/fields';
import type { Change } from '../../kernel/plan';
import { isRefusal, refuse, refuseField, type Refusal } from '../../kernel/refusals';
import type { Ref } from '../../kernel/values';
import type { StageFact } from '../../pipeline/model';
import { qualificationForm, type QualificationInput } from '../../qualification/input';
import { leadAction, type LeadContext, type LeadDecision } from '../action';
import type { DropdownValueFact } from '../model';
import { missingAnswers } from '../rules/answers';
import { companyFor } from '../rules/company-for';
import { moveTo, stageFor } from '../rules/moving';
import { opportunityFor, valueNamed } from '../rules/opportunity-for';

/** Filled in only where the code keeps the demand. */
export const demandForm = group(
  'Opportunity',
  qualificationForm.omit({ type: true, createAnother: true }).shape,
).optional();

const input = z.strictObject({
  code: chosenValue('disqualification-code', 'Code'),
  reason: reason('Reason'),
  opportunity: demandForm,
});
type DisqualifyInput = z.output<typeof input>;

/** What a code of any kind asks for. */
export const NEEDS = [
  'pipelines',
  'members',
  'answers',
  'companies',
  'opportunities',
  'undecided',
] as const;
export type DisqualifyContext = LeadContext<(typeof NEEDS)[number]>;

/** S10 to S12, E6: the lead is refused, with a code and a reason. */
export const disqualify = leadAction({
  key: 'disqualify',
  words: { label: 'Disqualify', done: 'disqualified the lead' },
  grant: 'disqualify',
  from: ['assigned'],
  input,
  needs: NEEDS,
  whenInactive: false,
  bulk: true,

  decide: (context, asked) => disqualifyAt(context, asked),
});

/** S12: a code of this master type makes an opportunity, whatever it is called. */
export const keepsDemand = (masterType: string): boolean => masterType === 'demand-not-generated';

/** `chosen` where the board says which of several stages. */
export function disqualifyAt(
  context: DisqualifyContext,
  { code, reason: because, opportunity }: DisqualifyInput,
  chosen?: StageFact,
): LeadDecision | Refusal {
  const stage = stageFor(context.facts.pipelines, context.lead, 'disqualified', chosen);
  if (isRefusal(stage)) return stage;
  const value = valueNamed(context.values, code, 'disqualification-code', ['code']);
  if (isRefusal(value)) return value;
  const made = becauseOf(value, context, opportunity);
  if (isRefusal(made)) return made;
  return {
    ...made,
    set: [
      ...moveTo(context.lead, stage, context, 'S10'),
      { field: 'disqualificationCode', after: value, rule: 'S11' },
      { field: 'disqualificationReason', after: because, rule: 'S11' },
      ...made.set,
    ],
  };
}

/** S12, R22: what follows from the code; by its master type, so that a renamed or an added one does alike. */
export const becauseOf = (
  code: DropdownValueFact,
  context: DisqualifyContext,
  opportunity: DisqualifyInput['opportunity'],
): LeadDecision | Refusal =>
  keepsDemand(code.masterType)
    ? demandOf(context, opportunity)
    : unasked(context, code.label, opportunity);

const NOTHING = { access: 'disqualify', set: [] } as const satisfies LeadDecision;

function unasked(
  { lead: { opportunity: before }, facts: { undecided } }: DisqualifyContext,
  code: string,
  opportunity: DisqualifyInput['opportunity'],
): LeadDecision | Refusal {
  if (opportunity !== undefined) {
    return refuseField(
      'opportunity',
      `"${code}" makes no opportunity; only a code of the kind "demand not generated" does. Leave this out.`,
    );
  }
  // X37: made under another code, which was corrected, or before the lead was reopened.
  return before === null
    ? NOTHING
    : {
        ...NOTHING,
        changes: decisionOn(before, true, undecided),
        kept: [
          {
            rule: 'X37',
            because: `The opportunity "${before.label}" stays. Decide what becomes of it.`,
          },
        ],
      };
}

/** Only what becomes something else is a change. */
const decisionOn = (
  opportunity: Ref,
  wanted: boolean,
  undecided: ReadonlySet<number>,
): readonly Change[] =>
  undecided.has(opportunity.id) === wanted
    ? []
    : [
        {
          subject: { record: 'opportunity', ...opportunity },
          field: 'forDecision',
          before: !wanted,
          after: wanted,
          rule: 'X37',
        },
      ];

/** S12: demand that is not there yet is kept as an opportunity, made as a qualification makes it. */
function demandOf(
  context: DisqualifyContext,
  asked: Omit<QualificationInput, 'type' | 'createAnother'> | undefined,
): LeadDecision | Refusal {
  const { lead, facts } = context;
  const missing = missingAnswers(lead, facts.answers.get(lead.id));
  if (missing.length > 0) return refuse('qualification.incomplete', { missing });
  if (asked === undefined) {
    return refuse('input.invalid', {
      errors: ['city', 'sellingDirection'].map((field) => ({
        path: ['opportunity', field],
        message: 'is needed, as this code makes an opportunity.',
      })),
    });
  }
  const chosen = companyFor(asked, lead.company, facts.companies, ['opportunity']);
  if (isRefusal(chosen)) return chosen;
  const company =
    chosen.company === null ? [] : [{ field: 'company', after: chosen.company, rule: 'E11' }];
  if (lead.opportunity !== null) {
    const because = `The opportunity "${lead.opportunity.label}" from before stays the lead's own.`;
    const changes = [...chosen.changes, ...decisionOn(lead.opportunity, false, facts.undecided)];
    return { ...NOTHING, set: company, changes, kept: [{ rule: 'R20', because }] };
  }
  const made = opportunityFor(context, asked, chosen.company, ['opportunity']);
  if (isRefusal(made)) return made;
  return {
    ...NOTHING,
    set: [...company, { field: 'opportunity', after: made.opportunity, rule: 'S12' }],
    changes: [...chosen.changes, ...made.changes],
  };
}
