import { z } from 'zod';
import { reportQuery } from './period';
import { definitionOf, REPORT_KEYS, reportMeta, reportRow } from './reports';

const camelCase = (key: string): string =>
  key.replace(/-(\w)/g, (_match, letter: string) => letter.toUpperCase());

/** One route for each report; `format=csv` gives the same rows for a spreadsheet. */
export const REPORT_DOORS = REPORT_KEYS.map((report) => ({
  report,
  method: 'GET' as const,
  record: 'lead' as const,
  handler: camelCase(`${report}-report`),
  path: `/reports/${report}`,
  label: `Report: ${definitionOf(report).label}`,
  contract: {
    query: reportQuery(report),
    answers: { data: z.array(reportRow(report)), meta: reportMeta(report) },
    alsoAs: ['text/csv'],
  },
}));
