import { isRefusal, refuse, refuseField, type Refusal } from '../../kernel/refusals';
import type { StageFact } from '../../pipeline/model';
import { qualificationForm, type StartingInput } from '../../qualification/input';
import type { LeadContext, LeadDecision } from '../action';
import type { LeadFact } from '../model';
import { missingAnswers } from './answers';
import { companyFor } from './company-for';
import { moveTo } from './moving';
import { judgeNamed, opportunityFor } from './opportunity-for';
import { processOf, taskFor } from './process';

/** What a decision to qualify looks at. */
export const QUALIFYING_NEEDS = [
  'pipelines',
  'members',
  'answers',
  'companies',
  'opportunities',
  'processes',
] as const;
export type QualifyingContext = LeadContext<(typeof QUALIFYING_NEEDS)[number]>;

/**
 * S6 to S9, R23: a stage without a process takes the form at once; one with a process begins it, and
 * nothing is made before its last task is done.
 */
export function qualifyAt(
  context: QualifyingContext,
  stage: StageFact,
  input: StartingInput,
): LeadDecision | Refusal {
  const running = processOf(context, stage);
  if (running !== undefined) return begin(context, running, input);
  for (const field of ['city', 'sellingDirection'] as const) {
    if (input[field] === undefined) {
      const { title = field } = qualificationForm.shape[field].meta() ?? {};
      return refuseField(field, `${title} is missing.`);
    }
  }
  const missing = missingAnswers(context.lead, context.facts.answers.get(context.lead.id));
  if (missing.length > 0) return refuse('qualification.incomplete', { missing });
  return convert(context, stage, input);
}

/** R23: asked once; what was asked is finished or cancelled first. */
export function waitsAlready({ pendingQualification }: LeadFact): Refusal | null {
  if (pendingQualification === null) return null;
  const { label: task, documentId: taskId } = pendingQualification;
  return refuse('request.pending', { task, taskId });
}

function begin(
  context: QualifyingContext,
  running: NonNullable<ReturnType<typeof processOf>>,
  input: StartingInput,
): LeadDecision | Refusal {
  const { lead } = context;
  const refusal = waitsAlready(lead) ?? judgeAnswers(context, input);
  if (refusal !== null) return refusal;
  const { task, changes } = taskFor(lead, { ...running, step: 0, form: given(input) });
  return {
    access: 'qualify',
    set: [{ field: 'pendingQualification', after: task, rule: 'R23' }],
    changes,
  };
}

/** What is wrong is refused when it is said, not when the last task is to be done. */
export function judgeAnswers(context: QualifyingContext, input: StartingInput): Refusal | null {
  const chosen = companyFor(input, context.lead.company, context.facts.companies, []);
  return isRefusal(chosen) ? chosen : judgeNamed(context, input);
}

/** What was said at the start is there when the task is opened. */
const given = ({ createAnother, ...input }: StartingInput): Record<string, unknown> => ({
  ...input,
  ...(createAnother ? { createAnother } : {}),
});

/** S9, E11 to E14: the lead reaches its end, its company and its opportunity come with it. */
export function convert(
  context: QualifyingContext,
  stage: StageFact,
  input: StartingInput,
): LeadDecision | Refusal {
  const { lead } = context;
  const chosen = companyFor(input, lead.company, context.facts.companies, []);
  if (isRefusal(chosen)) return chosen;
  const { company } = chosen;
  const companyOnly = input.type === 'company-only';
  if (companyOnly && company === null) {
    return refuseField('company', 'Choose a company or name a new one.');
  }
  const base = moveTo(lead, stage, context, 'S6');
  const set =
    company === null ? base : [...base, { field: 'company', after: company, rule: 'E11' }];
  if (companyOnly) {
    const because =
      'No opportunity is made: only a company was asked for. It can be made later, from the lead.';
    return {
      access: 'qualify',
      set,
      changes: chosen.changes,
      kept: lead.opportunity === null ? [{ rule: 'E13', because }] : [],
    };
  }
  if (lead.opportunity !== null && !input.createAnother) {
    const because = `The opportunity "${lead.opportunity.label}" from before is linked again; no second one is made unless it is asked for.`;
    return { access: 'qualify', set, changes: chosen.changes, kept: [{ rule: 'R20', because }] };
  }
  const made = opportunityFor(context, input, company, []);
  if (isRefusal(made)) return made;
  return {
    access: 'qualify',
    set: [...set, { field: 'opportunity', after: made.opportunity, rule: 'S9' }],
    changes: [...chosen.changes, ...made.changes],
  };
}
