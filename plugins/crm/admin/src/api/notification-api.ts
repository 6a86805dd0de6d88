import type { z } from 'zod';
import type { NotificationDetails, NotificationKind } from '../../../core/notification/model';
import type { MeReply, meChange } from '../../../core/notification/replies';
import { uidOf } from '../records';
import type { Listed } from './replies';
import { listed, type ListReply } from './list-api';
import { list, rows, strapiApi, type Envelope, outdates } from './requests';

const NOTIFICATION = uidOf('notification');
const MINE = list(NOTIFICATION);

/** One's own: the server shows nobody another person's. */
export interface NotificationRow {
  readonly id: number;
  readonly documentId: string;
  readonly kind: NotificationKind;
  readonly details: NotificationDetails | null;
  readonly readAt: string | null;
  readonly createdAt: string;
}

const notificationApi = strapiApi.injectEndpoints({
  endpoints: (builder) => ({
    crmNotifications: builder.query<Listed<NotificationRow>, { page: number; pageSize: number }>({
      query: (page) => rows(NOTIFICATION, { ...page, sort: 'createdAt:DESC' }),
      transformResponse: (reply: ListReply<NotificationRow>) => listed(reply),
      providesTags: [MINE],
    }),
    /** One of them by its documentId, or all. */
    crmRead: builder.mutation<unknown, string>({
      query: (which) => ({
        url: which === 'all' ? '/crm/notifications/read-all' : `/crm/notifications/${which}/read`,
        method: 'POST',
        data: {},
      }),
      invalidatesTags: outdates(() => [MINE]),
    }),
    crmWhoAmI: builder.query<MeReply, void>({
      query: () => '/crm/me',
      transformResponse: ({ data }: Envelope<MeReply>) => data,
      providesTags: [MINE],
    }),
    crmChangeMe: builder.mutation<MeReply, z.input<typeof meChange>>({
      query: (data) => ({ url: '/crm/me', method: 'PUT', data: { data } }),
      transformResponse: ({ data }: Envelope<MeReply>) => data,
      invalidatesTags: outdates(() => [MINE]),
    }),
  }),
});

export const {
  useCrmNotificationsQuery,
  useCrmReadMutation,
  useCrmWhoAmIQuery,
  useCrmChangeMeMutation,
} = notificationApi;
