import type { PlanReply, RecordName, ReplyChange } from '../api/replies';

/** What changes on one record. */
export interface Subject {
  readonly record: RecordName;
  readonly documentId: string;
  readonly label: string;
  readonly changes: readonly ReplyChange[];
}

/** A plan as a person reads it: what the record itself becomes, then who comes along. */
export interface GroupedPlan {
  readonly own: readonly ReplyChange[];
  readonly inactive: readonly Subject[];
  readonly active: readonly Subject[];
  readonly changed: readonly Subject[];
}

export function groupPlan({ changes }: PlanReply, documentId: string): GroupedPlan {
  const own = changes.filter((change) => change.documentId === documentId);
  const others = subjectsOf(changes.filter((change) => change.documentId !== documentId));
  const becomes = (active: boolean) => (subject: Subject) =>
    subject.changes.some(({ field, after }) => field === 'active' && after === active);
  return {
    own,
    inactive: others.filter(becomes(false)),
    active: others.filter(becomes(true)),
    changed: others.filter((subject) => !becomes(false)(subject) && !becomes(true)(subject)),
  };
}

function subjectsOf(changes: readonly ReplyChange[]): Subject[] {
  const subjects = new Map<string, Subject>();
  for (const change of changes) {
    const { record, documentId, label } = change;
    const known = subjects.get(documentId);
    subjects.set(documentId, {
      record,
      documentId,
      label,
      changes: [...(known?.changes ?? []), change],
    });
  }
  return [...subjects.values()];
}

/** The rules that asked for these changes, each once. */
export const rulesOf = (changes: readonly { readonly rule: string }[]): string[] => [
  ...new Set(changes.map(({ rule }) => rule)),
];
