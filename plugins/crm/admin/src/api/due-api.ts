import type { DueItem } from '../../../core/calendar/due-list';
import { LEAD, TASK, uidOf } from '../records';
import { list, strapiApi, type Envelope } from './requests';

const dueApi = strapiApi.injectEndpoints({
  endpoints: (builder) => ({
    /** What is mine and due, the first of it. */
    crmDue: builder.query<readonly DueItem[], void>({
      query: () => '/crm/due?mine=true&limit=6',
      transformResponse: ({ data }: Envelope<readonly DueItem[]>) => data,
      providesTags: [list(uidOf('calendar-event')), list(TASK), list(LEAD)],
    }),
  }),
});

export const { useCrmDueQuery } = dueApi;
