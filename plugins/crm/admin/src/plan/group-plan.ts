import { STORE_FIELDS } from '../../../core/lead/model';
import type { WordId } from '../words';
import type { PlannedRecord, PlanReply, ReplyChange } from '../api/replies';

/** What changes on one record. */
export interface Subject {
  readonly record: PlannedRecord;
  /** Tells it from the others of the plan. */
  readonly key: string;
  readonly label: string;
  readonly changes: readonly ReplyChange[];
}

/** A plan as a person reads it: what the record itself becomes, what is made, then who comes along. */
export interface GroupedPlan {
  readonly own: readonly ReplyChange[];
  readonly created: readonly Subject[];
  readonly removed: readonly Subject[];
  /** Lists that the record is put on, and taken off. */
  readonly joined: readonly Subject[];
  readonly left: readonly Subject[];
  readonly tasks: readonly Subject[];
  /** Links of people to leads: where they go, or that they end (X70). */
  readonly links: readonly Subject[];
  readonly inactive: readonly Subject[];
  readonly active: readonly Subject[];
  readonly changed: readonly Subject[];
}

export function groupPlan(plan: Omit<PlanReply, 'action'>, documentId: string): GroupedPlan {
  const changes = plan.changes.filter(({ field }) => !STORE_FIELDS.includes(field));
  const deeds = (deed: ReplyChange['deed']): Subject[] =>
    subjectsOf(changes.filter((change) => change.deed === deed));
  const plain = changes.filter((change) => change.deed === undefined);
  const besides = plain.filter((change) => change.documentId !== documentId);
  const others = subjectsOf(besides.filter(({ record }) => record !== 'lead-contact'));
  const becomes = (active: boolean) => (subject: Subject) =>
    subject.changes.some(({ field, after }) => field === 'active' && after === active);
  const parts = new Set(
    changes.flatMap(({ field, documentId: part }) => (field === 'mergedInto' ? [part] : [])),
  );
  // Who becomes part of another contact is told of with that one.
  const isOfPart = ({ before, after }: ReplyChange): boolean =>
    [before, after].some(
      (member) => typeof member === 'object' && member !== null && parts.has(member.documentId),
    );
  const listed = (deed: 'joined' | 'left'): Subject[] =>
    subjectsOf(changes.filter((change) => change.deed === deed && !isOfPart(change)));
  const isTask = ({ record }: Subject): boolean => record === 'task';
  return {
    own: plain.filter((change) => change.documentId === documentId),
    created: deeds('created'),
    removed: deeds('removed'),
    joined: listed('joined'),
    left: listed('left'),
    tasks: others.filter(isTask),
    links: subjectsOf(besides.filter(({ record }) => record === 'lead-contact')),
    inactive: others.filter(becomes(false)),
    active: others.filter(becomes(true)),
    changed: others.filter(
      (subject) => !isTask(subject) && !becomes(false)(subject) && !becomes(true)(subject),
    ),
  };
}

/** What a deed was done to changes; only beside other things it changes "too". */
export function titleOfChanged({ changed, ...others }: GroupedPlan): WordId {
  const first = changed[0]?.record;
  const isAlone = Object.values(others).every(({ length }) => length === 0);
  if (!isAlone) return 'crm.plan.changed';
  return first === 'calendar-event' && changed.length === 1 ? 'crm.plan.event' : 'crm.plan.changes';
}

/** How many records a plan changes, makes or removes beside the one that it is about. */
export function othersIn(plan: Omit<PlanReply, 'action'>, documentId: string): number {
  const { own: _own, ...others } = groupPlan(plan, documentId);
  return Object.values(others).reduce((sum, subjects) => sum + subjects.length, 0);
}

function subjectsOf(changes: readonly ReplyChange[]): Subject[] {
  const subjects = new Map<string, Subject>();
  for (const change of changes) {
    const { record, documentId, label } = change;
    // What is still to be made has no documentId; nothing makes two of one kind and name at once.
    const key = documentId ?? `${record}:${label}`;
    const known = subjects.get(key);
    subjects.set(key, { record, key, label, changes: [...(known?.changes ?? []), change] });
  }
  return [...subjects.values()];
}

/** The rules that asked for these changes, each once. */
export const rulesOf = (changes: readonly { readonly rule: string }[]): string[] => [
  ...new Set(changes.map(({ rule }) => rule)),
];

/** Of a record that is made, what its heading does not say already and a person wants to read. */
export const newsOf = ({ label, changes }: Subject, documentId: string): readonly ReplyChange[] =>
  changes.filter(({ field, before, after }) => {
    const value = after ?? before;
    const isAbout = typeof value === 'object' && value?.documentId === documentId;
    return !SILENT.includes(field) && value !== label && !isAbout;
  });

/** JSON, and what is the same for every record of its kind. */
const SILENT: readonly string[] = ['form', 'process', 'kind', 'step', 'status'];
