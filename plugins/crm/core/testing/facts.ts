import type { ContactFact, LinkFact, ProtectionFact } from '../contact/model';
import type { PeopleFacts } from '../contact/rules/plan-people';
import type { MasterTypeKey } from '../dropdown/types';
import { SYSTEM, type Actor, type Grants } from '../kernel/actor';
import { isRefusal, type Refusal } from '../kernel/refusals';
import { settingsSchema, type Settings } from '../kernel/settings';
import type { Change, Kept, Plan } from '../kernel/plan';
import type { Ref } from '../kernel/values';
import type { LeadAction, LeadContext } from '../lead/action';
import type {
  Answers,
  LeadFacts,
  LeadNeed,
  MemberFact,
  ProcessFact,
  TaskFact,
} from '../lead/facts';
import {
  QUALIFICATION_FIELDS,
  type DropdownValueFact,
  type LeadFact,
  type LeadState,
} from '../lead/model';
import { decideLeads, leadsThatStopProtecting, planLeads } from '../lead/plan';
import { standing } from '../lead/rules/closing';
import { firstStage, type PipelineFact, type StageFact } from '../pipeline/model';
import type { ProcessStep, StepField } from '../qualification/process';

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
  ownerManagerActive: true,
  company: null,
  opportunity: null,
  pendingQualification: null,
  pendingCloseRequest: null,
  pendingRequester: null,
  leadScore: null,
  statusCode: null,
  lostReason: null,
  disqualificationCode: null,
  disqualificationReason: null,
  closeNotes: null,
  soldAt: null,
  leadScoreKind: null,
  statusCodeKind: null,
  closedAt: null,
  closedBy: null,
  lastActedAt: null,
  ...given,
});

export const aContact = (given: Partial<ContactFact> = {}): ContactFact => ({
  id: 1,
  documentId: `contact${given.id ?? 1}`,
  name: `Contact ${given.id ?? 1}`,
  firstName: null,
  lastName: `Contact ${given.id ?? 1}`,
  phone: null,
  company: null,
  externalId: null,
  active: true,
  inactiveReason: null,
  inactiveUntil: null,
  inactivatedBy: null,
  inactivatedByLeadId: null,
  deceased: false,
  doNotContact: false,
  email: null,
  emailHeld: true,
  releasedEmail: null,
  portalUserId: null,
  portalInvitedAt: null,
  mergedInto: null,
  erasedAt: null,
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

/** Somebody whom a lead or a task can be given to. */
export const aStaffMember = (given: Partial<MemberFact> = {}): MemberFact => ({
  ...ref(given.id ?? 8, given.label ?? 'Sue'),
  active: true,
  isStaff: true,
  ...given,
});

export const aStage = (state: StageFact['state'], given: Partial<StageFact> = {}): StageFact => ({
  id: 1,
  documentId: `stage${given.id ?? 1}`,
  label: given.label ?? state,
  state,
  position: given.id ?? 1,
  processId: null,
  ...given,
});

/** A pipeline for leads with a stage of every state, unless others are given. */
export const aPipeline = (given: Partial<PipelineFact> = {}): PipelineFact => ({
  id: 1,
  documentId: `pipeline${given.id ?? 1}`,
  label: 'Sales',
  kind: 'lead',
  isDefault: true,
  forwardOnly: true,
  nextOnly: false,
  allowReopen: false,
  stages: [
    aStage('new', { id: 1 }),
    aStage('assigned', { id: 2 }),
    aStage('qualified', { id: 3 }),
    aStage('disqualified', { id: 4 }),
    aStage('dropped', { id: 5 }),
    aStage('lost', { id: 6 }),
    aStage('won', { id: 7 }),
  ],
  ...given,
});

/** A pipeline for opportunities: Discovery, Won, Lost. */
export const aDealPipeline = (given: Partial<PipelineFact> = {}): PipelineFact =>
  aPipeline({
    id: 20,
    label: 'Opportunities',
    kind: 'opportunity',
    stages: [
      aStage('open', { id: 21, label: 'Discovery' }),
      aStage('won', { id: 22 }),
      aStage('lost', { id: 23 }),
    ],
    ...given,
  });

/** A lead as it stands in the first stage of a state; past `new` it is Sam's. */
export function aLeadIn(
  pipeline: PipelineFact,
  state: LeadState,
  given: Partial<LeadFact> = {},
): LeadFact {
  const { label, documentId, id } = pipeline;
  return aLead({
    state,
    ...standing(state, given.leadScoreKind ?? null, given.statusCodeKind ?? null),
    pipeline: { id, documentId, label },
    stage: firstStage(pipeline, state) ?? null,
    owner: state === 'new' ? null : ref(7, 'Sam'),
    ...given,
  });
}

export const aStep = (fields: readonly Partial<StepField>[], given: object = {}): ProcessStep => ({
  title: 'Ask',
  assignee: 'owner',
  fields: fields.map((field) => ({
    key: 'note',
    label: field.key ?? 'Note',
    type: 'text',
    required: false,
    ...field,
  })),
  ...given,
});

export const aProcess = (given: Partial<ProcessFact> = {}): ProcessFact => ({
  id: 30,
  documentId: 'process30',
  label: 'Qualification',
  name: 'Qualification',
  version: 1,
  steps: [aStep([{ key: 'company', type: 'company', required: true }])],
  members: new Map(),
  ...given,
});

/** An open task of a qualification on lead 1, for its owner Sam. */
export const aTask = (given: Partial<TaskFact> = {}): TaskFact => ({
  ...ref(given.id ?? 40, 'Ask'),
  leadId: 1,
  kind: 'qualification',
  status: 'open',
  assignee: ref(7, 'Sam'),
  form: {},
  process: null,
  step: 0,
  completedAt: null,
  completedBy: null,
  ...given,
});

/** All that a qualification asks of the lead itself (S7). */
export const FILLED: Answers = Object.fromEntries(
  QUALIFICATION_FIELDS.map((field) => [field, 'said']),
);

/** Records by their documentId, as facts hold them. */
export const keyed = <Record extends { readonly documentId: string }>(
  ...records: readonly Record[]
): Map<string, Record> => new Map(records.map((record) => [record.documentId, record]));

export const NO_FACTS: LeadFacts = {
  pipelines: [],
  members: new Map(),
  answers: new Map(),
  companies: { byId: new Map(), byName: new Map(), byWebsite: new Map() },
  opportunities: new Map(),
  undecided: new Set(),
  processes: new Map(),
  tasks: [],
  lists: new Map(),
  doNotContact: new Map(),
  events: [],
  people: new Map(),
  groups: new Map(),
  eventTypes: [],
  deciders: { managerOf: new Map(), managers: [], admins: [] },
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
    settings: settings(),
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
  /** The version that the caller has looked at (X33). */
  readonly version?: number;
}

/** The facts that an action says it needs, and no others: the server loads no more either. */
const factsFor = (
  { key }: LeadAction,
  needs: readonly LeadNeed[],
  given: Partial<LeadFacts>,
  looked: Set<LeadNeed>,
): LeadFacts => {
  const known = { ...NO_FACTS, ...given };
  return new Proxy(known, {
    get(facts, name) {
      const need = name as LeadNeed;
      if (!needs.includes(need)) throw new Error(`${key} does not say that it needs ${need}.`);
      looked.add(need);
      return facts[need];
    },
  });
};

interface Planned {
  readonly plans: Plan[];
  readonly refused: Refusal[];
  readonly changes: Change[];
  readonly kept: Kept[];
  /** The facts that deciding has looked at. */
  readonly looked: ReadonlySet<LeadNeed>;
  /** The facts that would have been loaded for it. */
  readonly loaded: readonly LeadNeed[];
}

/** Plans an action over a small world, both halves, as the server does. */
export function planOver(action: LeadAction, input: object, world: World): Planned {
  const looked = new Set<LeadNeed>();
  const parsed = action.parse(input);
  if (isRefusal(parsed)) {
    return { plans: [], refused: [parsed], changes: [], kept: [], looked, loaded: [] };
  }
  const { lead: _lead, ...context } = contextFor(aLead(), {
    dropdown: world.dropdown ?? [],
    actor: world.actor ?? SYSTEM,
    settings: settings(world.settings),
    ...(world.policy === undefined ? {} : { policy: world.policy }),
  });
  const asked = { ...context, leads: world.leads, input: parsed };
  const further = action.further(asked, { ...NO_FACTS, ...world.facts });
  const loaded = [...action.needs, ...further];
  const shared = { ...context, facts: factsFor(action, loaded, world.facts ?? {}, looked) };
  const { decided, refused } = decideLeads(action, world.leads, shared, {
    input: parsed,
    version: world.version,
  });
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
    looked,
    loaded,
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

/** What a field of the lead becomes, for each field that changes. */
export const leadBecomes = (changes: readonly Change[]): Record<string, unknown> =>
  Object.fromEntries(
    changes
      .filter(({ subject }) => subject.record === 'lead')
      .map(({ field, after }) => [field, after]),
  );

/** The records of a kind that a plan makes, each with what is in it. */
export function created(
  changes: readonly Change[],
  record: Change['subject']['record'],
): Record<string, unknown>[] {
  const made = new Map<Change['subject'], Record<string, unknown>>();
  for (const { subject, field, after, deed } of changes) {
    if (subject.record !== record || deed !== 'created') continue;
    made.set(subject, { ...made.get(subject), [field]: after });
  }
  return [...made.values()];
}

/** The paths of what is wrong in an input, as a refusal names them. */
export const pathsOf = (refusal: Refusal | undefined): string[] =>
  ((refusal?.details['errors'] ?? []) as { path: (string | number)[] }[]).map(({ path }) =>
    path.join('.'),
  );
