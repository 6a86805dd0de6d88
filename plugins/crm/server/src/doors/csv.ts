import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Profile, SourceFile, SourceRow } from '../../../core/transfer/rows';

/** The folder or a file in it is not what the profile asks for; the sentence says what to do. */
export class UnusableSource extends Error {
  override readonly name = 'UnusableSource';
}

/** Reads the files of a profile. Only the shape is judged here; what a row says is the profile's. */
export const readTables = (
  profile: Profile,
  folder: string,
): ReadonlyMap<string, readonly SourceRow[]> =>
  new Map(profile.files.map((file) => [file.name, readTable(file, folder)]));

function readTable(file: SourceFile, folder: string): SourceRow[] {
  const [header, ...rows] = parseRows(readText(path.join(folder, file.name)), file.name);
  const columns = header?.record ?? [];
  const missing = file.columns.filter((column) => !columns.includes(column));
  if (missing.length > 0) {
    throw new UnusableSource(`${file.name} has no column ${missing.join(', ')}.`);
  }
  return rows.map(({ record, info }) => {
    // The parser counts the line a row ends on; a note may run over several.
    const line = info.lines - (record.join('').match(/\n/g)?.length ?? 0);
    const cells = Object.fromEntries(columns.map((column, index) => [column, record[index] ?? '']));
    return record.length === columns.length
      ? { line, cells }
      : { line, cells, broken: `It has ${record.length} cells instead of ${columns.length}.` };
  });
}

interface ParsedRow {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

function readText(file: string): string {
  try {
    // The parser counts a line that ends in two characters twice.
    return readFileSync(file, 'utf8').replaceAll('\r\n', '\n');
  } catch (cause) {
    throw new UnusableSource(`Cannot read ${file}. Name the folder of the files with --from.`, {
      cause,
    });
  }
}

function parseRows(text: string, name: string): readonly ParsedRow[] {
  try {
    return parse(text, {
      bom: true,
      trim: true,
      info: true,
      skip_empty_lines: true,
      relax_column_count: true,
      // The parser's types do not follow `info`.
    }) as unknown as ParsedRow[];
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UnusableSource(`${name} is not a CSV file that can be read: ${why}.`, { cause });
  }
}
