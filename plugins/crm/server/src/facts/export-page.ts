import { EXPORT_COLUMNS, type ExportColumnName, type ExportOrder } from '../../../core/lead/export';
import { textOf } from '../store/read';
import { flagFrom, idsIn, instantFrom, type Sql } from '../store/sql';
import type { Tx } from '../store/transaction';
import { joinTo } from './cards';

export type Cell = string | number | boolean | null;

export interface ExportRow {
  readonly id: number;
  readonly cells: readonly Cell[];
}

/** The leads of a page, newest first, as the cells of these columns: one statement. */
export async function loadExportPage(
  tx: Tx,
  page: Sql,
  columns: readonly ExportColumnName[],
): Promise<ExportRow[]> {
  const lead = tx.table('lead');
  const joins = columns.flatMap((name) => {
    const column = EXPORT_COLUMNS[name];
    return column.kind === 'record' ? joinTo(tx, 'lead', name, column.of, aliasOf(name)) : [];
  });
  const cells = columns.map((name) => `${sourceOf(tx, name)} as ${tx.quote(name)}`);
  const rows = await tx.rows<Record<string, unknown> & { lead_id: number }>({
    sql: `select l.id as lead_id, ${cells.join(', ')} from (${page.sql}) asked join ${tx.quote(lead.name)} l on l.id = asked.id ${joins.join(' ')} order by l.id desc`,
    bindings: page.bindings,
  });
  return rows.map((row) => ({
    id: row.lead_id,
    cells: columns.map((name) => cellFrom(name, row[name])),
  }));
}

/** Leads by their ids, to be told as a page. */
export function leadsOf(tx: Tx, ids: readonly number[]): Sql {
  const these = idsIn(tx.dialect, 'id', ids);
  return {
    sql: `select id from ${tx.quote(tx.table('lead').name)} where ${these.sql}`,
    bindings: these.bindings,
  };
}

/** The ids of all that is asked for, in the order of a field, alike ones as Strapi's lists have them. */
export async function loadExportOrder(
  tx: Tx,
  asked: Sql | null,
  { by, way }: ExportOrder,
): Promise<number[]> {
  const lead = tx.table('lead');
  const where = asked === null ? '' : `where l.id in (${asked.sql})`;
  const rows = await tx.rows<{ id: number }>({
    sql: `select l.id from ${tx.quote(lead.name)} l ${where} order by l.${lead.own(by)} ${way}, l.id`,
    bindings: asked?.bindings ?? [],
  });
  return rows.map(({ id }) => id);
}

const aliasOf = (name: ExportColumnName): string => `of_${name.toLowerCase()}`;

function sourceOf(tx: Tx, name: ExportColumnName): string {
  const column = EXPORT_COLUMNS[name];
  if (column.kind !== 'record') return `l.${tx.table('lead').own(name)}`;
  return `${aliasOf(name)}.${column.of === 'dropdown-value' ? 'label' : 'name'}`;
}

function cellFrom(name: ExportColumnName, value: unknown): Cell {
  if (value === null || value === undefined) return null;
  switch (EXPORT_COLUMNS[name].kind) {
    case 'number':
      return Number(value);
    case 'flag':
      return flagFrom(value);
    case 'instant':
      return instantFrom(value);
    default:
      return textOf(value);
  }
}
