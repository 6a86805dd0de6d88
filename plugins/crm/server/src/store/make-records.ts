import { PLANNED_RECORDS, type Change, type Subject } from '../../../core/kernel/plan';
import { isRef, THIS_OPERATION, type Ref, type Value } from '../../../core/kernel/values';
import type { RecordedPlan } from './apply-plans';
import type { Tx } from './transaction';
import { insertRecords } from './write';

/** What stands for a row that is only now being written, and the row. */
type Made = Map<Value, Ref>;

/**
 * Makes the records that the plans bring into being, one statement for each kind, and answers the plans
 * with the real rows in the place of what stood for them: new records, and the operation itself.
 */
export async function makeRecords(
  tx: Tx,
  recorded: readonly RecordedPlan[],
  now: Date,
): Promise<RecordedPlan[]> {
  const made: Made = new Map();
  for (const record of PLANNED_RECORDS) {
    const fresh = recorded.flatMap(({ plan, operation }) =>
      [...bySubject(plan.changes)]
        .filter(([subject]) => subject.record === record)
        .map(([subject, changes]) => ({ subject, values: valuesOf(tx, changes, made, operation) })),
    );
    // What an undone undo brings back has its row already; what is new gets one.
    for (const group of [
      fresh.filter(({ subject }) => subject.id === 0),
      fresh.filter(({ subject }) => subject.id !== 0),
    ]) {
      const rows = await insertRecords(
        tx,
        record,
        group.map(({ values }) => values),
        now,
      );
      for (const [index, { subject }] of group.entries()) {
        made.set(subject, { label: subject.label, ...(rows[index] ?? subject) });
      }
    }
  }
  return recorded.map(({ plan, operation }) => ({
    operation,
    plan: { ...plan, changes: plan.changes.map((change) => resolved(change, made, operation)) },
  }));
}

function bySubject(changes: readonly Change[]): Map<Subject, Change[]> {
  const groups = new Map<Subject, Change[]>();
  for (const change of changes) {
    if (change.deed !== 'created') continue;
    groups.set(change.subject, [...(groups.get(change.subject) ?? []), change]);
  }
  return groups;
}

function valuesOf(
  tx: Tx,
  changes: readonly Change[],
  made: Made,
  operation: Ref,
): Record<string, unknown> {
  const [first] = changes;
  const { record = 'lead', id = 0, documentId } = first?.subject ?? {};
  const table = tx.table(record);
  const values = changes.map(({ field, after }): [string, unknown] => {
    const value = known(after, made, operation);
    const column = table.column(field);
    const isJson = column.kind === 'scalar' && column.type === 'json';
    // A plan holds JSON as its text (jsonText).
    if (isJson && typeof value === 'string') return [field, JSON.parse(value)];
    return [field, isRef(value) ? value.id : value];
  });
  return { ...Object.fromEntries(values), ...(id === 0 ? {} : { id, documentId }) };
}

const known = (value: Value, made: Made, operation: Ref): Value =>
  value === THIS_OPERATION ? operation : (made.get(value) ?? value);

function resolved(change: Change, made: Made, operation: Ref): Change {
  const row = made.get(change.subject);
  return {
    ...change,
    ...(row === undefined ? {} : { subject: { record: change.subject.record, ...plain(row) } }),
    before: plainValue(change.before),
    after: plainValue(known(change.after, made, operation)),
  };
}

/** A rule may hand in more of a record than its name; history keeps the name. */
const plain = ({ id, documentId, label }: Ref): Ref => ({ id, documentId, label });

const plainValue = (value: Value): Value => (isRef(value) ? plain(value) : value);
