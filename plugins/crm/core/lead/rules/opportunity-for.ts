import { creation, type Change } from '../../kernel/plan';
import { faultOfLine } from '../../kernel/plain-text';
import { isRefusal, refuse, refuseField, type Refusal } from '../../kernel/refusals';
import type { Ref } from '../../kernel/values';
import { defaultPipeline, firstStage, type PipelineFact } from '../../pipeline/model';
import type { OpportunityInput } from '../../qualification/input';
import type { LeadContext } from '../action';
import { leadSubject, type DropdownValueFact, type LeadFact } from '../model';
import { staffNamed } from './owner';

export type OpportunityContext = LeadContext<'pipelines' | 'members' | 'opportunities'>;

/** A process asks for less than the form does. */
type AskedOpportunity = {
  readonly [Field in keyof OpportunityInput]?: OpportunityInput[Field] | undefined;
};

interface MadeOpportunity {
  readonly opportunity: Ref;
  readonly changes: readonly Change[];
}

/**
 * S8, S9: the opportunity that a lead becomes. Name and responsible come from the lead where nothing
 * else is said. Its key counts the opportunities of the lead: two deeds at once cannot both make the
 * same one, whatever else fails (I13, R20).
 */
export function opportunityFor(
  context: OpportunityContext,
  input: AskedOpportunity,
  company: Ref | null,
  path: readonly string[],
): MadeOpportunity | Refusal {
  const { lead, facts } = context;
  const responsible = responsibleFor(context, input.responsible, path);
  if (isRefusal(responsible)) return responsible;
  const direction = directionFor(context, input.sellingDirection, path);
  if (isRefusal(direction)) return direction;
  const pipeline = pipelineFor(facts.pipelines, input.pipeline, path);
  if (isRefusal(pipeline)) return pipeline;
  const name = nameFor(lead, input.name, path);
  if (isRefusal(name)) return name;
  const number = (facts.opportunities.get(lead.id) ?? 0) + 1;
  const { subject, changes } = creation('opportunity', name, 'S9', {
    name,
    responsible,
    company,
    city: input.city,
    sellingDirection: direction,
    currentSituation: input.currentSituation,
    estimatedRevenue: input.estimatedRevenue,
    estimatedCloseDate: input.estimatedCloseDate,
    description: input.description,
    pipeline,
    stage: firstStage(pipeline, 'open') ?? null,
    originatingLead: leadSubject(lead),
    qualificationKey: `${lead.documentId}:${number}`,
  });
  return { opportunity: subject, changes };
}

/** What is named for the opportunity is there and may be named; what is left out is not asked for yet. */
export function judgeNamed(context: OpportunityContext, input: AskedOpportunity): Refusal | null {
  const { name, responsible, sellingDirection, pipeline } = input;
  const answers = [
    nameFor(context.lead, name, []),
    responsible === undefined ? null : responsibleFor(context, responsible, []),
    directionFor(context, sellingDirection, []),
    pipeline === undefined ? null : pipelineFor(context.facts.pipelines, pipeline, []),
  ];
  return answers.find(isRefusal) ?? null;
}

/** S8: the title of the lead as it is, whatever it came with; another name is plain text (X76). */
function nameFor(
  { title }: LeadFact,
  named: string | undefined,
  path: readonly string[],
): string | Refusal {
  if (named === undefined || named === title.trim()) return title;
  const fault = faultOfLine(named);
  return fault === null ? named : refuseField([...path, 'name'], fault);
}

/** S8, X36: the owner, unless somebody else is named; either has to be there for the work. */
function responsibleFor(
  { lead, facts }: OpportunityContext,
  named: string | undefined,
  path: readonly string[],
): Ref | null | Refusal {
  const field = [...path, 'responsible'];
  if (named !== undefined) return staffNamed(facts.members, named, field);
  return lead.owner === null || lead.ownerActive
    ? lead.owner
    : refuse('member.inactive', { member: lead.owner.label, field: field.join('.') });
}

function directionFor(
  { values }: OpportunityContext,
  named: string | undefined,
  path: readonly string[],
): DropdownValueFact | null | Refusal {
  return named === undefined
    ? null
    : valueNamed(values, named, 'selling-direction', [...path, 'sellingDirection']);
}

/** R31, X20: a value of the field's own dropdown that has not been retired. */
export function valueNamed(
  values: LeadContext['values'],
  documentId: string,
  expected: string,
  path: readonly string[],
): DropdownValueFact | Refusal {
  const value = values.get(documentId);
  if (value === undefined) return refuseField(path, 'There is no such dropdown value.');
  const field = path.join('.');
  const { label } = value;
  if (value.type !== expected) return refuse('dropdown.wrong-type', { field, label, expected });
  return value.active ? value : refuse('dropdown.retired', { field, label });
}

/** E12: the deal's pipeline; the default one where none is chosen. */
function pipelineFor(
  pipelines: readonly PipelineFact[],
  named: string | undefined,
  path: readonly string[],
): PipelineFact | Refusal {
  const field = [...path, 'pipeline'];
  const found =
    named === undefined
      ? defaultPipeline(pipelines, 'opportunity')
      : pipelines.find(({ documentId }) => documentId === named);
  if (found === undefined) {
    return refuseField(
      field,
      named === undefined ? 'Choose a pipeline for the opportunity.' : 'There is no such pipeline.',
    );
  }
  return found.kind === 'opportunity'
    ? found
    : refuseField(field, `"${found.label}" is a pipeline for leads. Choose one for opportunities.`);
}
