import type { Core } from '@strapi/strapi';
import { parseInput } from '../../../../core/kernel/action';
import { isRefusal } from '../../../../core/kernel/refusals';
import { REPORT_DOORS } from '../../../../core/report/doors';
import { reportQuery, type ReportQuery } from '../../../../core/report/period';
import type { ReportKey } from '../../../../core/report/reports';
import { Refused } from '../../application/refused';
import { runReport } from '../../application/run-report';
import { currentRequest } from '../caller';
import { answering } from '../http-errors';
import { reportCsv } from '../report-csv';
import type { Context } from './answer';

type Handler = (ctx: Context) => Promise<unknown>;

/** L22: the reports, as JSON or as a file for a spreadsheet. */
export const reportHandlers = (strapi: Core.Strapi): Record<string, Handler> =>
  Object.fromEntries(
    REPORT_DOORS.map(({ handler, report }) => [handler, reportHandler(strapi, report)]),
  );

const reportHandler =
  (strapi: Core.Strapi, report: ReportKey): Handler =>
  (ctx) =>
    answering(async () => {
      const query = parseInput(reportQuery(report), ctx.query);
      if (isRefusal(query)) throw new Refused(query);
      // The values of `by` are the report's own.
      const { format, ...asked } = query as ReportQuery;
      const { rows, ...meta } = await runReport(await currentRequest(strapi), report, asked);
      if (format === 'json') return { data: rows, meta };
      ctx.set('Content-Type', 'text/csv; charset=utf-8');
      ctx.set(
        'Content-Disposition',
        `attachment; filename="${report}-${meta.from}-${meta.to}.csv"`,
      );
      return reportCsv({ rows, ...meta });
    });
