import type { TimeWindow } from '../../../core/calendar/due';
import {
  DUE_KINDS,
  isLate,
  type DueBounds,
  type DueItem,
  type DueKind,
} from '../../../core/calendar/due-list';
import type { LeadStatus } from '../../../core/lead/model';
import { flagFrom, instantFrom, toBinding, type Sql } from '../store/sql';
import type { Tx } from '../store/transaction';

/** Leads with something open in this window: a walk along an index for events, and one for tasks. */
export function leadsDueIn(tx: Tx, { from, to }: TimeWindow): Sql {
  const event = tx.table('calendar-event');
  const task = tx.table('task');
  const [first, last] = [from, to].map((instant) => toBinding(tx.dialect, 'datetime', instant));
  const window = [first ?? null, last ?? null];
  return {
    // In a derived table: MySQL would ask a bare union once for each lead.
    sql: `select due.id from (select ${event.own('lead')} as id from ${tx.quote(event.name)} where completed_at is null and cancelled_at is null and due_at >= ? and due_at < ? union all select ${task.own('lead')} as id from ${tx.quote(task.name)} where status = 'open' and due_at >= ? and due_at < ?) due`,
    bindings: [...window, ...window],
  };
}

/** Where the list goes on: after this item. */
export interface DuePosition {
  readonly at: string;
  readonly kind: DueKind;
  readonly id: number;
}

export interface DueOrder extends DueBounds {
  /** The row id of the member whose it is, or `null` for everybody's. */
  readonly member: number | null;
  readonly after: DuePosition | null;
  readonly limit: number;
}

export interface PlacedItem {
  readonly item: DueItem;
  readonly notes: string | null;
  readonly updatedAt: string;
  readonly position: DuePosition;
}

interface DueRow {
  kind: DueKind;
  id: number;
  document_id: string;
  title: string | null;
  notes: string | null;
  updated_at: unknown;
  due_at: unknown;
  all_day: unknown;
  lead_document_id: string | null;
  lead_title: string | null;
  lead_status: LeadStatus | null;
  type_document_id: string | null;
  type_label: string | null;
  contact_document_id: string | null;
  first_name: string | null;
  last_name: string | null;
  assignee_document_id: string | null;
  assignee_name: string | null;
}

/**
 * R26: what is open and due, whatever the standing of its lead; events and tasks together, earliest first.
 * One statement: a short walk along an index for each of the two. What belongs to an inactive lead is left
 * out, as nobody can do anything with it (S16).
 */
export async function loadDue(tx: Tx, order: DueOrder): Promise<PlacedItem[]> {
  const walks = DUE_KINDS.map((kind) => walk(tx, kind, order));
  const on = (record: string, alias: string, key: string): string =>
    `left join ${tx.quote(tx.table(record).name)} ${alias} on ${alias}.id = d.${key}`;
  const rows = await tx.rows<DueRow>({
    sql: `select d.*, l.document_id as lead_document_id, l.title as lead_title, l.status as lead_status, t.document_id as type_document_id, t.label as type_label, c.document_id as contact_document_id, c.first_name, c.last_name, m.document_id as assignee_document_id, m.name as assignee_name from (${walks.map(({ sql }) => sql).join(' union all ')}) d ${on('lead', 'l', 'lead_id')} ${on('dropdown-value', 't', 'type_id')} ${on('contact', 'c', 'contact_id')} ${on('member', 'm', 'assignee_id')} order by d.due_at, d.kind, d.id limit ?`,
    bindings: [...walks.flatMap(({ bindings }) => bindings), order.limit],
  });
  return rows.map((row) => placed(row, order));
}

const OPEN = {
  event: 'x.completed_at is null and x.cancelled_at is null',
  task: "x.status = 'open'",
} as const satisfies Record<DueKind, string>;

// PostgreSQL would take a bare null for a text.
const NO_ID = 'nullif(x.id, x.id)';

const RECORDS = { event: 'calendar-event', task: 'task' } as const;

function walk(tx: Tx, kind: DueKind, { from, to, member, after, limit }: DueOrder): Sql {
  const table = tx.table(RECORDS[kind]);
  const own = (name: string): string => `x.${table.own(name)}`;
  const at = (instant: Date | string) => toBinding(tx.dialect, 'datetime', instant);
  const [type, contact, allDay, notes] =
    kind === 'event'
      ? [own('type'), own('contact'), 'x.all_day', 'x.notes']
      : [NO_ID, NO_ID, toBinding(tx.dialect, 'boolean', false), 'x.description'];
  const parts: Sql[] = [
    { sql: OPEN[kind], bindings: [] },
    { sql: 'x.due_at < ?', bindings: [at(to)] },
    ...(from === null ? [] : [{ sql: 'x.due_at >= ?', bindings: [at(from)] }]),
    ...(member === null ? [] : [{ sql: `${own('assignee')} = ?`, bindings: [member] }]),
    ...(after === null ? [] : [beyond(at(after.at), kind, after)]),
    {
      sql: '(y.id is null or y.active = ?)',
      bindings: [toBinding(tx.dialect, 'boolean', true)],
    },
  ];
  return {
    sql: `select * from (select '${kind}' as kind, x.id, x.document_id, x.title, ${notes} as notes, x.updated_at, x.due_at, ${String(allDay)} as all_day, ${own('lead')} as lead_id, ${type} as type_id, ${contact} as contact_id, ${own('assignee')} as assignee_id from ${tx.quote(table.name)} x left join ${tx.quote(tx.table('lead').name)} y on y.id = ${own('lead')} where ${parts.map(({ sql }) => sql).join(' and ')} order by x.due_at, x.id limit ?) ${kind}s`,
    bindings: [...parts.flatMap(({ bindings }) => bindings), limit],
  };
}

/** After the item at this position: items of one instant are told apart by kind, then by row. */
function beyond(at: Sql['bindings'][number], kind: DueKind, after: DuePosition): Sql {
  // Not a comparison of rows: MySQL would not walk the index for it.
  if (kind < after.kind) return { sql: 'x.due_at > ?', bindings: [at] };
  if (kind > after.kind) return { sql: 'x.due_at >= ?', bindings: [at] };
  return {
    sql: 'x.due_at >= ? and (x.due_at > ? or x.id > ?)',
    bindings: [at, at, after.id],
  };
}

function placed(row: DueRow, bounds: DueBounds): PlacedItem {
  const dueAt = instantFrom(row.due_at) ?? '';
  const allDay = flagFrom(row.all_day);
  const lead = named(row.lead_document_id, row.lead_title);
  return {
    position: { at: dueAt, kind: row.kind, id: row.id },
    notes: row.notes,
    updatedAt: instantFrom(row.updated_at) ?? dueAt,
    item: {
      kind: row.kind,
      documentId: row.document_id,
      title: row.title ?? '',
      type: named(row.type_document_id, row.type_label),
      dueAt,
      allDay,
      overdue: isLate({ dueAt, allDay }, bounds),
      lead: lead === null ? null : { ...lead, status: row.lead_status ?? 'open' },
      contact: named(
        row.contact_document_id,
        [row.first_name, row.last_name].filter(Boolean).join(' '),
      ),
      assignee: named(row.assignee_document_id, row.assignee_name),
    },
  };
}

const named = (documentId: string | null, label: string | null) =>
  documentId === null ? null : { documentId, label: label ?? '' };
