import { GUARDED_CONTACT_FIELDS } from '../../../../core/contact/model';
import type { ChangedFields, RecordName } from '../../../../core/kernel/plan';
import { isRef, type Value } from '../../../../core/kernel/values';
import { GUARDED_LEAD_FIELDS } from '../../../../core/lead/model';
import { readAttributes, type Stored } from '../../store/read';
import { idsIn, jsonFrom } from '../../store/sql';
import type { Tx } from '../../store/transaction';
import { EXAMPLES, exampleOf, type Finding } from './finding';

interface Replayed {
  readonly record: RecordName;
  /** The fields that history alone changes. */
  readonly fields: readonly string[];
  /** What such a field holds before its first change, where that is not nothing. */
  readonly beginnings: Readonly<Record<string, Stored>>;
}

const REPLAYED: readonly Replayed[] = [
  {
    record: 'lead',
    // The version is counted (`history-numbers`), and the next event follows from the events (`next-event`).
    fields: Object.keys(GUARDED_LEAD_FIELDS).filter(
      (field) => field !== 'version' && field !== 'nextEventAt',
    ),
    beginnings: {},
  },
  {
    record: 'contact',
    // The login is given by no action.
    fields: Object.keys(GUARDED_CONTACT_FIELDS).filter((field) => field !== 'portalUser'),
    beginnings: { active: true, deceased: false },
  },
];

/** Enough to keep the statements few, little enough for the memory. */
const PAGE = 2000;

/**
 * `history-replay`: the newest change of each field says what the field holds (I4). Page by page, as
 * what a change holds is JSON, and each database reads that differently.
 */
export async function findReplaysThatDiffer(tx: Tx): Promise<Finding> {
  let count = 0;
  const examples: string[] = [];
  for (const replayed of REPLAYED) {
    let after = 0;
    for (;;) {
      const page = await pageOf(tx, replayed.record, after);
      const last = page.at(-1);
      if (last === undefined) break;
      after = last.id;
      for (const example of await differencesOn(tx, replayed, page)) {
        count += 1;
        if (examples.length < EXAMPLES) examples.push(example);
      }
    }
  }
  return { count, examples };
}

interface PageRow {
  readonly id: number;
  readonly document_id: string;
}

const pageOf = (tx: Tx, record: string, after: number): Promise<PageRow[]> =>
  tx.rows<PageRow>({
    sql: `select id, document_id from ${tx.quote(tx.table(record).name)} where id > ? order by id limit ${PAGE}`,
    bindings: [after],
  });

async function differencesOn(
  tx: Tx,
  { record, fields, beginnings }: Replayed,
  page: readonly PageRow[],
): Promise<string[]> {
  const ids = page.map(({ id }) => id);
  const stored = await readAttributes(tx, record, ids, fields);
  const expected = await replay(tx, record, ids);
  return page.flatMap(({ id, document_id }) =>
    fields.flatMap((field) => {
      const changes = expected.get(id);
      const should = changes?.has(field) === true ? changes.get(field) : beginnings[field];
      const holds = stored.get(id)?.[field] ?? null;
      return holds === (should ?? null) ? [] : [exampleOf(`${record}.${field}`, document_id)];
    }),
  );
}

/** What the newest change of each field left behind; references by row id. */
async function replay(
  tx: Tx,
  record: RecordName,
  ids: readonly number[],
): Promise<Map<number, Map<string, Stored>>> {
  const these = idsIn(tx.dialect, 'record_id', ids);
  const rows = await tx.rows<{ record_id: number; fields: unknown }>({
    sql: `select record_id, fields from ${tx.quote(tx.table('change').name)} where record = ? and ${these.sql} order by id`,
    bindings: [record, ...these.bindings],
  });
  const replayed = new Map<number, Map<string, Stored>>();
  for (const { record_id, fields } of rows) {
    const values = replayed.get(record_id) ?? new Map<string, Stored>();
    replayed.set(record_id, values);
    for (const [field, { after }] of Object.entries(jsonFrom<ChangedFields>(fields) ?? {})) {
      values.set(field, storedFrom(after));
    }
  }
  return replayed;
}

const storedFrom = (value: Value): Stored => (isRef(value) ? value.id : value);
