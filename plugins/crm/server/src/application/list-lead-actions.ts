import { z } from 'zod';
import { leadActions } from '../../../core';
import { isRefusal, refuse, type Refusal } from '../../../core/kernel/refusals';
import type { LeadAction } from '../../../core/lead/action';
import { mayOnLead } from '../../../core/lead/action';
import type { LeadFact } from '../../../core/lead/model';
import { loadLeads } from '../facts/leads';
import { loadPolicy } from '../facts/policy';
import { inTransaction } from '../store/transaction';
import { settingsOf, type Request } from './context';
import { Refused } from './refused';

/** One action as a caller may use it on one lead, or why not; its input as JSON Schema. */
export interface OfferedAction {
  readonly action: string;
  readonly label: string;
  readonly allowed: boolean;
  readonly refusal: { readonly code: string; readonly message: string } | null;
  readonly input: unknown;
}

/** What the caller may do with a lead, action by action. */
export async function listLeadActions(request: Request, id: number): Promise<OfferedAction[]> {
  return inTransaction(request.strapi, async (tx) => {
    const [lead] = await loadLeads(tx, [id]);
    if (lead === undefined) throw new Refused(refuse('record.missing'));
    const policy = await loadPolicy(tx, settingsOf(request.strapi));
    return leadActions.all.map((action) => {
      const refusal =
        mayOnLead({ actor: request.actor, lead, policy }, action.grant) ??
        standsInTheWay(action, lead);
      return {
        action: action.key,
        label: action.words.label,
        allowed: !isRefusal(refusal),
        refusal: refusal === null ? null : { code: refusal.code, message: refusal.message },
        input: z.toJSONSchema(action.input, { io: 'input', unrepresentable: 'any' }),
      };
    });
  });
}

const standsInTheWay = (action: LeadAction, lead: LeadFact): Refusal | null => {
  if (!lead.active && !action.whenInactive) return refuse('lead.inactive', { title: lead.title });
  if (lead.active && action.key === 'activate') return refuse('lead.state', { state: 'active' });
  return null;
};
