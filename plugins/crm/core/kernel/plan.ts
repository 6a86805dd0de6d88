import type { Told } from '../notification/told';
import type { Ref, Value } from './values';

/** The records that a deed can change, in the order in which they are made, locked and written. */
export const PLANNED_RECORDS = [
  'company',
  'opportunity',
  'task',
  'close-request',
  'calendar-event',
  'lead',
  'contact',
  'lead-contact',
  'marketing-list',
  'contact-group',
] as const;
export type RecordName = (typeof PLANNED_RECORDS)[number];

/** A record as a plan names it: the row to write, and what people call it. */
export interface Subject extends Ref {
  readonly record: RecordName;
}

/**
 * What a change does besides setting a field: it brings the record into being or takes it away again,
 * or it puts a record on a list (`after`) or takes it off (`before`).
 */
export const CHANGE_DEEDS = ['created', 'removed', 'joined', 'left'] as const;
export type ChangeDeed = (typeof CHANGE_DEEDS)[number];

/** One field of one record, before and after, and the rule that asked for it. */
export interface Change {
  readonly subject: Subject;
  readonly field: string;
  readonly before: Value;
  readonly after: Value;
  readonly rule: string;
  readonly deed?: ChangeDeed;
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
  /** Who is to be told once it is done (R17). */
  readonly tells?: readonly Told[];
  /** What history calls it, where it is not the deed that was asked for. */
  readonly action?: string;
  /** I9: under which rule it was allowed, where that depends on settings. */
  readonly regime?: string;
}

/** A record that is taken away, with what history is to tell of it. */
export const removal = (
  subject: Subject,
  rule: string,
  held: Readonly<Record<string, Value>>,
): Change[] =>
  Object.entries(held).flatMap(([field, before]): Change[] =>
    before === null ? [] : [{ subject, field, before, after: null, rule, deed: 'removed' }],
  );

/** What history holds of one record: per field before, after and the rule. */
export type ChangedFields = Readonly<
  Record<string, { readonly before: Value; readonly after: Value; readonly rule: string }>
>;

/**
 * A record that a plan brings into being. Its subject stands for it in the other changes of the plan;
 * the store knows it by identity and puts the real row in its place.
 */
export function creation(
  record: RecordName,
  label: string,
  rule: string,
  values: Readonly<Record<string, Value | undefined>>,
): { readonly subject: Subject; readonly changes: readonly Change[] } {
  const subject: Subject = { record, id: 0, documentId: '', label };
  const changes = Object.entries(values).flatMap(([field, after]): Change[] =>
    after === undefined || after === null
      ? []
      : [{ subject, field, before: null, after, rule, deed: 'created' }],
  );
  return { subject, changes };
}
