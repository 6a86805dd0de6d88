import { ERASED_NAME, finder, type Identity } from '../../../../core/contact/rules/scrub';
import {
  PLANNED_RECORDS,
  type Change,
  type Kept,
  type Plan,
  type RecordName,
  type Subject,
} from '../../../../core/kernel/plan';
import { isRef, jsonText, type Value } from '../../../../core/kernel/values';
import { loadIdentities } from '../../facts/identities';
import { loadContacts } from '../../facts/people';
import { findTraces, type Trace, type Traces } from '../../facts/traces';
import { BULK_ITEM } from '../../store/bulk-items';
import type { Deed, NumberedPlan } from '../../reactions/history';
import { dropFromOutbox } from '../../store/outbox';
import { loginsOf } from '../../store/portal-logins';
import { searchEverywhere } from '../../store/traces';
import type { Tx } from '../../store/transaction';
import { rewriteRows } from '../../store/write';
import { asPreview, carryOut, type Done } from '../carry-out';
import { removeAccess } from './leave-for-good';

/**
 * R29: erases people from every table, history and what has not been sent included, and looks through every
 * text of the database whether something is left. What is left is somebody else's record, and is said.
 */
export async function erasePeople(
  tx: Tx,
  deed: Deed,
  { plans, preview }: { plans: readonly NumberedPlan[]; preview: boolean },
): Promise<Done[]> {
  const ids = plans.flatMap(({ plan }) => erasedBy(plan));
  if (ids.length === 0) return asPreview(plans);
  const going = await loadContacts(tx, ids);
  const known = await loadIdentities(tx, [...going.values()]);
  const people = plans
    .flatMap(({ plan }) => oneOfMany(known, erasedBy(plan)))
    .map((person) => ({ ...person, documentId: going.get(person.id)?.documentId ?? '' }));
  const traces = await findTraces(tx, people);
  const whole = plans.map((one) => ({ ...one, plan: withTraces(one.plan, traces) }));
  if (preview) return asPreview(whole);
  const users = (await loginsOf(tx, ids)).map(({ user }) => user);
  const done = await carryOut(
    tx,
    deed,
    plans.map((one) => ({ ...one, plan: forgetful(one.plan) })),
  );
  await removeAccess(tx, { contacts: ids, users });
  await dropFromOutbox(
    tx,
    ids.map((id) => `portal-invitation:${id}:`),
  );
  await rewrite(tx, traces);
  const left = await whatIsLeft(tx, people);
  return whole.map(({ plan }, index) => ({
    operation: done[index]?.operation ?? null,
    plan: { ...forgetful(plan), kept: erasedBy(plan).flatMap((id) => left.get(id) ?? []) },
  }));
}

/** Whom a plan erases: the contact itself, and whoever was merged into it. */
const erasedBy = ({ changes }: Plan): number[] =>
  changes.flatMap(({ subject, field }) =>
    subject.record === 'contact' && field === 'erasedAt' ? [subject.id] : [],
  );

/** X70: contacts that were merged are one person, and each of their rows is that person's, by all of their names. */
function oneOfMany(known: readonly Identity[], ids: readonly number[]): Identity[] {
  const rows = known.filter(({ id }) => ids.includes(id));
  const all = (of: 'names' | 'own' | 'addresses'): string[] => [
    ...new Set(rows.flatMap((row) => row[of])),
  ];
  const person = { names: all('names'), own: all('own'), addresses: all('addresses') };
  return rows.map(({ id }) => ({ ...person, id }));
}

/** What the preview shows beside the person's own fields: each text, and how much of the rest. */
function withTraces(plan: Plan, traces: readonly Traces[]): Plan {
  if (plan.changes.length === 0) return plan;
  const { subject } = plan;
  const ids = erasedBy(plan);
  const counts = new Map<string, number>();
  const changes: Change[] = [];
  for (const { record, columns, rows } of traces) {
    for (const row of rows.filter(({ about }) => ids.some((id) => about.has(id)))) {
      const planned = PLANNED_RECORDS.find((name) => name === record && SHOWN.has(name));
      if (planned !== undefined) changes.push(...changesOf(planned, columns, row));
      else {
        const field = SUMMED[record] ?? 'others';
        counts.set(field, (counts.get(field) ?? 0) + 1);
      }
    }
  }
  const summed = [...counts].map(
    ([field, before]): Change => ({ subject, field, before, after: 0, rule: 'R29' }),
  );
  return { ...plan, changes: [...plan.changes, ...changes, ...summed] };
}

/** What people work with is shown text by text. */
const SHOWN: ReadonlySet<RecordName> = new Set([
  'lead',
  'opportunity',
  'task',
  'calendar-event',
  'close-request',
  'company',
]);

/** What the CRM keeps beside it is counted. */
const SUMMED: Readonly<Record<string, string>> = {
  operation: 'history',
  change: 'history',
  notification: 'notifications',
  'bulk-job': 'bulkJobs',
  [BULK_ITEM]: 'bulkJobs',
};

function changesOf(record: RecordName, columns: Traces['columns'], row: Trace): Change[] {
  const [first] = row.before;
  const label = typeof first === 'string' ? first : '';
  const subject: Subject = { record, id: row.id, documentId: row.documentId, label };
  return columns.flatMap(({ attribute }, index): Change[] => {
    const [before, after] = [valueOf(row.before[index]), valueOf(row.after[index])];
    return before === after ? [] : [{ subject, field: attribute, before, after, rule: 'R29' }];
  });
}

const valueOf = (stored: unknown): Value =>
  typeof stored === 'string' || stored == null ? (stored ?? null) : jsonText(stored);

/** The same without what was: neither history nor the answer of the deed, which is kept, may hold it. */
const forgetful = (plan: Plan): Plan => ({
  ...plan,
  subject: { ...plan.subject, label: ERASED_NAME },
  changes: plan.changes.map((change) => ({
    ...change,
    subject: {
      ...change.subject,
      label: change.subject.record === 'contact' ? ERASED_NAME : change.subject.record,
    },
    before: typeof change.before === 'string' || isRef(change.before) ? null : change.before,
  })),
});

async function rewrite(tx: Tx, traces: readonly Traces[]): Promise<void> {
  for (const { record, columns, rows } of traces) {
    await rewriteRows(
      tx,
      tx.table(record).name,
      [{ name: 'id', type: 'integer' }, ...columns],
      rows.map(({ id, after }) => [
        id,
        ...after.map((value, index) =>
          columns[index]?.type !== 'json' && typeof value === 'object' && value !== null
            ? JSON.stringify(value)
            : value,
        ),
      ]),
    );
  }
}

/** Where somebody can still be found by their name, number or address, by person. */
async function whatIsLeft(
  tx: Tx,
  people: readonly (Identity & { readonly documentId: string })[],
): Promise<Map<number, Kept[]>> {
  const found = await searchEverywhere(
    tx,
    people.flatMap(({ own, addresses }) => [...own, ...addresses]),
  );
  return new Map(
    people.map((person) => {
      const isIn = finder(person);
      const places = new Map<string, number>();
      for (const { table, column, text } of found) {
        const place = `${table}.${column}`;
        if (isIn(text)) places.set(place, (places.get(place) ?? 0) + 1);
      }
      return [
        person.id,
        [...places].map(([place, times]) => ({
          subject: {
            record: 'contact',
            id: person.id,
            documentId: person.documentId,
            label: ERASED_NAME,
          },
          rule: 'R29',
          because: `Still found in ${place}, in ${times === 1 ? 'a record' : `${times} records`} of somebody else. Look there.`,
        })),
      ];
    }),
  );
}
