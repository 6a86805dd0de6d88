import { planContact, type ContactAction } from '../../../core/contact/action';
import { erase } from '../../../core/contact/actions/erase';
import { isRefusal } from '../../../core/kernel/refusals';
import type { NumberedPlan } from '../reactions/history';
import { inTransaction } from '../store/transaction';
import { holdAddressesOf } from './addresses/hold-for-plans';
import { erasePeople } from './contacts/erase-people';
import { loadForAction } from './contacts/load-for-action';
import { asPreview, carryOut, type Done } from './carry-out';
import type { Request } from './context';
import { Refused } from './refused';

export interface ContactActionCall {
  readonly action: ContactAction;
  readonly ids: readonly number[];
  readonly input: unknown;
  readonly preview?: boolean;
}

/**
 * The path of every contact action, for one contact or a batch; as `runLeadAction`, without a cascade.
 *
 * @throws Refused with the rule's refusal; nothing has been changed then
 */
export async function runContactAction(
  request: Request,
  { action, ids, input: raw, preview = false }: ContactActionCall,
): Promise<readonly Done[]> {
  const { actor, door, now, strapi } = request;
  const input = action.parse(raw);
  if (isRefusal(input)) throw new Refused(input);
  return inTransaction(strapi, async (tx) => {
    const { contacts, about } = await loadForAction(tx, { action, ids, input, lock: !preview });
    const plans = [...contacts.values()].map((contact): NumberedPlan => {
      const plan = planContact(action, { contact, actor, now, ...about(contact) }, input);
      if (isRefusal(plan)) throw new Refused(plan);
      return { plan, number: null };
    });
    const decided = plans.map(({ plan }) => plan);
    await holdAddressesOf(tx, request, decided, { preview });
    const deed = { action: action.key, actor, door, input, now };
    if (action === erase) return erasePeople(tx, deed, { plans, preview });
    if (preview) return asPreview(plans);
    return carryOut(tx, deed, plans);
  });
}
