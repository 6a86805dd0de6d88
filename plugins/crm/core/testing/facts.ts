import type { ContactFact, LinkFact, ProtectionFact } from '../contact/model';
import type { PeopleFacts } from '../contact/rules/plan-people';
import type { MasterTypeKey } from '../dropdown/types';
import { SYSTEM, type Actor, type Grants } from '../kernel/actor';
import { isRefusal, type Refusal } from '../kernel/refusals';
import { settingsSchema, type Settings } from '../kernel/settings';
import type { Change, Kept, Plan } from '../kernel/plan';
import type { Ref } from '../kernel/values';
import type { LeadAction, LeadContext } from '../lead/action';
import type { LeadFacts, LeadNeed } from '../lead/facts';
import type { DropdownValueFact, LeadFact } from '../lead/model';
import { decideLeads, leadsThatStopProtecting, planLeads } from '../lead/plan';

/** Builders for rule tests: they give the boring fields, a test names what matters. */
export const NOW = new Date('2026-03-01T12:00:00.000Z');

const settings = (given: object = {}): Settings => settingsSchema.parse(given);

export const ref = (id: number, label = `#${id}`): Ref => ({ id, documentId: `doc${id}`, label });

export const aLead = (given: Partial<LeadFact> = {}): LeadFact => ({
  id: 1,
  documentId: `lead${given.id ?? 1}`,
  title: `Lead ${given.id ?? 1}`,
  version: 1,
  state: 'new',
  status: 'open',
  outcome: null,
  active: true,
  pipeline: null,
  stage: null,
  stageEnteredAt: null,
  owner: null,
  ownerActive: true,
  ownerManager: null,
  company: null,
  opportunity: null,
  pendingQualification: null,
  leadScore: null,
  statusCode: null,
  lostReason: null,
  disqualificationCode: null,
  disqualificationReason: null,
  closeNotes: null,
  leadScoreKind: null,
  statusCodeKind: null,
  closedAt: null,
  closedBy: null,
  ...given,
});

export const aContact = (given: Partial<ContactFact> = {}): ContactFact => ({
  id: 1,
  documentId: `contact${given.id ?? 1}`,
  name: `Contact ${given.id ?? 1}`,
  active: true,
  inactiveReason: null,
  inactiveUntil: null,
  inactivatedBy: null,
  inactivatedByLeadId: null,
  deceased: false,
  doNotContact: false,
  ...given,
});

let links = 0;
export const aLink = (
  leadId: number,
  contactId: number,
  given: Partial<LinkFact> = {},
): LinkFact => ({
  id: (links += 1),
  leadId,
  contactId,
  active: true,
  primaryIndividual: false,
  primaryContact: false,
  relationship: null,
  ...given,
});

export const aValue = (
  type: string,
  masterType: MasterTypeKey,
  given: Partial<DropdownValueFact> = {},
): DropdownValueFact => ({
  id: 100,
  documentId: `${type}/${masterType}`,
  label: masterType,
  type,
  masterType,
  active: true,
  ...given,
});

/** A member with these grants and roles. */
export const aMember = (grants: Grants, given: { id?: number; roles?: string[] } = {}): Actor => ({
  kind: 'member',
  member: ref(given.id ?? 7, 'Sam'),
  name: 'Sam',
  roles: given.roles ?? ['crm_sales'],
  grants,
});

export const NO_FACTS: LeadFacts = {
  pipelines: [],
  members: new Map(),
  answers: new Map(),
  companies: { byId: new Map(), byName: new Map(), byWebsite: new Map() },
  opportunities: new Map(),
  processes: new Map(),
  tasks: [],
  lists: new Map(),
  doNotContact: new Map(),
};

export const contextFor = (
  lead: LeadFact,
  given: Partial<Omit<LeadContext, 'facts'>> & {
    dropdown?: readonly DropdownValueFact[];
    facts?: Partial<LeadFacts>;
  } = {},
): LeadContext<LeadNeed> => {
  const { dropdown = [], facts = {}, ...rest } = given;
  return {
    lead,
    facts: { ...NO_FACTS, ...facts },
    values: new Map(dropdown.map((value) => [value.documentId, value])),
    policy: { policy: 'by-role', permissionRoleExists: false },
    actor: SYSTEM,
    now: NOW,
    ...rest,
  };
};

interface World {
  readonly leads: readonly LeadFact[];
  readonly contacts?: readonly ContactFact[];
  readonly links?: readonly LinkFact[];
  readonly protections?: readonly ProtectionFact[];
  readonly dropdown?: readonly DropdownValueFact[];
  readonly actor?: Actor;
  readonly settings?: object;
  readonly policy?: LeadContext['policy'];
  readonly facts?: Partial<LeadFacts>;
}

/** Plans an action over a small world, both halves, as the server does. */
export function planOver(
  action: LeadAction,
  input: object,
  world: World,
): { plans: Plan[]; refused: Refusal[]; changes: Change[]; kept: Kept[] } {
  const parsed = action.parse(input);
  if (isRefusal(parsed)) return { plans: [], refused: [parsed], changes: [], kept: [] };
  const { lead: _lead, ...shared } = contextFor(aLead(), {
    dropdown: world.dropdown ?? [],
    actor: world.actor ?? SYSTEM,
    facts: world.facts ?? {},
    ...(world.policy === undefined ? {} : { policy: world.policy }),
  });
  const { decided, refused } = decideLeads(action, world.leads, shared, { input: parsed });
  const leaving = leadsThatStopProtecting(decided);
  const contacts = world.contacts ?? [];
  const people: PeopleFacts = {
    links: world.links ?? [],
    contacts: new Map(contacts.map((contact) => [contact.id, contact])),
    protections: (world.protections ?? []).filter(
      ({ by, id }) => by !== 'lead' || !leaving.includes(id),
    ),
    taken: contacts.filter((contact) => contact.inactivatedByLeadId !== null),
  };
  const plans = planLeads(decided, people, settings(world.settings));
  return {
    plans,
    refused: refused.map(({ refusal }) => refusal),
    changes: plans.flatMap((plan) => plan.changes),
    kept: plans.flatMap((plan) => plan.kept),
  };
}

/** The names of the contacts that become inactive, or active. */
export const contactsSet = (changes: readonly Change[], active: boolean): string[] =>
  changes
    .filter(
      ({ subject, field, after }) =>
        subject.record === 'contact' && field === 'active' && after === active,
    )
    .map(({ subject }) => subject.label);

/** What a field becomes, or `undefined` when it stays. */
export const becomes = (changes: readonly Change[], field: string): unknown =>
  changes.find((change) => change.field === field)?.after;
