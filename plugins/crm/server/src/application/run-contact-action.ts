import { planContact, type ContactAction } from '../../../core/contact/action';
import { deactivate } from '../../../core/contact/actions/deactivate';
import { erase } from '../../../core/contact/actions/erase';
import { isRefusal } from '../../../core/kernel/refusals';
import { loadOpenWork } from '../facts/open-work';
import { loadContacts } from '../facts/people';
import type { NumberedPlan } from '../reactions/history';
import { lockRows } from '../store/lock';
import { inTransaction } from '../store/transaction';
import { holdAddressesOf } from './addresses/hold-for-plans';
import { erasePeople, lockLeadsOf } from './contacts/erase-people';
import { asPreview, carryOut, type Done } from './carry-out';
import type { Request } from './context';
import { Refused } from './refused';

const NONE: ReadonlyMap<number, never[]> = new Map();

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
    if (!preview && action === erase) await lockLeadsOf(tx, ids);
    if (!preview) await lockRows(tx, 'contact', ids);
    const contacts = await loadContacts(tx, ids);
    const work = action === deactivate ? await loadOpenWork(tx, ids) : NONE;
    const plans = [...contacts.values()].map((contact): NumberedPlan => {
      const openWork = work.get(contact.id) ?? [];
      const plan = planContact(action, { contact, actor, now, openWork }, input);
      if (isRefusal(plan)) throw new Refused(plan);
      return { plan, number: null };
    });
    const decided = plans.map(({ plan }) => plan);
    await holdAddressesOf(tx, request, decided, { preview });
    const deed = { action: action.key, actor, door, input, now };
    if (action === erase) return erasePeople(tx, deed, { plans, contacts, preview });
    if (preview) return asPreview(plans);
    return carryOut(tx, deed, plans);
  });
}
