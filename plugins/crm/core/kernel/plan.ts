import type { Value } from './values';

export type RecordName = 'lead' | 'contact';

/** A record as a plan names it: the row to write, and what people call it. */
export interface Subject {
  readonly record: RecordName;
  readonly id: number;
  readonly documentId: string;
  readonly label: string;
}

/** One field of one record, before and after, and the rule that asked for it. */
export interface Change {
  readonly subject: Subject;
  readonly field: string;
  readonly before: Value;
  readonly after: Value;
  readonly rule: string;
}

/** What stays as it is although the deed could have reached it, by which rule, and why. */
export interface Kept {
  readonly subject: Subject;
  readonly rule: string;
  readonly because: string;
}

/** What one operation does: to be shown (preview), written, remembered and inverted (undo). */
export interface Plan {
  readonly subject: Subject;
  readonly changes: readonly Change[];
  readonly kept: readonly Kept[];
  /** The grant that was asked for; undoing asks for the same. */
  readonly access: string;
}

/** What history holds of one record: per field before, after and the rule. */
export type ChangedFields = Readonly<
  Record<string, { readonly before: Value; readonly after: Value; readonly rule: string }>
>;
