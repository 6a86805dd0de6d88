import { leadActions } from '../../../../../core';
import { allocateBy } from '../../../../../core/bulk/allocate';
import { fieldsForLead, type LeadForm } from '../../../actions/fields-for-lead';
import type { Input } from '../../../actions/form-input';
import { schemaOf, type Field } from '../../../actions/read-fields';
import type { LeadRow, OfferedAction, StageRow, ValueRow } from '../../../api/replies';

/** E21: no action of one lead. Who gets which of them, the server plans. */
const allocate = allocateBy(() => undefined);

/** The actions that are made for many leads at once. */
export const bulkActions = [allocate, ...leadActions.all.filter(({ bulk }) => bulk)];

/** What forms start with that is the same for every lead, by action. */
export type BulkPrefill = Readonly<Record<string, OfferedAction['prefill']>>;

/** What is offered to a lead that nobody knows: everything, with nothing filled in. */
const OFFERS: readonly OfferedAction[] = [allocate, ...leadActions.all].map(({ key, input }) => ({
  action: key,
  allowed: true,
  refusal: null,
  input: schemaOf(input),
  prefill: {},
}));

const offersWith = (prefill: BulkPrefill): readonly OfferedAction[] =>
  OFFERS.map((offer) => ({ ...offer, prefill: prefill[offer.action] ?? {} }));

/**
 * The fields of an action on many leads: those of the same action on one, without what depends on which
 * lead it is. Whether it fits each of them, the preview says.
 */
export const fieldsForBulk = (
  action: string,
  stages: readonly StageRow[],
  codes: readonly ValueRow[],
  input: Input,
  prefill: BulkPrefill = {},
): Field[] =>
  fieldsForLead(
    { lead: anyLead(action), offers: offersWith(prefill), stages, codes },
    action,
    input,
  );

/** Reopening leads back from the end, so it is offered the stages of one that ended. */
const anyLead = (action: string): LeadForm['lead'] =>
  ({
    state: action === 'reopen' ? 'lost' : '',
    stage: action === 'reopen' ? { documentId: '', position: Infinity } : null,
    // The rest of a lead is not asked for a form.
  }) as unknown as LeadRow;
