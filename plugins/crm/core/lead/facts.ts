import type { MasterTypeKey } from '../dropdown/types';
import type { DeciderFacts } from '../close-request/deciders';
import type { Ref } from '../kernel/values';
import type { PipelineFact } from '../pipeline/model';
import type { ProcessSnapshot } from '../qualification/process';
import type { TaskKind, TaskStatus } from '../task/model';
import type { DropdownValueFact, QualificationField } from './model';

/** A person on staff, as a rule looks at somebody who is to own or do something. */
export interface MemberFact extends Ref {
  readonly active: boolean;
  /** Holds one of the roles that work on leads (S4, X34). */
  readonly isStaff: boolean;
}

/** A qualification process, with the members that its steps name. */
export interface ProcessFact extends Ref, ProcessSnapshot {
  readonly documentId: string;
  readonly members: ReadonlyMap<string, MemberFact>;
}

/** The process of a running task: as it was when the task began (R24), for the stage it leads to. */
export interface TaskProcess extends ProcessSnapshot {
  readonly stage: string;
}

/** A task on a lead. */
export interface TaskFact extends Ref {
  readonly leadId: number;
  readonly kind: TaskKind;
  readonly status: TaskStatus;
  readonly assignee: Ref | null;
  /** The answers so far. */
  readonly form: Readonly<Record<string, unknown>>;
  readonly process: TaskProcess | null;
  /** Which step of the process this task is for, from 0. */
  readonly step: number;
  readonly completedAt: string | null;
  readonly completedBy: Ref | null;
}

/** What a lead's qualification fields hold: the documentId for the channel, else the text. */
export type Answers = Readonly<Partial<Record<QualificationField, string | null>>>;

export interface CompanyFacts {
  readonly byId: ReadonlyMap<string, Ref>;
  /** Companies that a new one would repeat, by the key of their name and of their website (S20+). */
  readonly byName: ReadonlyMap<string, Ref>;
  readonly byWebsite: ReadonlyMap<string, Ref>;
}

export interface ListFact extends Ref {
  /** Those of the leads that are on it already. */
  readonly leadIds: ReadonlySet<number>;
}

/** An event of a lead that is neither done nor called off. */
export interface EventFact extends Ref {
  readonly leadId: number;
  readonly kind: MasterTypeKey | null;
  readonly dueAt: string;
  readonly allDay: boolean;
}

/** Somebody on a lead, as far as putting them into a group goes. */
export interface PersonFact extends Ref {
  readonly primaryIndividual: boolean;
  readonly doNotContact: boolean;
}

/** L15: people put together by what became of their leads. */
export interface GroupFact extends Ref {
  readonly defaultOnLost: boolean;
  readonly defaultOnWon: boolean;
  /** Those of the leads' people who are in it already. */
  readonly contactIds: ReadonlySet<number>;
}

/** What a lead action may ask for beside the lead; each is loaded once for the whole batch. */
export interface LeadFacts {
  /** Every pipeline with its stages. */
  readonly pipelines: readonly PipelineFact[];
  /** The members that the input names, by documentId. */
  readonly members: ReadonlyMap<string, MemberFact>;
  /** What stands in the qualification fields, by lead (S7). */
  readonly answers: ReadonlyMap<number, Answers>;
  readonly companies: CompanyFacts;
  /** How many opportunities were ever made of a lead and are still there, by lead. */
  readonly opportunities: ReadonlyMap<number, number>;
  /** Those of the leads' opportunities that wait for a decision, by row id (X37). */
  readonly undecided: ReadonlySet<number>;
  /** Every qualification process, by row id. */
  readonly processes: ReadonlyMap<number, ProcessFact>;
  /** The open tasks of the leads. */
  readonly tasks: readonly TaskFact[];
  readonly lists: ReadonlyMap<string, ListFact>;
  /** Who on the leads must not be contacted, by lead (R30, X40). */
  readonly doNotContact: ReadonlyMap<number, readonly Ref[]>;
  /** The open events of the leads (R25). */
  readonly events: readonly EventFact[];
  /** Who is on the leads by a live link, by lead (L15). */
  readonly people: ReadonlyMap<number, readonly PersonFact[]>;
  /** The contact groups that the input names and those that closing fills by itself, by documentId. */
  readonly groups: ReadonlyMap<string, GroupFact>;
  /** Every kind of event, those that are in use first (L16). */
  readonly eventTypes: readonly DropdownValueFact[];
  /** Who could decide on requests, and whose manager is who (R16). */
  readonly deciders: DeciderFacts;
}

export type LeadNeed = keyof LeadFacts;
