import type { RecordName, Subject } from '../kernel/plan';
import type { Ref } from '../kernel/values';
import type { ContactFact } from './model';

/** A link of one of two contacts that are to become one, to a lead. */
export interface MergedLink {
  readonly id: number;
  readonly documentId: string;
  readonly leadId: number;
  readonly leadTitle: string;
  readonly contactId: number;
  readonly active: boolean;
  readonly primaryIndividual: boolean;
  readonly primaryContact: boolean;
  readonly relationshipType: Ref | null;
}

/** A record that points to a contact with one of its fields, and comes along. */
export interface Pointing {
  readonly subject: Subject & { readonly record: Extract<RecordName, PointingRecord> };
  /** Is it work that is not done yet? */
  readonly open: boolean;
}

export type PointingRecord = 'company' | 'task' | 'calendar-event';

/** What merging asks about the other contact, and about both (X70). */
export interface MergeFacts {
  readonly other: ContactFact;
  /** Of both, ended ones too. */
  readonly links: readonly MergedLink[];
  /** The other one's tasks and events, and the companies that it is the primary contact of. */
  readonly pointing: readonly Pointing[];
  /** The groups that the other one is in. */
  readonly groups: readonly (Ref & { readonly hasBoth: boolean })[];
  /** Who has been merged into the other one before. */
  readonly merged: readonly ContactFact[];
}
