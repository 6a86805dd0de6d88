import { stringify } from 'csv-stringify/sync';

/**
 * Rows for a spreadsheet: UTF-8 with the mark by which Excel knows it where they are the first ones, and no
 * cell that a spreadsheet would take for a formula (D15).
 */
export const spreadsheet = (
  rows: readonly (readonly unknown[])[],
  { first }: { readonly first: boolean },
): string => stringify(rows as unknown[][], { bom: first, escape_formulas: true, cast: CAST });

// Left to itself, the writer says 1 for true and nothing for false.
const CAST = { boolean: (flag: boolean): string => (flag ? 'yes' : 'no') };
