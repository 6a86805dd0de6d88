import type { Board, LeadCard, OpportunityCard } from '../../../core/pipeline/board';
import { LEAD, uidOf } from '../records';
import type { PipelineRow } from './replies';
import { document, list, rows, type Envelope, type Page, strapiApi, outdates } from './requests';

export type Card = LeadCard | OpportunityCard;
export type BoardStage = Board['stages'][number];

/** What a board shows: a pipeline, narrowed by filters and words. */
export interface BoardAsked {
  readonly pipeline: string;
  readonly _q?: string | undefined;
  readonly filters: object;
}

interface ColumnAsked extends BoardAsked {
  readonly stage: string;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

const OPPORTUNITY = uidOf('opportunity');
const PIPELINE = uidOf('pipeline');

const boardUrl = (pipeline: string): string => `/crm/pipelines/${pipeline}/board`;

const boardApi = strapiApi.injectEndpoints({
  endpoints: (builder) => ({
    crmPipelines: builder.query<readonly PipelineRow[], void>({
      query: () => rows(PIPELINE, { sort: 'position:ASC' }),
      transformResponse: ({ results }: Page<PipelineRow>) => results,
      providesTags: [list(PIPELINE)],
    }),
    crmBoard: builder.query<Board, BoardAsked>({
      query: ({ pipeline, ...params }) => ({ url: boardUrl(pipeline), config: { params } }),
      transformResponse: ({ data }: Envelope<Board>) => data,
      providesTags: [list(LEAD), list(OPPORTUNITY), list(uidOf('stage')), list(PIPELINE)],
    }),
    /** More cards of one column: those after a cursor, or as many as it showed before. */
    crmBoardColumn: builder.query<BoardStage | undefined, ColumnAsked>({
      query: ({ pipeline, ...params }) => ({ url: boardUrl(pipeline), config: { params } }),
      transformResponse: ({ data }: Envelope<Board>) => data.stages[0],
      keepUnusedDataFor: 0,
    }),
    crmMoveOpportunity: builder.mutation<unknown, { documentId: string; stage: string }>({
      query: ({ documentId, stage }) => ({
        url: `/content-manager/collection-types/${OPPORTUNITY}/${documentId}`,
        method: 'PUT',
        data: { stage: { set: [{ documentId: stage }] } },
      }),
      invalidatesTags: outdates(({ documentId }) => [
        list(OPPORTUNITY),
        document(OPPORTUNITY, documentId),
      ]),
    }),
  }),
});

export const {
  useCrmPipelinesQuery,
  useCrmBoardQuery,
  useLazyCrmBoardColumnQuery,
  useCrmMoveOpportunityMutation,
} = boardApi;
