import { z } from 'zod';
import { contactActions } from '../../../../core';
import { offerContactAction } from '../../../../core/contact/offer';
import { refuse } from '../../../../core/kernel/refusals';
import { loadRoles } from '../../facts/actor';
import { loadContacts } from '../../facts/people';
import { reading } from '../../store/transaction';
import type { Request } from '../context';
import { offering, type OfferedAction } from '../offered-action';
import { Refused } from '../refused';

/** Contacts have no owner. */
const NOBODYS = { owner: null };

/** What the caller may do with a contact, action by action. */
export const listContactActions = (
  { strapi, actor }: Request,
  id: number,
): Promise<OfferedAction[]> =>
  reading(strapi, async (tx) => {
    const contact = (await loadContacts(tx, [id])).get(id);
    if (contact === undefined) throw new Refused(refuse('record.missing'));
    const roles = await loadRoles(tx);
    return contactActions.all.map((action) => ({
      ...offering(action, offerContactAction(action, { contact, actor }), NOBODYS, roles),
      input: z.toJSONSchema(action.input, { io: 'input', unrepresentable: 'any' }),
      prefill: {},
    }));
  });
