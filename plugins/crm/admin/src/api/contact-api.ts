import { CONTACT, uidOf } from '../records';
import type { CauseRow, ContactListRow, Listed } from './replies';
import { listed, type ListAsked, type ListReply } from './list-api';
import { list, rows, type Page, strapiApi } from './requests';

const contactApi = strapiApi.injectEndpoints({
  endpoints: (builder) => ({
    crmContacts: builder.query<Listed<ContactListRow>, ListAsked>({
      query: (asked) => rows(CONTACT, asked),
      transformResponse: (reply: ListReply<ContactListRow>) => listed(reply),
      providesTags: [list(CONTACT)],
    }),
    /** What made these people inactive: one question for a page of them. */
    crmCauses: builder.query<readonly CauseRow[], readonly string[]>({
      query: (operations) =>
        rows(uidOf('operation'), { filters: { documentId: { $in: operations } } }),
      transformResponse: ({ results }: Page<CauseRow>) => results,
    }),
  }),
});

export const { useCrmContactsQuery, useCrmCausesQuery } = contactApi;
