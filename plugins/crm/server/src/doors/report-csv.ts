import { stringify } from 'csv-stringify/sync';
import { definitionOf } from '../../../core/report/reports';
import type { ReportResult } from '../application/run-report';

/**
 * The rows of a report for a spreadsheet: UTF-8 with the mark by which Excel knows it, and no cell that a
 * spreadsheet would take for a formula (D15).
 */
export function reportCsv({ report, by, rows }: ReportResult): string {
  const { figures, reasons } = definitionOf(report);
  const withReason = reasons === true && by !== 'reason';
  const head = [
    headingOf(by),
    ...(withReason ? ['Reason'] : []),
    ...Object.values(figures).map(({ title }) => title),
  ];
  const lines = rows.map(({ group, reason, figures: of }) => [
    group.label,
    ...(withReason ? [reason?.label ?? ''] : []),
    ...Object.keys(figures).map((name) => of[name] ?? ''),
  ]);
  return stringify([head, ...lines], { bom: true, escape_formulas: true });
}

const headingOf = (by: string): string => `${by.charAt(0).toUpperCase()}${by.slice(1)}`;
