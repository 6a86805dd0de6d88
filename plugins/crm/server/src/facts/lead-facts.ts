import type { NamedIds } from '../../../core/kernel/fields';
import type { LeadFacts, LeadNeed } from '../../../core/lead/facts';
import type { Tx } from '../store/transaction';
import { loadEventTypes, loadGroups, loadOpenEvents, loadPeopleOn } from './closing';
import { loadCompanies } from './companies';
import { loadDoNotContact, loadLists } from './marketing-lists';
import { loadMembers } from './members';
import { loadPipelines } from './pipelines';
import {
  countOpportunities,
  findUndecided,
  loadAnswers,
  loadOpenTasks,
  loadProcesses,
} from './qualification';
import { loadDeciders } from './role-holders';

interface Asked {
  readonly leadIds: readonly number[];
  readonly named: NamedIds;
  readonly input: unknown;
  /** What a plan is made of is locked, what is only shown is not. */
  readonly lock: boolean;
}

type Loaders = { readonly [Need in LeadNeed]: (tx: Tx, asked: Asked) => Promise<LeadFacts[Need]> };

const LOADERS: Loaders = {
  pipelines: (tx) => loadPipelines(tx),
  members: (tx, { named }) => loadMembers(tx, named.get('member') ?? []),
  answers: (tx, { leadIds }) => loadAnswers(tx, leadIds),
  companies: (tx, { named, input }) => loadCompanies(tx, named.get('company') ?? [], input),
  opportunities: (tx, { leadIds }) => countOpportunities(tx, leadIds),
  undecided: (tx, { leadIds }) => findUndecided(tx, leadIds),
  processes: (tx) => loadProcesses(tx),
  tasks: (tx, { leadIds }) => loadOpenTasks(tx, leadIds),
  lists: (tx, { named, leadIds }) => loadLists(tx, named.get('marketing-list') ?? [], leadIds),
  doNotContact: (tx, { leadIds }) => loadDoNotContact(tx, leadIds),
  events: (tx, { leadIds }) => loadOpenEvents(tx, leadIds),
  people: (tx, { leadIds, lock }) => loadPeopleOn(tx, leadIds, lock),
  groups: (tx, { leadIds, named }) => loadGroups(tx, named.get('contact-group') ?? [], leadIds),
  eventTypes: (tx) => loadEventTypes(tx),
  deciders: (tx) => loadDeciders(tx),
};

/** What an action says it needs, for the whole batch: a statement or two each, and no other. */
export async function loadLeadFacts(
  tx: Tx,
  needs: readonly LeadNeed[],
  asked: Asked,
): Promise<LeadFacts> {
  const facts: Partial<Record<LeadNeed, unknown>> = {};
  // One after the other: a transaction takes one statement at a time.
  for (const need of needs) facts[need] = await LOADERS[need](tx, asked);
  // What was not asked for is not there; the action's own type does not know it either.
  return facts as unknown as LeadFacts;
}
