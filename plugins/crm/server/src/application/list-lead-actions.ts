import { z } from 'zod';
import { leadActions } from '../../../core';
import { refuse } from '../../../core/kernel/refusals';
import type { LeadAction } from '../../../core/lead/action';
import { offerLeadAction } from '../../../core/lead/offer';
import { loadRoles } from '../facts/actor';
import { loadDropdownValues } from '../facts/dropdowns';
import { loadLeadFacts } from '../facts/lead-facts';
import { loadLeads } from '../facts/leads';
import { loadStanding } from '../facts/settings';
import { inTransaction, type Tx } from '../store/transaction';
import { configuredSettings, type Request } from './context';
import { offering, type OfferedAction } from './offered-action';
import { Refused } from './refused';

/** What the caller may do with a lead, action by action. */
export async function listLeadActions(request: Request, id: number): Promise<OfferedAction[]> {
  return inTransaction(request.strapi, async (tx) => {
    const context = await contextOf(tx, request, id);
    const roles = await loadRoles(tx);
    return leadActions.all.map((action) => {
      const refusal = offerLeadAction(action, context);
      return {
        ...offering(action, refusal, context.lead, roles),
        input: schemaOf(action, context),
        prefill: action.prefill(context.lead, context.facts),
      };
    });
  });
}

type Context = Parameters<LeadAction['inputFor']>[0];

async function contextOf(tx: Tx, request: Request, id: number): Promise<Context> {
  const [lead] = await loadLeads(tx, [id]);
  if (lead === undefined) throw new Refused(refuse('record.missing'));
  return {
    lead,
    values: await loadDropdownValues(tx, []),
    // Where a lead stands says which form an action has; what it names is not said yet.
    facts: await loadLeadFacts(tx, ['pipelines', 'groups'], {
      leadIds: [id],
      named: new Map(),
      input: {},
      lock: false,
    }),
    ...(await loadStanding(tx, configuredSettings(request.strapi))),
    actor: request.actor,
    now: request.now,
  };
}

const schemaOf = (action: LeadAction, context: Context): unknown =>
  z.toJSONSchema(action.inputFor(context), { io: 'input', unrepresentable: 'any' });
