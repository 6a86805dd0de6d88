import type { z } from 'zod';
import type { BulkOrder } from '../../../core/bulk/model';
import type { BulkJobReply, BulkPreviewReply, bulkProgressReply } from '../../../core/bulk/replies';
import { CONTACT, LEAD, uidOf } from '../records';
import { EVERYWHERE, list, strapiApi, type Envelope, type Page } from './requests';

export type BulkProgress = z.output<typeof bulkProgressReply>;

/** These leads, or all that a list holds. */
export type Selection =
  | { readonly ids: readonly string[] }
  | { readonly view: string; readonly filters?: object; readonly _q?: string };

interface BulkAsked {
  readonly action: string;
  readonly selection: Selection;
  readonly data: Readonly<Record<string, unknown>>;
}

const bulk = ({ action, selection, data }: BulkAsked, preview: boolean) => ({
  url: `/crm/leads/bulk${preview ? '?preview=true' : ''}`,
  method: 'POST' as const,
  data: { action, data, ...selection },
});

const JOBS = list(uidOf('bulk-job'));

/** A job as the Content Manager lists it. */
export interface JobRow {
  readonly id: number;
  readonly documentId: string;
  readonly action: string;
  readonly status: BulkJobReply['status'];
  readonly total: number;
  readonly done: number;
  readonly requested: number | null;
  readonly refused: number;
  readonly startedBy: { readonly name: string } | null;
  readonly createdAt: string;
}

const bulkApi = strapiApi.injectEndpoints({
  endpoints: (builder) => ({
    crmPreviewBulk: builder.query<BulkPreviewReply, BulkAsked>({
      query: (asked) => bulk(asked, true),
      transformResponse: ({ data }: Envelope<BulkPreviewReply>) => data,
      keepUnusedDataFor: 0,
    }),
    crmBulk: builder.mutation<BulkJobReply, BulkAsked>({
      query: (asked) => bulk(asked, false),
      transformResponse: ({ data }: Envelope<BulkJobReply>) => data,
      invalidatesTags: [JOBS],
    }),
    crmJobs: builder.query<readonly JobRow[], void>({
      query: () => ({
        url: `/content-manager/collection-types/${uidOf('bulk-job')}`,
        config: { params: { page: 1, pageSize: 20, sort: 'createdAt:DESC' } },
      }),
      transformResponse: ({ results }: Page<JobRow>) => results,
      providesTags: [JOBS],
    }),
    crmJob: builder.query<BulkProgress, string>({
      query: (documentId) => `/crm/bulk-jobs/${documentId}`,
      transformResponse: ({ data }: Envelope<BulkProgress>) => data,
      providesTags: [JOBS],
    }),
    crmOrderJob: builder.mutation<unknown, { documentId: string; order: BulkOrder | 'undo' }>({
      query: ({ documentId, order }) => ({
        url: `/crm/bulk-jobs/${documentId}/${order}`,
        method: 'POST',
        data: {},
      }),
      transformResponse: ({ data }: Envelope<BulkJobReply>) => data,
      invalidatesTags: [JOBS],
    }),
    /** Nothing is asked: what a job changed while nobody looked is read again. */
    crmJobIsOver: builder.mutation<null, void>({
      queryFn: () => ({ data: null }),
      invalidatesTags: [
        JOBS,
        { type: 'Document', id: `${LEAD}_ALL_ITEMS` },
        { type: 'Document', id: `${CONTACT}_ALL_ITEMS` },
        ...EVERYWHERE,
      ],
    }),
  }),
});

export const {
  useCrmPreviewBulkQuery,
  useCrmBulkMutation,
  useCrmJobsQuery,
  useCrmJobQuery,
  useCrmOrderJobMutation,
  useCrmJobIsOverMutation,
} = bulkApi;
