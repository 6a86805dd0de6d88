import type { Keeper } from '../../../core/contact/keepers';
import type { LookAlikeReply } from '../../../core/contact/look-alike';
import type { ChangeDeed, RecordName as PlannedRecord } from '../../../core/kernel/plan';
import type { ProcessSnapshot } from '../../../core/qualification/process';
import type { Input } from '../actions/form-input';
import type { JsonSchema } from '../actions/read-fields';

/** What the server answers; see server/src/doors/replies.ts. */
export type RecordName = 'lead' | 'contact';
export type { PlannedRecord };

interface Ref {
  readonly documentId: string;
  readonly label: string;
}

/** A record of a plan; one that is still to be made has no documentId. */
interface PlannedRef {
  readonly documentId: string | null;
  readonly label: string;
}

export type ReplyValue = string | number | boolean | null | PlannedRef;

export interface ReplyChange extends PlannedRef {
  readonly record: PlannedRecord;
  readonly field: string;
  readonly before: ReplyValue;
  readonly after: ReplyValue;
  readonly rule: string;
  readonly deed?: ChangeDeed;
}

interface ReplyKept {
  readonly record: PlannedRecord;
  readonly documentId: string;
  readonly label: string;
  readonly rule: string;
  readonly because: string;
}

/** What an action does, or would do. */
export interface PlanReply {
  /** What history calls it, which may be another deed than the one that was asked for. */
  readonly action: string;
  readonly changes: readonly ReplyChange[];
  readonly kept: readonly ReplyKept[];
}

export interface OfferedAction {
  readonly action: string;
  readonly allowed: boolean;
  readonly refusal: {
    readonly code: string;
    readonly message: string;
    readonly whoCould: { readonly roles: readonly string[]; readonly owner: Ref | null };
  } | null;
  /** Its input for this very lead, and what its form starts with. */
  readonly input: JsonSchema;
  readonly prefill: Readonly<Record<string, unknown>>;
}

export interface HistoryEntry extends PlanReply {
  readonly documentId: string;
  readonly action: string;
  readonly at: string | null;
  readonly actor: { readonly kind: string; readonly name: string };
  readonly input: Readonly<Record<string, unknown>> | null;
  readonly undoneBy: string | null;
  /** Why it cannot be undone as things are, where that shows already. */
  readonly stays: {
    readonly code: string;
    readonly message: string;
    readonly changed: readonly string[];
  } | null;
}

export interface History {
  readonly entries: readonly HistoryEntry[];
  readonly total: number;
}

export interface Usage {
  readonly leads: number;
  readonly leadsScoredOtherwise: number;
  readonly uses: number;
}

export interface Applied {
  readonly done: number;
  readonly inactiveLeads: number;
  readonly inactiveContacts: number;
  readonly kept: number;
  readonly refused: readonly (Ref & { readonly code: string; readonly message: string })[];
}

/** A dropdown value as a picker shows it. */
export interface ValueRow extends Ref {
  readonly active: boolean;
  readonly isDefault?: boolean;
  readonly masterType?: { readonly key: string } | null;
}

/** A record that is called by its name. */
export interface NamedRow {
  readonly documentId: string;
  readonly name: string;
}

/** A member of the team; some have left. */
export interface OwnerRow extends NamedRow {
  readonly active: boolean;
}

export interface StageRow extends NamedRow {
  readonly state: string;
  readonly position: number;
}

/** A lead as the Content Manager lists it: its relations one level deep. */
export interface LeadRow {
  readonly documentId: string;
  readonly title: string;
  readonly version: number;
  readonly state: string;
  readonly status: string;
  readonly outcome: string | null;
  readonly active: boolean;
  readonly closedAt: string | null;
  readonly soldAt: string | null;
  readonly stage: StageRow | null;
  readonly pipeline: NamedRow | null;
  readonly owner: OwnerRow | null;
  readonly opportunity: NamedRow | null;
  readonly pendingQualification: { readonly documentId: string; readonly title: string } | null;
  readonly pendingCloseRequest: { readonly documentId: string } | null;
  readonly leadScore: ValueRow | null;
  readonly statusCode: ValueRow | null;
  readonly lostReason: ValueRow | null;
}

/** The contact that another one has become part of (X70). */
export type MergedRow = Pick<ContactRow, 'documentId' | 'firstName' | 'lastName'>;

export interface ContactRow {
  readonly documentId: string;
  readonly firstName: string | null;
  readonly lastName: string;
  readonly active: boolean;
  readonly inactiveReason: string | null;
  readonly inactiveUntil: string | null;
  readonly deceased: boolean;
  readonly doNotContact: boolean;
  readonly erasedAt: string | null;
  readonly email?: string | null;
  readonly phone?: string | null;
  readonly company?: NamedRow | null;
  readonly mergedInto?: MergedRow | null;
  readonly inactivatedBy: { readonly documentId: string } | null;
}

/** A contact that another one looks like, and by what. */
export interface AlikeRow extends Ref {
  readonly active: boolean;
  readonly by: LookAlikeReply['by'];
}

/** What keeps a contact active. */
export interface Keepers {
  readonly keepers: readonly Keeper[];
  readonly total: number;
}

/** A person on a lead. */
export interface LinkRow {
  readonly documentId: string;
  readonly active: boolean;
  readonly primaryIndividual: boolean;
  readonly primaryContact: boolean;
  readonly relationshipType: ValueRow | null;
  readonly contact: ContactRow | null;
}

/** A task; where it is a step of a process, with its answers so far. */
export interface TaskRow {
  readonly documentId: string;
  readonly title: string;
  readonly status: string;
  readonly step: number;
  readonly form: Input | null;
  readonly process: ProcessSnapshot | null;
  readonly lead: { readonly documentId: string; readonly title: string } | null;
  readonly assignee: NamedRow | null;
  readonly dueAt: string | null;
  readonly completedAt: string | null;
  readonly completedBy: NamedRow | null;
}

/** What is to happen on a lead. */
export interface EventRow {
  readonly documentId: string;
  readonly title: string;
  readonly type: { readonly label: string } | null;
  readonly assignee: NamedRow | null;
  readonly dueAt: string;
  readonly allDay: boolean;
}

export interface OperationRow {
  readonly documentId: string;
  readonly action: string;
  readonly lead: { readonly documentId: string; readonly title: string } | null;
}

/** A page of a list, and how much there is beyond it. */
export interface Listed<Row> {
  readonly rows: readonly Row[];
  readonly total: number;
  readonly pageCount: number;
}

/** A lead as a list shows it. */
export interface LeadListRow extends LeadRow {
  readonly id: number;
  readonly company: NamedRow | null;
  readonly estimatedValue: number | null;
  readonly individualType: string;
  readonly stageEnteredAt: string | null;
  readonly nextEventAt: string | null;
  readonly createdAt: string;
}

export interface MemberRow extends NamedRow {
  readonly id: number;
  readonly email: string;
  readonly active: boolean;
}

export interface PipelineRow extends NamedRow {
  readonly id: number;
  readonly updatedAt?: string;
  readonly key: string;
  readonly kind: 'lead' | 'opportunity';
  readonly isDefault: boolean;
  readonly position: number;
  readonly forwardOnly: boolean;
  readonly nextOnly: boolean;
  readonly allowReopen: boolean;
}

export interface ContactGroupRow extends NamedRow {
  readonly id: number;
  readonly defaultOnLost: boolean;
  readonly defaultOnWon: boolean;
}

/** A contact in a list: with the deed that made it inactive, where one did. */
export interface ContactListRow extends ContactRow {
  readonly id: number;
  readonly email: string | null;
  readonly company: NamedRow | null;
}

/** Who made somebody inactive, when, and on which lead. */
export interface CauseRow extends OperationRow {
  readonly actorName: string | null;
  readonly createdAt: string;
}
