import { choicesOf, namedRows, type ChoicesAsked } from './choices';
import { CONTACT, DROPDOWN_VALUE, LEAD, LEAD_CONTACT, TASK, uidOf } from '../records';
import {
  apply,
  call,
  document,
  EVERYWHERE,
  greyForm,
  list,
  one,
  rows,
  touched,
  undo,
  type ActionCall,
  type Envelope,
  type OperationReply,
  type Page,
  strapiApi,
  outdates,
} from './requests';
import type {
  Applied,
  ContactRow,
  History,
  HistoryEntry,
  Keepers,
  LeadRow,
  LinkRow,
  NamedRow,
  OfferedAction,
  OperationRow,
  PlanReply,
  RecordName,
  StageRow,
  TaskRow,
  Usage,
  ValueRow,
} from './replies';

const crmApi = strapiApi.injectEndpoints({
  endpoints: (builder) => ({
    crmLead: builder.query<LeadRow | null, string>({
      query: (documentId) => one(LEAD, documentId),
      transformResponse: ({ results }: Page<LeadRow>) => results[0] ?? null,
      providesTags: (_lead, _error, documentId) => [document(LEAD, documentId)],
    }),
    crmContact: builder.query<ContactRow | null, string>({
      query: (documentId) => one(CONTACT, documentId),
      transformResponse: ({ results }: Page<ContactRow>) => results[0] ?? null,
      providesTags: (_contact, _error, documentId) => [document(CONTACT, documentId)],
    }),
    crmOperation: builder.query<OperationRow | null, string>({
      query: (documentId) => one(uidOf('operation'), documentId),
      transformResponse: ({ results }: Page<OperationRow>) => results[0] ?? null,
    }),
    /**
     * While this is looked at, the Content Manager's form of a lead takes no typing: S16. Its own way of
     * greying a field is the configuration of the form, which it reads once and keeps.
     */
    crmReadOnlyForm: builder.query<null, void>({
      queryFn: () => ({ data: null }),
      keepUnusedDataFor: 0,
      async onCacheEntryAdded(_nothing, { dispatch, cacheEntryRemoved }) {
        const greyed = dispatch(greyForm(LEAD));
        await cacheEntryRemoved;
        greyed.undo();
      },
    }),
    crmKeepers: builder.query<Keepers, string>({
      query: (contactId) => `/crm/contacts/${contactId}/kept-active-by`,
      transformResponse: ({
        data,
        meta,
      }: Envelope<Keepers['keepers']> & { meta: { total: number } }) => ({
        keepers: data,
        total: meta.total,
      }),
      providesTags: (_keepers, _error, contactId) => [
        document(CONTACT, contactId),
        list(LEAD),
        list(LEAD_CONTACT),
      ],
    }),
    crmPeople: builder.query<readonly LinkRow[], string>({
      query: (leadId) =>
        rows(LEAD_CONTACT, {
          filters: { lead: { documentId: { $eq: leadId } } },
          sort: 'createdAt:ASC',
        }),
      transformResponse: ({ results }: Page<LinkRow>) => results,
      providesTags: (links, _error, leadId) => [
        list(LEAD_CONTACT),
        document(LEAD, leadId),
        ...(links ?? []).flatMap(({ documentId, contact }) => [
          document(LEAD_CONTACT, documentId),
          ...(contact === null ? [] : [document(CONTACT, contact.documentId)]),
        ]),
      ],
    }),
    crmValues: builder.query<readonly ValueRow[], string>({
      query: (type) =>
        rows(DROPDOWN_VALUE, {
          filters: { active: { $eq: true }, dropdownType: { key: { $eq: type } } },
          sort: 'position:ASC',
        }),
      transformResponse: ({ results }: Page<ValueRow>) => results,
      providesTags: [list(DROPDOWN_VALUE)],
    }),

    crmStages: builder.query<readonly StageRow[], string>({
      query: (pipeline) =>
        rows(uidOf('stage'), {
          filters: { pipeline: { documentId: { $eq: pipeline } } },
          sort: 'position:ASC',
        }),
      transformResponse: ({ results }: Page<StageRow>) => results,
      providesTags: [list(uidOf('stage'))],
    }),
    crmChoices: builder.query<readonly NamedRow[], ChoicesAsked>({
      query: (asked) => rows(uidOf(asked.record), choicesOf(asked)),
      transformResponse: ({ results }: Page<NamedRow>, _meta, { record }) =>
        namedRows(record, results),
      providesTags: (_rows, _error, { record }) => [list(uidOf(record))],
      // Offered anew in every dialog: a colleague may have added one.
      keepUnusedDataFor: 0,
    }),
    crmChosen: builder.query<NamedRow | null, { record: string; documentId: string }>({
      query: ({ record, documentId }) => one(uidOf(record), documentId),
      transformResponse: ({ results }: Page<NamedRow>, _meta, { record }) =>
        namedRows(record, results)[0] ?? null,
      providesTags: (_row, _error, { record, documentId }) => [document(uidOf(record), documentId)],
    }),
    crmTask: builder.query<TaskRow | null, string>({
      query: (documentId) => one(TASK, documentId),
      transformResponse: ({ results }: Page<TaskRow>) => results[0] ?? null,
      providesTags: (_task, _error, documentId) => [document(TASK, documentId)],
    }),

    crmLeadActions: builder.query<readonly OfferedAction[], string>({
      query: (documentId) => `/crm/leads/${documentId}/actions`,
      transformResponse: ({ data }: Envelope<readonly OfferedAction[]>) => data,
      providesTags: (_actions, _error, documentId) => [document(LEAD, documentId)],
    }),
    crmContactActions: builder.query<readonly OfferedAction[], string>({
      query: (documentId) => `/crm/contacts/${documentId}/actions`,
      transformResponse: ({ data }: Envelope<readonly OfferedAction[]>) => data,
      providesTags: (_actions, _error, documentId) => [document(CONTACT, documentId)],
    }),
    crmPreview: builder.query<PlanReply, ActionCall>({
      query: (asked) => call(asked, true),
      transformResponse: ({ meta }: OperationReply) => meta.operation,
      // What a deed would do changes with every other deed; nothing of it is worth keeping.
      keepUnusedDataFor: 0,
    }),
    crmRun: builder.mutation<PlanReply, ActionCall>({
      query: (asked) => call(asked, false),
      transformResponse: ({ meta }: OperationReply) => meta.operation,
      invalidatesTags: outdates(({ record, documentId, about }, plan) => [
        ...touched(plan, record, documentId),
        ...(about === undefined ? [] : [document(uidOf(about.record), about.documentId)]),
      ]),
    }),

    crmHistory: builder.query<
      History,
      { record: RecordName; documentId: string; pageSize: number }
    >({
      query: ({ record, documentId, pageSize }) => ({
        url: `/crm/${record}s/${documentId}/history`,
        config: { params: { pagination: { page: 1, pageSize } } },
      }),
      transformResponse: ({
        data,
        meta,
      }: Envelope<readonly HistoryEntry[]> & { meta: { pagination: { total: number } } }) => ({
        entries: data,
        total: meta.pagination.total,
      }),
      providesTags: (_history, _error, { record, documentId }) => [
        document(uidOf(record), documentId),
      ],
    }),
    crmPreviewUndo: builder.query<PlanReply, string>({
      query: (operation) => undo(operation, true),
      transformResponse: ({ meta }: OperationReply) => meta.operation,
      keepUnusedDataFor: 0,
    }),
    crmUndo: builder.mutation<
      PlanReply,
      { operation: string; record: RecordName; documentId: string }
    >({
      query: ({ operation }) => undo(operation, false),
      transformResponse: ({ meta }: OperationReply) => meta.operation,
      invalidatesTags: outdates(({ record, documentId }, plan) =>
        touched(plan, record, documentId),
      ),
    }),

    crmUsage: builder.query<Usage, string>({
      query: (documentId) => `/crm/dropdown-values/${documentId}/usage`,
      transformResponse: ({ data }: Envelope<Usage>) => data,
      providesTags: (_usage, _error, documentId) => [
        document(DROPDOWN_VALUE, documentId),
        list(LEAD),
      ],
    }),
    crmPreviewApply: builder.query<Applied, string>({
      query: (documentId) => apply(documentId, true),
      transformResponse: ({ data }: Envelope<Applied>) => data,
      keepUnusedDataFor: 0,
    }),
    crmApply: builder.mutation<Applied, string>({
      query: (documentId) => apply(documentId, false),
      transformResponse: ({ data }: Envelope<Applied>) => data,
      invalidatesTags: outdates((documentId) => [
        document(DROPDOWN_VALUE, documentId),
        { type: 'Document', id: `${LEAD}_ALL_ITEMS` },
        { type: 'Document', id: `${CONTACT}_ALL_ITEMS` },
        ...EVERYWHERE,
      ]),
    }),
  }),
});

export const {
  useCrmLeadQuery,
  useCrmContactQuery,
  useCrmOperationQuery,
  useCrmReadOnlyFormQuery,
  useCrmKeepersQuery,
  useCrmPeopleQuery,
  useCrmValuesQuery,
  useCrmStagesQuery,
  useCrmChoicesQuery,
  useCrmChosenQuery,
  useCrmTaskQuery,
  useCrmLeadActionsQuery,
  useLazyCrmLeadActionsQuery,
  useCrmContactActionsQuery,
  useCrmPreviewQuery,
  useLazyCrmPreviewQuery,
  useCrmRunMutation,
  useCrmHistoryQuery,
  useCrmPreviewUndoQuery,
  useCrmUndoMutation,
  useCrmUsageQuery,
  useCrmPreviewApplyQuery,
  useCrmApplyMutation,
} = crmApi;
