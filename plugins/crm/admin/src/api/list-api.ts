import type { LeadView } from '../../../core/lead/views';
import { LEAD, uidOf } from '../records';
import type { LeadListRow, Listed, MemberRow } from './replies';
import { list, rows, type Page, strapiApi } from './requests';

/** What a list is asked for, in the words of the Content Manager. */
export interface ListAsked {
  readonly page: number;
  readonly pageSize: number;
  readonly sort: string;
  readonly _q?: string | undefined;
  readonly filters: object;
}

/** Leads, where a view is named of that one only. */
export interface LeadsAsked extends ListAsked {
  readonly view?: LeadView;
}

export interface ListReply<Row> extends Page<Row> {
  readonly pagination: {
    readonly page: number;
    readonly pageCount: number;
    readonly total: number;
  };
}

export const listed = <Row>({ results, pagination }: ListReply<Row>): Listed<Row> => ({
  rows: results,
  total: pagination.total,
  pageCount: pagination.pageCount,
});

const listApi = strapiApi.injectEndpoints({
  endpoints: (builder) => ({
    crmLeads: builder.query<Listed<LeadListRow>, LeadsAsked>({
      query: (asked) => rows(LEAD, asked),
      transformResponse: listed<LeadListRow>,
      providesTags: [list(LEAD)],
    }),
    /** Who the person at the screen is on the team; nobody, where an administrator is no member. */
    crmMe: builder.query<MemberRow | null, number>({
      query: (adminUser) =>
        rows(uidOf('member'), { pageSize: 1, filters: { adminUser: { id: { $eq: adminUser } } } }),
      transformResponse: ({ results }: Page<MemberRow>) => results[0] ?? null,
      providesTags: [list(uidOf('member'))],
    }),
    /** The team as far as a select can show it. */
    crmMembers: builder.query<readonly MemberRow[], void>({
      query: () => rows(uidOf('member'), { sort: 'name:ASC', filters: { active: { $eq: true } } }),
      transformResponse: ({ results }: Page<MemberRow>) => results,
      providesTags: [list(uidOf('member'))],
    }),
  }),
});

export const { useCrmLeadsQuery, useCrmMeQuery, useCrmMembersQuery } = listApi;
