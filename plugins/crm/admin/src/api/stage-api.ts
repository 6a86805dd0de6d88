import type { z } from 'zod';
import type { remapReply } from '../../../core/pipeline/remap';
import { LEAD, uidOf } from '../records';
import { list, strapiApi, type Envelope } from './requests';

export type Remapped = z.output<typeof remapReply>;

interface RemapAsked {
  readonly from: string;
  readonly to: string;
}

const remap = ({ from, to }: RemapAsked, preview: boolean) => ({
  url: `/crm/stages/${from}/remap${preview ? '?preview=true' : ''}`,
  method: 'POST' as const,
  data: { data: { stage: to } },
});

/** X60: what stands in a stage goes to another one that means the same. */
const stageApi = strapiApi.injectEndpoints({
  endpoints: (builder) => ({
    crmPreviewRemap: builder.query<Remapped, RemapAsked>({
      query: (asked) => remap(asked, true),
      transformResponse: ({ data }: Envelope<Remapped>) => data,
      keepUnusedDataFor: 0,
    }),
    crmRemap: builder.mutation<Remapped, RemapAsked>({
      query: (asked) => remap(asked, false),
      transformResponse: ({ data }: Envelope<Remapped>) => data,
      invalidatesTags: [list(LEAD), list(uidOf('opportunity')), list(uidOf('stage'))],
    }),
  }),
});

export const { useCrmPreviewRemapQuery, useCrmRemapMutation } = stageApi;
