import type { Actor } from '../../../core/kernel/actor';
import type { Change, ChangeDeed, ChangedFields, Plan, Subject } from '../../../core/kernel/plan';
import { operationLabel } from '../../../core/history/operation-label';
import { isRef, type Ref } from '../../../core/kernel/values';
import type { RecordedPlan } from '../store/apply-plans';
import type { Tx } from '../store/transaction';
import { insertRecords } from '../store/write';

/** Through which door a deed came in; history keeps it. */
export type Door = 'rest' | 'admin' | 'content-manager' | 'graphql' | 'mcp' | 'code';

export interface Deed {
  readonly action: string;
  readonly actor: Actor;
  readonly door: Door;
  readonly input: unknown;
  readonly now: Date;
  /** The operation that this one undoes; of a bulk, each by its lead. */
  readonly undoes?: number | ReadonlyMap<number, number>;
  /** The bulk job that this is a batch of: one digest for the whole of it (X58). */
  readonly bulkJob?: Ref | undefined;
}

/** A plan, and for a lead the version that it makes: the operation's number in the lead's history. */
export interface NumberedPlan {
  readonly plan: Plan;
  readonly number: number | null;
}

/**
 * Writes one operation for each plan, inside the transaction that carries the plans out, and answers
 * the plans with their operations. Two statements and a read, however many plans.
 */
export async function recordOperations(
  tx: Tx,
  deed: Deed,
  plans: readonly NumberedPlan[],
): Promise<RecordedPlan[]> {
  const rows = plans.map(({ plan, number }) => operationRow(deed, plan, number));
  const inserted = await insertRecords(tx, 'operation', rows, deed.now);
  return plans.map(({ plan }, index) => {
    const { id = 0, documentId = '' } = inserted[index] ?? {};
    const operation: Ref = {
      id,
      documentId,
      label: operationLabel(plan.action ?? deed.action, plan.subject),
    };
    return { plan, operation };
  });
}

function operationRow(
  { action, actor, door, input, undoes, bulkJob }: Deed,
  { subject, access, kept, regime, action: called }: Plan,
  number: number | null,
): Record<string, unknown> {
  return {
    action: called ?? action,
    lead: subject.record === 'lead' ? subject.id : null,
    contact: subject.record === 'contact' ? subject.id : null,
    number,
    actorKind: actor.kind,
    actorName: actor.name,
    actorMember: actor.member?.id ?? null,
    door,
    access,
    // Said only by the deeds that have one: an import of thousands carries no empty column.
    ...(regime === undefined ? {} : { regime }),
    input: input ?? {},
    kept: kept.map((item) => ({
      ...subjectOf(item.subject),
      rule: item.rule,
      because: item.because,
    })),
    undoes: (typeof undoes === 'object' ? undoes.get(subject.id) : undoes) ?? null,
    bulkJob: bulkJob?.id ?? null,
  };
}

/** Writes what the operations changed: one row for each record that an operation touched. */
export async function recordChanges(
  tx: Tx,
  recorded: readonly RecordedPlan[],
  now: Date,
): Promise<void> {
  const rows = recorded.flatMap(({ plan, operation }) =>
    byRecord(plan.changes).map(({ subject, deed, fields }) => ({
      operation: operation.id,
      record: subject.record,
      recordId: subject.id,
      recordDocumentId: subject.documentId,
      recordLabel: subject.label.slice(0, 255),
      deed: deed ?? null,
      fields,
      ...stayIn(subject, fields),
    })),
  );
  await insertRecords(tx, 'change', rows, now, { readBack: false });
}

const NO_STAY = { stageLeft: null, stayed: null };

/** The stage that a lead leaves by this, and for how many seconds it has been there (L22). */
function stayIn(
  { record }: Subject,
  { stage, stageEnteredAt }: ChangedFields,
): { stageLeft: number | null; stayed: number | null } {
  const left = stage?.before;
  const [entered, until] = [stageEnteredAt?.before, stageEnteredAt?.after];
  if (record !== 'lead' || !isRef(left)) return NO_STAY;
  if (typeof entered !== 'string' || typeof until !== 'string') return NO_STAY;
  return {
    stageLeft: left.id,
    stayed: Math.round((Date.parse(until) - Date.parse(entered)) / 1000),
  };
}

interface ChangedRecord {
  readonly subject: Subject;
  readonly deed: ChangeDeed | undefined;
  readonly fields: Record<string, ChangedFields[string]>;
}

function byRecord(changes: readonly Change[]): ChangedRecord[] {
  const records = new Map<string, ChangedRecord>();
  for (const { subject, field, before, after, rule, deed } of changes) {
    // Whoever comes onto a list is a line of its own; all else is a line for each record.
    const member = deed === 'joined' ? after : deed === 'left' ? before : null;
    const key = [subject.record, subject.id, deed, isRef(member) ? member.id : ''].join(':');
    const entry = records.get(key) ?? { subject, deed, fields: {} };
    records.set(key, entry);
    entry.fields[field] = { before, after, rule };
  }
  return [...records.values()];
}

const subjectOf = ({ record, documentId, label }: Subject) => ({ record, documentId, label });
