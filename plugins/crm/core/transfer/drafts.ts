import type { DropdownTypeKey, MasterTypeKey } from '../dropdown/types';
import type { INDIVIDUAL_TYPES, LeadState } from '../lead/model';

/**
 * What an import brings, before it has row ids. Drafts name each other by `externalId`, which is also
 * what makes an import repeatable: a record whose external id is there already is left as it is.
 */
export interface MemberDraft {
  readonly externalId: string;
  readonly name: string;
  readonly email: string;
  readonly manager: string | null;
  readonly office: string | null;
}

export interface CompanyDraft {
  readonly externalId: string;
  readonly name: string;
  readonly industry: string | null;
  readonly country: string | null;
  readonly notes: string | null;
}

export interface ContactDraft {
  readonly externalId: string;
  readonly firstName: string | null;
  readonly lastName: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly company: string | null;
}

/** A person on a lead; the relationship by the key of its dropdown value. */
export interface LeadContactDraft {
  readonly contact: string;
  readonly relationship: string | null;
  readonly primaryIndividual: boolean;
  readonly primaryContact: boolean;
}

/** The dropdown fields of a lead that a draft may fill, each by the key of a value of this type. */
export const DRAFT_VALUE_TYPES = {
  leadScore: 'lead-score',
  statusCode: 'status-code',
  lostReason: 'lost-reason',
  disqualificationCode: 'disqualification-code',
  channel: 'channel',
} as const satisfies Record<string, DropdownTypeKey>;
export type DraftValueField = keyof typeof DRAFT_VALUE_TYPES;

export interface LeadDraft {
  readonly externalId: string;
  readonly title: string;
  readonly description: string | null;
  /** Key of the pipeline; without one the lead stands in the default pipeline. */
  readonly pipeline?: string;
  readonly state: LeadState;
  readonly individualType?: (typeof INDIVIDUAL_TYPES)[number];
  readonly owner: string | null;
  readonly company: string | null;
  readonly values: Readonly<Partial<Record<DraftValueField, string>>>;
  /** Answers to the qualification questions, by field. */
  readonly answers?: Readonly<Record<string, string>>;
  readonly disqualificationReason?: string;
  readonly closeNotes?: string;
  readonly estimatedValue: number | null;
  /** Instants, ISO 8601; without them the moment of the import. */
  readonly createdAt: string | null;
  readonly closedAt: string | null;
  readonly people: readonly LeadContactDraft[];
}

/** Something to say about one row of a file: why it was not taken, or how it was read. */
export interface RowNote {
  readonly file: string;
  readonly line: number;
  readonly because: string;
}

export interface Drafts {
  readonly members: readonly MemberDraft[];
  readonly companies: readonly CompanyDraft[];
  readonly contacts: readonly ContactDraft[];
  readonly leads: readonly LeadDraft[];
}

/** What a profile makes of its files. */
export interface Reading extends Drafts {
  /** Rows that could not be taken. */
  readonly refused: readonly RowNote[];
  /** Rows that were taken, but not quite as they stand. */
  readonly remarks: readonly RowNote[];
  /** What holds for the whole source. */
  readonly notes: readonly string[];
}

/** A dropdown value as an import finds it; its master type decides whether it closes a lead (A9). */
export interface ValueChoice {
  readonly id: number;
  readonly documentId: string;
  readonly label: string;
  readonly masterType: MasterTypeKey;
}
