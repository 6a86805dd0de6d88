import { isRefusal } from '../../../core/kernel/refusals';
import type { DecidedLead, LeadAction } from '../../../core/lead/action';
import {
  decideLeads,
  leadsThatStopProtecting,
  planLeads,
  reachesPeople,
  type RefusedLead,
} from '../../../core/lead/plan';
import type { PeopleFacts } from '../../../core/contact/rules/plan-people';
import type { Settings } from '../../../core/kernel/settings';
import type { Ref } from '../../../core/kernel/values';
import { loadDropdownValues } from '../facts/dropdowns';
import { loadLeadFacts } from '../facts/lead-facts';
import { loadLeads } from '../facts/leads';
import { loadPeople } from '../facts/people';
import { loadStanding } from '../facts/settings';
import type { NumberedPlan } from '../reactions/history';
import { lockRows } from '../store/lock';
import { inTransaction, type Tx } from '../store/transaction';
import { asPreview, carryOut, type Done } from './carry-out';
import { atItsTurn, configuredSettings, type Request } from './context';
import { Refused } from './refused';

export interface LeadActionCall {
  readonly action: LeadAction;
  /** Row ids of the leads: one, or a batch. */
  readonly ids: readonly number[];
  readonly input: unknown;
  readonly version?: number | undefined;
  readonly preview?: boolean;
  /** Batches leave refused leads out and go on; everything else is refused as a whole. */
  readonly skipRefused?: boolean;
  /** The bulk job that the batch is of. */
  readonly bulkJob?: Ref;
}

export interface LeadActionResult {
  readonly done: readonly Done[];
  readonly refused: readonly RefusedLead[];
  /** What was decided, one for each of `done`. */
  readonly decided: readonly DecidedLead[];
}

/**
 * The one path of every lead action, single or bulk: parse, lock the leads, decide each, lock and judge
 * the people they touch, write everything with a handful of statements. In the caller's transaction if
 * there is one.
 *
 * @throws Refused with the rule's refusal; nothing has been changed then
 */
export async function runLeadAction(
  request: Request,
  call: LeadActionCall,
): Promise<LeadActionResult> {
  const input = call.action.parse(call.input);
  if (isRefusal(input)) throw new Refused(input);
  return inTransaction(request.strapi, (tx) => runInside(tx, request, call, input));
}

async function runInside(
  tx: Tx,
  asker: Request,
  call: LeadActionCall,
  input: Readonly<Record<string, unknown>>,
): Promise<LeadActionResult> {
  const { action, ids, version, preview = false, skipRefused = false } = call;
  if (!preview) await lockRows(tx, 'lead', ids);
  const leads = await loadLeads(tx, ids, action.reads);
  const request = atItsTurn(asker, leads);
  const named = action.named(input);
  const { settings, policy } = await loadStanding(tx, configuredSettings(request.strapi));
  const asked = {
    leadIds: leads.map(({ id }) => id),
    named,
    input: { ...action.earlier, ...input },
    lock: !preview,
  };
  const values = await loadDropdownValues(tx, named.get('dropdown-value') ?? []);
  const loaded = await loadLeadFacts(tx, action.needs, asked);
  const deed = { input, leads, values, actor: request.actor, policy };
  const further = await loadLeadFacts(tx, action.further(deed, loaded), asked);
  const shared = {
    values,
    facts: { ...loaded, ...further },
    settings,
    policy,
    actor: request.actor,
    now: request.now,
  };
  const { decided, refused } = decideLeads(action, leads, shared, { input, version });
  const [first] = refused;
  if (first !== undefined && !skipRefused) throw new Refused(first.refusal);
  const done = await carryOutDecided(tx, request, call, { decided, settings, input });
  return { done, refused, decided };
}

/** Second half: the people on the leads, and everything written; or planned only. */
export async function carryOutDecided(
  tx: Tx,
  request: Request,
  { action, preview = false, bulkJob }: Pick<LeadActionCall, 'action' | 'preview' | 'bulkJob'>,
  {
    decided,
    settings,
    input,
  }: { decided: readonly DecidedLead[]; settings: Settings; input: unknown },
): Promise<Done[]> {
  const people = await peopleOf(tx, decided, settings, { lock: !preview, job: bulkJob?.id });
  const plans = planLeads(decided, people, settings).map((plan, index): NumberedPlan => {
    const lead = decided[index]?.lead;
    return { plan, number: lead === undefined ? null : lead.version + 1 };
  });
  if (preview) return asPreview(plans);
  const deed = {
    action: action.key,
    actor: request.actor,
    door: request.door,
    input,
    now: request.now,
    bulkJob,
  };
  return carryOut(tx, deed, plans);
}

const NOBODY: PeopleFacts = { links: [], contacts: new Map(), protections: [], taken: [] };

async function peopleOf(
  tx: Tx,
  decided: readonly DecidedLead[],
  settings: Settings,
  { lock, job }: { lock: boolean; job: number | undefined },
): Promise<PeopleFacts> {
  if (!reachesPeople(decided)) return NOBODY;
  return loadPeople(tx, {
    leadIds: decided.map(({ lead }) => lead.id),
    leaving: leadsThatStopProtecting(decided),
    restoring: decided.flatMap(({ lead, decision }) =>
      decision.restore === undefined ? [] : [lead.id],
    ),
    settings,
    lock,
    job,
  });
}
