import type { Ref } from '../kernel/values';
import type { MasterTypeKey } from '../dropdown/types';

/** R2. A stage's name is free; its state is one of these. */
export const LEAD_STATES = [
  'new',
  'assigned',
  'qualified',
  'disqualified',
  'dropped',
  'won',
  'lost',
] as const;
export type LeadState = (typeof LEAD_STATES)[number];

export const LEAD_STATUSES = ['open', 'closed'] as const;
export type LeadStatus = (typeof LEAD_STATUSES)[number];

/** R3. How a lead closed; empty while it is open. */
export const OUTCOMES = ['qualified', 'won', 'lost', 'unqualified', 'deceased', 'dropped'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** A11. What the primary individual is to the company. */
export const INDIVIDUAL_TYPES = ['prospect', 'referral', 'resident', 'patient'] as const;

/** A dropdown value as the rules see it: its name for people, its master type for the code (A9). */
export interface DropdownValueFact extends Ref {
  readonly type: string;
  readonly masterType: MasterTypeKey;
  readonly active: boolean;
}

/** A lead as the rules see it. */
export interface LeadFact {
  readonly id: number;
  readonly documentId: string;
  readonly title: string;
  readonly version: number;
  readonly state: LeadState;
  readonly status: LeadStatus;
  readonly outcome: Outcome | null;
  readonly active: boolean;
  readonly pipeline: Ref | null;
  readonly stage: Ref | null;
  readonly stageEnteredAt: string | null;
  readonly owner: Ref | null;
  /** Owners leave: their leads stay theirs until somebody takes them over (X32). */
  readonly ownerActive: boolean;
  /** The owner's manager, who may close in the owner's stead (R15). */
  readonly ownerManager: Ref | null;
  readonly ownerManagerActive: boolean;
  readonly company: Ref | null;
  readonly opportunity: Ref | null;
  /** R23: the open task that asks for the qualification data. */
  readonly pendingQualification: Ref | null;
  /** R16: the request to close it as lost that waits for a decision. */
  readonly pendingCloseRequest: Ref | null;
  /** Who asked for it, and is told when it comes to nothing. */
  readonly pendingRequester: Ref | null;
  readonly leadScore: Ref | null;
  readonly statusCode: Ref | null;
  readonly lostReason: Ref | null;
  readonly disqualificationCode: Ref | null;
  readonly disqualificationReason: string | null;
  readonly closeNotes: string | null;
  readonly soldAt: string | null;
  /** The master types at the time of scoring: re-mapping a value later closes nothing by surprise (X19). */
  readonly leadScoreKind: MasterTypeKey | null;
  readonly statusCodeKind: MasterTypeKey | null;
  readonly closedAt: string | null;
  readonly closedBy: Ref | null;
  /** When its last operation happened. */
  readonly lastActedAt: string | null;
}

/** What a lead points to. */
export const LEAD_REFERENCES = [
  'owner',
  'closedBy',
  'leadScore',
  'statusCode',
  'lostReason',
  'disqualificationCode',
  'pipeline',
  'stage',
  'company',
  'opportunity',
  'pendingQualification',
  'pendingCloseRequest',
] as const satisfies readonly (keyof LeadFact)[];
export type LeadReference = (typeof LEAD_REFERENCES)[number];

/** What every action looks at: who may, whom it reaches (X7), what waits on the lead (R23, X38). */
export const ALWAYS_READ = [
  'owner',
  'company',
  'pendingQualification',
  'pendingCloseRequest',
] as const satisfies readonly LeadReference[];

/**
 * The fields of a lead that only actions change, with the action an edit of each stands for (R32).
 * `null` means that no action of today sets it from outside.
 */
export const GUARDED_LEAD_FIELDS = {
  active: 'deactivate',
  leadScore: 'score',
  statusCode: 'score',
  lostReason: 'score',
  owner: 'assign',
  state: 'change-stage',
  stage: 'change-stage',
  pipeline: 'change-pipeline',
  status: 'score',
  outcome: 'score',
  opportunity: 'qualify',
  disqualificationCode: 'disqualify',
  disqualificationReason: 'disqualify',
  closeNotes: 'close-lost',
  soldAt: 'mark-sold',
  closedAt: null,
  closedBy: null,
  stageEnteredAt: null,
  nextEventAt: null,
  pendingQualification: null,
  pendingCloseRequest: null,
  version: null,
  leadScoreKind: null,
  statusCodeKind: null,
} as const satisfies Record<string, string | null>;
export type GuardedLeadField = keyof typeof GUARDED_LEAD_FIELDS;

/** R10: what stays editable on an inactive lead, so that the loss can be recorded afterwards. */
export const SCORE_FIELDS = ['leadScore', 'statusCode', 'lostReason'] as const;
export type ScoreField = (typeof SCORE_FIELDS)[number];

/** What the store keeps for itself of the records that plans change: no door shows it, nobody has words for it. */
export const STORE_FIELDS: readonly string[] = [
  'leadScoreKind',
  'statusCodeKind',
  'openKey',
  'qualificationKey',
  'nameKey',
  'phoneKey',
  'primaryIndividualOf',
  'primaryContactOf',
];

/** Kept with each change of the fields a person asked about, but not news of its own. */
export const BOOKKEEPING_FIELDS: readonly string[] = [
  'closedAt',
  'closedBy',
  'stageEnteredAt',
  'inactivatedBy',
  'completedBy',
  'decidedAt',
  'process',
  ...STORE_FIELDS,
];

/** S7. The fields that must be filled before a lead can be qualified; the tenth is the owner. */
export const QUALIFICATION_FIELDS = [
  'goal',
  'implementationOptions',
  'procurementProcedure',
  'decisionLevel',
  'terms',
  'decisionMaker',
  'selectionCriteria',
  'complianceWithCriteria',
  'channel',
] as const;
export type QualificationField = (typeof QUALIFICATION_FIELDS)[number];

/** R2: the states in which a lead is worked on; all others are final. */
export const OPEN_STATES = ['new', 'assigned'] as const satisfies readonly LeadState[];

export const isFinal = (state: string): boolean =>
  (LEAD_STATES as readonly string[]).includes(state) &&
  !(OPEN_STATES as readonly string[]).includes(state);

export const leadSubject = (lead: Pick<LeadFact, 'id' | 'documentId' | 'title'>) =>
  ({ record: 'lead', id: lead.id, documentId: lead.documentId, label: lead.title }) as const;
