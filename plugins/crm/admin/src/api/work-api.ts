import { CALENDAR_EVENT, LEAD, TASK } from '../records';
import type { ListReply } from './list-api';
import type { EventRow, TaskRow } from './replies';
import { document, list, rows, strapiApi, type Page } from './requests';

const onLead = (documentId: string) => ({ lead: { documentId: { $eq: documentId } } });

const workApi = strapiApi.injectEndpoints({
  endpoints: (builder) => ({
    /** What is still to happen on a lead, first what is due first. */
    crmOpenEvents: builder.query<readonly EventRow[], string>({
      query: (lead) =>
        rows(CALENDAR_EVENT, {
          filters: {
            ...onLead(lead),
            completedAt: { $null: true },
            cancelledAt: { $null: true },
          },
          sort: 'dueAt:ASC',
        }),
      transformResponse: ({ results }: Page<EventRow>) => results,
      providesTags: (_events, _error, lead) => [list(CALENDAR_EVENT), document(LEAD, lead)],
    }),
    crmCompletedEvents: builder.query<number, string>({
      query: (lead) =>
        rows(CALENDAR_EVENT, {
          pageSize: 1,
          filters: { ...onLead(lead), completedAt: { $notNull: true } },
        }),
      transformResponse: ({ pagination }: ListReply<EventRow>) => pagination.total,
      providesTags: (_count, _error, lead) => [list(CALENDAR_EVENT), document(LEAD, lead)],
    }),
    crmOpenTasks: builder.query<readonly TaskRow[], string>({
      query: (lead) =>
        rows(TASK, { filters: { ...onLead(lead), status: { $eq: 'open' } }, sort: 'dueAt:ASC' }),
      transformResponse: ({ results }: Page<TaskRow>) => results,
      providesTags: (_tasks, _error, lead) => [list(TASK), document(LEAD, lead)],
    }),
  }),
});

export const { useCrmOpenEventsQuery, useCrmCompletedEventsQuery, useCrmOpenTasksQuery } = workApi;
