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
  const within = between(tx, 'l.closed_at', ask.period);
  const mine = ofOwner(tx, ask);
  return {
    // Words of the code, not of a caller; spelled out, every planner walks the index for them.
    sql: `l.outcome in (${outcomes.map((outcome) => `'${outcome}'`).join(', ')}) and ${within.sql}${mine.sql}`,
    bindings: [...within.bindings, ...mine.bindings],
  };
}

export function createdWithin(tx: Tx, ask: ReportAsk): Sql {
  const within = between(tx, 'l.created_at', ask.period);
  const mine = ofOwner(tx, ask);
  return {
    sql: `${within.sql}${mine.sql}`,
    bindings: [...within.bindings, ...mine.bindings],
  };
}

const between = (tx: Tx, column: string, { from, to }: Period): Sql => ({
  sql: `${column} >= ? and ${column} < ?`,
  bindings: [from, to].map((instant) => toBinding(tx.dialect, 'datetime', instant)),
});

export const ofOwner = (tx: Tx, { owner }: ReportAsk): Sql =>
  owner === null
    ? { sql: '', bindings: [] }
    : { sql: ` and l.${tx.table('lead').own('owner')} = ?`, bindings: [owner] };

interface Dimension {
  readonly key: string;
  readonly label: string;
  /** The leads, and what the group is read from. */
  readonly from: Sql;
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
      key: 'g.document_id',
      label: `g.${group.label}`,
      from: {
        sql: `${leads} left join ${tx.quote(tx.table(group.record).name)} g on g.id = l.${lead.own(group.field)}`,
        bindings: [],
      },
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
  const dated = `l.${ask.dated === 'closed' ? 'closed_at' : 'created_at'}`;
  return {
    key: 'g.label',
    label: 'g.label',
    from: {
      sql: `${months.sql} g join ${leads} on ${dated} >= g.starts and ${dated} < g.ends`,
      bindings: months.bindings,
    },
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
