import type { z } from 'zod';
import type { ReportKey, reportMeta, ReportRow } from '../../../core/report/reports';
import { LEAD } from '../records';
import { list, strapiApi } from './requests';

export interface ReportAsked {
  readonly report: ReportKey;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly by: string;
}

export interface Report {
  readonly data: readonly ReportRow[];
  readonly meta: z.output<ReturnType<typeof reportMeta>>;
}

const reportApi = strapiApi.injectEndpoints({
  endpoints: (builder) => ({
    crmReport: builder.query<Report, ReportAsked>({
      query: ({ report, ...params }) => ({ url: reportUrl(report), config: { params } }),
      providesTags: [list(LEAD)],
    }),
  }),
});

export const reportUrl = (report: ReportKey): string => `/crm/reports/${report}`;

export const { useCrmReportQuery } = reportApi;
