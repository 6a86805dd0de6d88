import type { DecidedReply, WaitingReply } from '../../../core/close-request/replies';
import { LEAD, uidOf } from '../records';
import type { NamedRow, PlanReply } from './replies';
import {
  document,
  EVERYWHERE,
  list,
  rows,
  strapiApi,
  type Envelope,
  type OperationReply,
  type Page,
  outdates,
} from './requests';

const REQUEST = uidOf('close-request');

/** A request that has been settled, as the Content Manager lists it. */
export interface SettledRow {
  readonly id: number;
  readonly documentId: string;
  readonly status: 'approved' | 'declined' | 'void' | 'withdrawn';
  readonly note: string | null;
  readonly decidedAt: string | null;
  readonly lead: { readonly documentId: string; readonly title: string } | null;
  readonly requester: NamedRow | null;
  readonly decider: NamedRow | null;
}

interface Decision {
  readonly requests: readonly WaitingReply[];
  readonly decision: 'approve' | 'decline' | 'withdraw';
  readonly note?: string;
}

const decide = ({ requests, ...asked }: Decision, preview: boolean) => ({
  url: `/crm/close-requests/decide${preview ? '?preview=true' : ''}`,
  method: 'POST' as const,
  data: { data: { ...asked, requests: requests.map(({ documentId }) => documentId) } },
});

/** R16: requests to close as lost, those that wait and those that were decided on. */
const approvalApi = strapiApi.injectEndpoints({
  endpoints: (builder) => ({
    crmWaiting: builder.query<
      { readonly requests: readonly WaitingReply[]; readonly stuck: number },
      void
    >({
      query: () => '/crm/waiting-close-requests',
      transformResponse: ({
        data,
        meta,
      }: Envelope<readonly WaitingReply[]> & { meta: { stuck: number } }) => ({
        requests: data,
        stuck: meta.stuck,
      }),
      providesTags: [list(REQUEST), list(LEAD)],
    }),
    crmSettled: builder.query<readonly SettledRow[], void>({
      query: () =>
        rows(REQUEST, {
          pageSize: 50,
          sort: 'decidedAt:DESC',
          filters: { status: { $ne: 'pending' } },
        }),
      transformResponse: ({ results }: Page<SettledRow>) => results,
      providesTags: [list(REQUEST)],
    }),
    /** What saying yes would do now, which may be more than when it was asked for (X46). */
    crmPreviewApproval: builder.query<PlanReply, string>({
      query: (documentId) => ({
        url: `/crm/close-requests/${documentId}/approve?preview=true`,
        method: 'POST',
        data: {},
      }),
      transformResponse: ({ meta }: OperationReply) => meta.operation,
      keepUnusedDataFor: 0,
    }),
    crmPreviewDecisions: builder.query<readonly DecidedReply[], Decision>({
      query: (data) => decide(data, true),
      transformResponse: ({ data }: Envelope<readonly DecidedReply[]>) => data,
      keepUnusedDataFor: 0,
    }),
    crmDecide: builder.mutation<readonly DecidedReply[], Decision>({
      query: (data) => decide(data, false),
      transformResponse: ({ data }: Envelope<readonly DecidedReply[]>) => data,
      invalidatesTags: outdates(({ requests }) => [
        list(REQUEST),
        ...requests.map(({ lead }) => document(LEAD, lead.documentId)),
        { type: 'Document', id: `${LEAD}_ALL_ITEMS` },
        ...EVERYWHERE,
      ]),
    }),
  }),
});

export const {
  useCrmWaitingQuery,
  useCrmSettledQuery,
  useCrmPreviewApprovalQuery,
  useCrmPreviewDecisionsQuery,
  useCrmDecideMutation,
} = approvalApi;
