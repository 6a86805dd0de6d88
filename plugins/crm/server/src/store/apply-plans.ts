import {
  PLANNED_RECORDS,
  type Change,
  type Plan,
  type RecordName,
} from '../../../core/kernel/plan';
import { isRef, type Ref, type Value } from '../../../core/kernel/values';
import { UNIQUE_ATTRIBUTES } from '../content-types/unique-attributes';
import { idsIn } from './sql';
import type { Tx } from './transaction';
import { insertRows, removeRows, updateRows, type RowUpdate } from './write';

/** A plan together with the history row that it belongs to, and with the rows that it has made. */
export interface RecordedPlan {
  readonly plan: Plan;
  readonly operation: Ref;
}

/** Writes the changes of all plans, one record kind after the other: leads before contacts. */
export async function applyPlans(
  tx: Tx,
  recorded: readonly RecordedPlan[],
  now: Date,
): Promise<void> {
  for (const record of PLANNED_RECORDS) {
    for (const updates of inTurns(record, updatesOf(recorded, record))) {
      await updateRows(tx, record, updates, now, record === 'lead');
    }
  }
  await changeMemberships(tx, recorded);
  await removeRecords(tx, recorded);
}

function updatesOf(recorded: readonly RecordedPlan[], record: RecordName): RowUpdate[] {
  const sets = new Map<number, Record<string, Value>>();
  for (const { plan } of recorded) {
    // An operation of a lead makes a version of it, even one that changes nobody but its contacts.
    if (plan.subject.record === record && record === 'lead') sets.set(plan.subject.id, {});
    for (const { subject, field, after, deed } of plan.changes) {
      if (subject.record !== record || deed !== undefined) continue;
      const set = sets.get(subject.id) ?? {};
      sets.set(subject.id, set);
      set[field] = after;
    }
  }
  return [...sets].map(([id, set]) => ({ id, set })).sort((left, right) => left.id - right.id);
}

/** Who lets go of what one row alone can have goes first: an index looks at each row as it is written. */
function inTurns(record: RecordName, updates: readonly RowUpdate[]): RowUpdate[][] {
  const unique = UNIQUE_ATTRIBUTES.get(record) ?? new Set<string>();
  const letsGo = ({ set }: RowUpdate): boolean =>
    Object.entries(set).some(([field, value]) => value === null && unique.has(field));
  const turns = [updates.filter(letsGo), updates.filter((update) => !letsGo(update))];
  return turns.filter(({ length }) => length > 0);
}

/** Who comes onto a list and who leaves it: one statement for each, however many. */
async function changeMemberships(tx: Tx, recorded: readonly RecordedPlan[]): Promise<void> {
  const changes = recorded.flatMap(({ plan }) => plan.changes);
  // Kinds of lists, of which there are few; the lists themselves come in the pairs.
  for (const { record, field } of listsIn(changes)) {
    const link = tx.table(record).column(field);
    if (link.kind !== 'linked') throw new Error(`${record}.${field} holds no members.`);
    const pairs = (deed: Change['deed']): number[][] =>
      changes.flatMap((change) => {
        const member = deed === 'left' ? change.before : change.after;
        return change.deed === deed && change.subject.record === record && change.field === field
          ? isRef(member)
            ? [[change.subject.id, member.id]]
            : []
          : [];
      });
    const columns = [link.from, link.to].map((name) => ({ name, type: 'integer' as const }));
    await removeRows(tx, link.table, columns, pairs('left'));
    await insertRows(tx, link.table, columns, pairs('joined'));
  }
}

const listsIn = (changes: readonly Change[]): { record: RecordName; field: string }[] => [
  ...new Map(
    changes
      .filter(({ deed }) => deed === 'joined' || deed === 'left')
      .map(({ subject, field }) => [
        `${subject.record}.${field}`,
        { record: subject.record, field },
      ]),
  ).values(),
];

/** What an undo takes away again; links go with it by foreign key. Last, as others pointed to it. */
async function removeRecords(tx: Tx, recorded: readonly RecordedPlan[]): Promise<void> {
  const changes = recorded.flatMap(({ plan }) => plan.changes);
  for (const record of PLANNED_RECORDS.toReversed()) {
    const ids = changes.flatMap(({ deed, subject }) =>
      deed === 'removed' && subject.record === record ? [subject.id] : [],
    );
    if (ids.length === 0) continue;
    const these = idsIn(tx.dialect, 'id', [...new Set(ids)]);
    await tx.run({
      sql: `delete from ${tx.quote(tx.table(record).name)} where ${these.sql}`,
      bindings: these.bindings,
    });
  }
}
