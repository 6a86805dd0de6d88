import type { AnyRow } from '../api/dictionary-api';

/** The record that a dialog was opened for, as the list has it by now. */
export const asItIs = <Row extends AnyRow>(row: Row, rows: readonly Row[]): Row =>
  rows.find(({ documentId }) => documentId === row.documentId) ?? row;
