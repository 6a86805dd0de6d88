import type { Period } from '../../../../core/report/period';
import type { Group } from '../../../../core/report/reports';
import type { Outcome } from '../../../../core/lead/model';
import { recordset, toBinding, type Sql } from '../../store/sql';
import type { Tx } from '../../store/transaction';

/** The parts that the statements of the reports are made of. */
export interface ReportAsk {
  readonly by: string;
  readonly dated: 'closed' | 'created';
  readonly period: Period;
  /** The row id of the only owner whose leads are looked at, or `null` for everybody's. */
  readonly owner: number | null;
}

export type Row = Readonly<Record<string, unknown>>;

export const reportRows = (tx: Tx, statement: Sql): Promise<Row[]> => tx.rows<Row>(statement);

/** How many of the group. */
export const tally = (condition: string): string =>
  `coalesce(sum(case when ${condition} then 1 else 0 end), 0)`;

/** Closed within the period in one of these ways, along the index of outcomes. */
export function closedWithin(tx: Tx, ask: ReportAsk, outcomes: readonly Outcome[]): Sql {
  const within = dated(tx, ask);
  return {
    // Words of the code, not of a caller; spelled out, every planner walks the index for them.
    sql: `l.outcome in (${outcomes.map((outcome) => `'${outcome}'`).join(', ')}) and ${within.sql}`,
    bindings: within.bindings,
  };
}

/** The leads of the period, of one owner if that is asked. By month, the months say when (`dimension`). */
export function dated(tx: Tx, ask: ReportAsk): Sql {
  const column = `l.${ask.dated === 'closed' ? 'closed_at' : 'created_at'}`;
  const mine = ofOwner(tx, ask);
  const isByMonth = ask.by === 'month';
  const [from, to] = isByMonth ? ['g.starts', 'g.ends'] : ['?', '?'];
  const instants = isByMonth ? [] : [ask.period.from, ask.period.to];
  return {
    sql: `${column} >= ${from} and ${column} < ${to}${mine.sql}`,
    bindings: [
      ...instants.map((instant) => toBinding(tx.dialect, 'datetime', instant)),
      ...mine.bindings,
    ],
  };
}

export const ofOwner = (tx: Tx, { owner }: ReportAsk): Sql =>
  owner === null
    ? { sql: '', bindings: [] }
    : { sql: ` and l.${tx.table('lead').own('owner')} = ?`, bindings: [owner] };

/** Leads are counted by what they point to, and only then is anybody asked for a name. */
export interface Dimension {
  /** Of a lead `l`: what it is counted by. */
  readonly by: string;
  /** The leads, and what `by` is read from. */
  readonly from: Sql;
  /** Where the names of what was counted, `q.grouped`, are found. */
  readonly names: string;
  readonly key: string;
  readonly label: string;
}

const GROUPS: Readonly<
  Record<string, { readonly record: string; readonly field: string; readonly label: string }>
> = {
  reason: { record: 'dropdown-value', field: 'lostReason', label: 'label' },
  channel: { record: 'dropdown-value', field: 'channel', label: 'label' },
  owner: { record: 'member', field: 'owner', label: 'name' },
  pipeline: { record: 'pipeline', field: 'pipeline', label: 'name' },
};

/** What a report is grouped by: something that a lead points to, or the month that it falls into. */
export function dimension(tx: Tx, ask: ReportAsk): Dimension {
  const lead = tx.table('lead');
  const leads = `${tx.quote(lead.name)} l`;
  const group = GROUPS[ask.by];
  if (group !== undefined) {
    return {
      by: `l.${lead.own(group.field)}`,
      from: { sql: leads, bindings: [] },
      names: `left join ${tx.quote(tx.table(group.record).name)} g on g.id = q.grouped`,
      key: 'g.document_id',
      label: `g.${group.label}`,
    };
  }
  // Months are the time zone's, which not every database knows: they come along with the question.
  const months = recordset(
    tx.dialect,
    [
      { name: 'label', type: 'string' },
      { name: 'starts', type: 'datetime' },
      { name: 'ends', type: 'datetime' },
    ],
    ask.period.months.map(({ key, from, to }) => [key, from, to]),
  );
  return {
    by: 'g.label',
    // A cross join, so that SQLite takes month by month, and for each the leads along the index.
    from: { sql: `${months.sql} g cross join ${leads}`, bindings: months.bindings },
    names: '',
    key: 'q.grouped',
    label: 'q.grouped',
  };
}

export const groupFrom = (row: Row, without = 'None', name = 'group'): Group => {
  const key = row[`${name}_key`];
  return typeof key === 'string'
    ? { key, label: String(row[`${name}_label`]) }
    : { key: null, label: without };
};

/** What a field of JSON holds, as this database reads it; nothing where there is none. */
export function jsonAt(
  tx: Tx,
  column: string,
  path: readonly string[],
  type: 'integer' | 'text',
): string {
  switch (tx.dialect) {
    case 'sqlite':
      return `json_extract(${column}, '$.${path.join('.')}')`;
    case 'postgres': {
      const found = `(${column} #>> '{${path.join(',')}}')`;
      return type === 'integer' ? `${found}::int` : found;
    }
    case 'mysql': {
      // A JSON null reads as the text of it.
      const found = `nullif(json_unquote(json_extract(${column}, '$.${path.join('.')}')), 'null')`;
      return type === 'integer' ? `cast(${found} as signed)` : found;
    }
  }
}

/** How many days lie between two instants that are written in ISO 8601. */
export function daysBetween(tx: Tx, before: string, after: string): string {
  switch (tx.dialect) {
    case 'sqlite':
      return `(julianday(${after}) - julianday(${before}))`;
    case 'postgres':
      return `(extract(epoch from (${after})::timestamptz - (${before})::timestamptz) / 86400)`;
    case 'mysql': {
      const at = (text: string): string =>
        `cast(replace(replace(${text}, 'T', ' '), 'Z', '') as datetime(3))`;
      return `(timestampdiff(microsecond, ${at(before)}, ${at(after)}) / 86400000000)`;
    }
  }
}
