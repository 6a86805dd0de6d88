import { CONTACT, uidOf } from '../records';
import type { z } from 'zod';
import type { DeletionReply } from '../../../core/contact/doors';
import type { contactDraft, LookAlikeReply } from '../../../core/contact/look-alike';
import type { AlikeRow, CauseRow, ContactListRow, Listed } from './replies';
import { listed, type ListAsked, type ListReply } from './list-api';
import { list, rows, type Envelope, type Page, strapiApi } from './requests';

type Draft = z.input<typeof contactDraft>;

const contactApi = strapiApi.injectEndpoints({
  endpoints: (builder) => ({
    crmContacts: builder.query<Listed<ContactListRow>, ListAsked>({
      query: (asked) => rows(CONTACT, asked),
      transformResponse: (reply: ListReply<ContactListRow>) => listed(reply),
      providesTags: [list(CONTACT)],
    }),
    /** Whom a contact looks like; nobody, to those who may not see contacts. */
    crmLookAlikes: builder.query<readonly AlikeRow[], Draft>({
      query: (draft) => ({
        url: '/crm/contacts/look-alikes',
        method: 'POST' as const,
        data: { data: { drafts: [draft] } },
      }),
      transformResponse: ({ data }: Envelope<readonly { matches: readonly LookAlikeReply[] }[]>) =>
        (data[0]?.matches ?? []).flatMap(({ contact, by }) =>
          contact === null ? [] : [{ ...contact, by }],
        ),
      providesTags: [list(CONTACT)],
    }),
    /** P10: would it be refused? Asked before anybody is promised anything. */
    crmDeletion: builder.query<DeletionReply, string>({
      query: (contact) => `/crm/contacts/${contact}/deletion`,
      transformResponse: ({ data }: Envelope<DeletionReply>) => data,
      keepUnusedDataFor: 0,
    }),
    /** What made these people inactive: one question for a page of them. */
    crmCauses: builder.query<readonly CauseRow[], readonly string[]>({
      query: (operations) =>
        rows(uidOf('operation'), { filters: { documentId: { $in: operations } } }),
      transformResponse: ({ results }: Page<CauseRow>) => results,
    }),
  }),
});

export const {
  useCrmContactsQuery,
  useCrmLookAlikesQuery,
  useCrmDeletionQuery,
  useCrmCausesQuery,
} = contactApi;
