import { definitionOf } from '../../../core/report/reports';
import type { ReportResult } from '../application/run-report';
import { spreadsheet } from './spreadsheet';

/** The rows of a report for a spreadsheet. */
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
  return spreadsheet([head, ...lines], { first: true });
}

const headingOf = (by: string): string => `${by.charAt(0).toUpperCase()}${by.slice(1)}`;
