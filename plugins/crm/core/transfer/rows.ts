import type { Reading, RowNote } from './drafts';

/** One row of a CSV file: the line it begins on, its cells by column, trimmed. */
export interface SourceRow {
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
  /** The row has not the shape of its file; why. */
  readonly broken?: string;
}

export interface SourceFile {
  readonly name: string;
  readonly columns: readonly string[];
}

/** How one kind of export is read. The files are given parsed; nothing here touches a disk. */
export interface Profile {
  readonly key: string;
  readonly label: string;
  readonly files: readonly SourceFile[];
  read(tables: ReadonlyMap<string, readonly SourceRow[]>): Reading;
}

interface Taken<Draft> {
  readonly taken: readonly Draft[];
  readonly refused: readonly RowNote[];
  readonly remarks: readonly RowNote[];
}

/**
 * Reads the rows of one file, one after the other.
 *
 * @param identify the column that names a row; the second row of a name is refused
 * @param read answers a draft, or the sentence that says why the row cannot be taken
 */
export function readRows<Draft extends object>(
  file: string,
  rows: readonly SourceRow[],
  identify: string,
  read: (row: SourceRow, remark: (because: string) => void) => Draft | string,
): Taken<Draft> {
  const taken: Draft[] = [];
  const refused: RowNote[] = [];
  const remarks: RowNote[] = [];
  const lines = new Map<string, number>();
  for (const row of rows) {
    const name = row.cells[identify] ?? '';
    const said: RowNote[] = [];
    const answer =
      row.broken ??
      sameName(identify, name, lines.get(name)) ??
      read(row, (because) => {
        said.push({ file, line: row.line, because });
      });
    if (typeof answer === 'string') {
      refused.push({ file, line: row.line, because: answer });
      continue;
    }
    lines.set(name, row.line);
    taken.push(answer);
    remarks.push(...said);
  }
  return { taken, refused, remarks };
}

function sameName(column: string, name: string, line: number | undefined): string | undefined {
  if (name === '') return `${column} is empty: the row has no name to know it by.`;
  return line === undefined ? undefined : `${column} "${name}" stands on line ${line} already.`;
}

const DAY_MONTH_YEAR = /^(\d{2})-(\d{2})-(\d{2})$/;
const YEAR_MONTH_DAY = /^(\d{4})-(\d{2})-(\d{2})$/;

/** `25-10-16`, day first, of this century, as its midnight in UTC; `null` when there is no such day. */
export function dayMonthYear(text: string): string | null {
  const [, day = '', month = '', year = ''] = DAY_MONTH_YEAR.exec(text) ?? [];
  return midnight(`20${year}`, month, day);
}

/** `2025-02-05` as its midnight in UTC; `null` when there is no such day. */
export function yearMonthDay(text: string): string | null {
  const [, year = '', month = '', day = ''] = YEAR_MONTH_DAY.exec(text) ?? [];
  return midnight(year, month, day);
}

function midnight(year: string, month: string, day: string): string | null {
  const time = Date.UTC(Number(year), Number(month) - 1, Number(day));
  if (day === '' || Number.isNaN(time)) return null;
  const instant = new Date(time).toISOString();
  // 31 February would become the 3rd of March.
  return instant.startsWith(`${year}-${month}-${day}`) ? instant : null;
}

/** An amount that is not negative; `null` for anything else. */
export function amount(text: string): number | null {
  const value = Number(text);
  return text === '' || !Number.isFinite(value) || value < 0 ? null : value;
}

/** Spellings that mean the same: case, spaces and signs left out. */
export const squash = (text: string): string =>
  text.toLowerCase().replace(/[^\p{Letter}\p{Number}]+/gu, '');

/** `"a", "b" or "c"`, for sentences that offer a choice. */
export const oneOfThese = (names: readonly string[]): string => {
  const quoted = names.map((name) => `"${name}"`);
  const last = quoted.pop() ?? '';
  return quoted.length === 0 ? last : `${quoted.join(', ')} or ${last}`;
};
