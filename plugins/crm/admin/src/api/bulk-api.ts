import type { z } from 'zod';
import { isOver, type BulkOrder } from '../../../core/bulk/model';
import type { BulkJobReply, BulkPreviewReply, bulkProgressReply } from '../../../core/bulk/replies';
import { CONTACT, LEAD, uidOf } from '../records';
import { EVERYWHERE, list, rows, strapiApi, type Envelope, type Page, outdates } from './requests';

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

/** E21: sharing leads out has a door of its own, as the plan says of each lead whose it becomes. */
const bulk = ({ action, selection, data }: BulkAsked, preview: boolean) => ({
  url: `/crm/leads/${action === 'allocate' ? action : 'bulk'}${preview ? '?preview=true' : ''}`,
  method: 'POST' as const,
  data: { ...(action === 'allocate' ? {} : { action }), data, ...selection },
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
  /** Jobs from before these were counted have none. */
  readonly failed: number | null;
  readonly unchanged: number | null;
  readonly undoes: { readonly documentId: string } | null;
  readonly startedBy: { readonly name: string } | null;
  readonly createdAt: string;
}

const jobsApi = strapiApi.injectEndpoints({
  endpoints: (builder) => ({
    crmJobs: builder.query<readonly JobRow[], void>({
      query: () => ({
        url: `/content-manager/collection-types/${uidOf('bulk-job')}`,
        config: { params: { page: 1, pageSize: 20, sort: 'createdAt:DESC' } },
      }),
      transformResponse: ({ results }: Page<JobRow>) => results,
      providesTags: [JOBS],
    }),
    /** The jobs that undo this one, the latest first: a job itself does not tell. */
    crmUndosOf: builder.query<readonly JobRow[], string>({
      query: (documentId) =>
        rows(uidOf('bulk-job'), {
          sort: 'createdAt:DESC',
          filters: { undoes: { documentId: { $eq: documentId } } },
        }),
      transformResponse: ({ results }: Page<JobRow>) => results,
      providesTags: [JOBS],
    }),
    crmJob: builder.query<BulkProgress, string>({
      query: (documentId) => `/crm/bulk-jobs/${documentId}`,
      transformResponse: ({ data }: Envelope<BulkProgress>) => data,
      providesTags: [JOBS],
    }),
  }),
});

/** What a job may have changed. */
const CHANGED_BY_JOBS = [
  JOBS,
  { type: 'Document' as const, id: `${LEAD}_ALL_ITEMS` },
  { type: 'Document' as const, id: `${CONTACT}_ALL_ITEMS` },
  ...EVERYWHERE,
];

const EVERY = 1_000;

type Dispatch = Parameters<ReturnType<typeof jobsApi.endpoints.crmJob.initiate>>[0];

/**
 * Looks after a job that was started or told to go on here, wherever the user goes meanwhile: once it is
 * over, what it has changed is read again.
 */
async function follow(
  dispatch: Dispatch,
  asked: PromiseLike<{ readonly data: BulkJobReply }>,
): Promise<void> {
  const { crmJob } = jobsApi.endpoints;
  try {
    let { data: job }: { data: Pick<BulkJobReply, 'documentId' | 'status'> } = await asked;
    while (job.status === 'queued' || job.status === 'running') {
      await new Promise((resolve) => setTimeout(resolve, EVERY));
      const look = crmJob.initiate(job.documentId, { subscribe: false, forceRefetch: true });
      job = await dispatch(look).unwrap();
    }
    if (isOver(job.status)) dispatch(jobsApi.util.invalidateTags(CHANGED_BY_JOBS));
  } catch {
    // Whoever asked is told; and what cannot be looked at is not looked at again.
  }
}

const bulkApi = jobsApi.injectEndpoints({
  endpoints: (builder) => ({
    crmPreviewBulk: builder.query<BulkPreviewReply, BulkAsked>({
      query: (asked) => bulk(asked, true),
      transformResponse: ({ data }: Envelope<BulkPreviewReply>) => data,
      keepUnusedDataFor: 0,
    }),
    crmBulk: builder.mutation<BulkJobReply, BulkAsked>({
      query: (asked) => bulk(asked, false),
      transformResponse: ({ data }: Envelope<BulkJobReply>) => data,
      invalidatesTags: outdates(() => [JOBS]),
      onQueryStarted: (_asked, { dispatch, queryFulfilled }) => follow(dispatch, queryFulfilled),
    }),
    crmPreviewUndoJob: builder.query<BulkPreviewReply, string>({
      query: (documentId) => ({
        url: `/crm/bulk-jobs/${documentId}/undo?preview=true`,
        method: 'POST',
        data: {},
      }),
      transformResponse: ({ data }: Envelope<BulkPreviewReply>) => data,
      keepUnusedDataFor: 0,
    }),
    crmOrderJob: builder.mutation<BulkJobReply, { documentId: string; order: BulkOrder | 'undo' }>({
      query: ({ documentId, order }) => ({
        url: `/crm/bulk-jobs/${documentId}/${order}`,
        method: 'POST',
        data: {},
      }),
      transformResponse: ({ data }: Envelope<BulkJobReply>) => data,
      invalidatesTags: outdates(() => [JOBS]),
      onQueryStarted: (_told, { dispatch, queryFulfilled }) => follow(dispatch, queryFulfilled),
    }),
  }),
});

export const {
  useCrmPreviewBulkQuery,
  useCrmBulkMutation,
  useCrmJobsQuery,
  useCrmJobQuery,
  useCrmUndosOfQuery,
  useCrmPreviewUndoJobQuery,
  useCrmOrderJobMutation,
} = bulkApi;
