import type { z } from 'zod';
import type { Settings, settingsChange, settingsMeta } from '../../../core/kernel/settings';
import { strapiApi, type Envelope, outdates } from './requests';

const TAG = { type: 'Document', id: 'crm-settings' } as const;

const settingsApi = strapiApi.injectEndpoints({
  endpoints: (builder) => ({
    crmSettings: builder.query<Settings, void>({
      query: () => '/crm/settings',
      transformResponse: ({ data }: Envelope<Settings>) => data,
      providesTags: [TAG],
    }),
    /** Has nobody settled yet how to work here? Asked once, where the menu leads. */
    crmIsFresh: builder.query<boolean, void>({
      query: () => '/crm/settings',
      transformResponse: ({ meta }: { meta: z.output<typeof settingsMeta> }) => meta.fresh,
      providesTags: [TAG],
    }),
    crmChangeSettings: builder.mutation<Settings, z.input<typeof settingsChange>>({
      query: (data) => ({ url: '/crm/settings', method: 'PUT', data: { data } }),
      transformResponse: ({ data }: Envelope<Settings>) => data,
      invalidatesTags: outdates(() => [TAG]),
    }),
  }),
});

export const { useCrmSettingsQuery, useCrmIsFreshQuery, useCrmChangeSettingsMutation } =
  settingsApi;
