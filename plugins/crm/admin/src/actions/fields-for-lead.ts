import { actionEntering } from '../../../core/lead/actions/change-stage';
import { keepsDemand } from '../../../core/lead/actions/disqualify';
import { isFinal } from '../../../core/lead/model';
import type { LeadRow, OfferedAction, StageRow, ValueRow } from '../api/replies';
import { groupInput, type Input } from './form-input';
import { readFields, type Field, type GroupField, type StageOption } from './read-fields';

/** What the form of a lead's action depends on beside its input. */
export interface LeadForm {
  readonly lead: LeadRow;
  readonly offers: readonly OfferedAction[];
  /** Of the lead's own pipeline, in order. */
  readonly stages: readonly StageRow[];
  /** The disqualification codes, which say by their master type what else is asked. */
  readonly codes: readonly ValueRow[];
}

/** The fields of an action for one lead, with what has been said so far. */
export function fieldsForLead(form: LeadForm, action: string, input: Input): Field[] {
  const offer = offerOf(form, action);
  if (offer === undefined) return [];
  const fields = readFields(offer.input).flatMap((field): Field[] => {
    if (field.kind === 'stage') return [{ ...field, options: stagesFor(form, action) }];
    if (field.kind === 'group' && field.name === 'opportunity') {
      return opportunityAsked(form, field, input);
    }
    return [field];
  });
  return action === 'change-stage' ? [...fields, ...askedByStage(form, input)] : fields;
}

const offerOf = ({ offers }: LeadForm, action: string): OfferedAction | undefined =>
  offers.find((offer) => offer.action === action);

/** The stages a lead can be sent to: another one, or where it is reopened an earlier open one (X67). */
export function stagesFor({ lead, stages }: LeadForm, action: string): readonly StageOption[] {
  const { stage: now } = lead;
  if (action !== 'reopen') return stages.filter(({ documentId }) => documentId !== now?.documentId);
  const ended = isFinal(lead.state);
  return stages.filter(
    ({ documentId, state, position }) =>
      !isFinal(state) &&
      (position < (now?.position ?? 0) || (!ended && documentId === now?.documentId)),
  );
}

/** E2: entering a state is the action of that state, with all that it asks for. */
function askedByStage(form: LeadForm, input: Input): Field[] {
  const to = form.stages.find(({ documentId }) => documentId === input['stage']);
  if (to === undefined || to.state === form.lead.state) return [];
  const { key = '' } = actionEntering(to.state) ?? {};
  const prefill = offerOf(form, key)?.prefill;
  if (prefill === undefined) return [];
  const group = (fields: readonly Field[]): GroupField => ({
    name: 'data',
    title: '',
    required: true,
    kind: 'group',
    drawn: 'flat',
    fields,
    prefill,
  });
  const data = groupInput(group(fieldsForLead(form, key, {})), input['data']);
  return [group(fieldsForLead(form, key, data))];
}

/** S12: only demand that is kept makes an opportunity, and then there is no way round it. */
function opportunityAsked(form: LeadForm, field: GroupField, { code }: Input): Field[] {
  const chosen = form.codes.find(({ documentId }) => documentId === code);
  if (!keepsDemand(chosen?.masterType?.key ?? '')) return [];
  const prefill = offerOf(form, 'qualify')?.prefill ?? {};
  return [{ ...field, required: true, drawn: 'open', prefill }];
}
