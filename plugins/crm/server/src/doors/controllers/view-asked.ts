import { refuseField } from '../../../../core/kernel/refusals';
import { isLeadView, LEAD_VIEWS, type LeadView } from '../../../../core/lead/views';
import { Refused } from '../../application/refused';

/** @throws Refused with `input.invalid`, naming `view` */
export function viewAsked(view: unknown): LeadView | undefined {
  if (view === undefined || isLeadView(view)) return view;
  throw new Refused(refuseField('view', `Choose one of ${LEAD_VIEWS.join(', ')}.`));
}
