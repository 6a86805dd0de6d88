import type { z } from 'zod';
import type { remapReply } from '../../../core/pipeline/remap';
import { LEAD, uidOf } from '../records';
import { list, rows, strapiApi, type Envelope, outdates } from './requests';

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

/** What stands in a stage, closed and inactive leads included. */
export interface StageUse {
  readonly leads: number;
  readonly opportunities: number;
}

interface Counted {
  readonly pagination: { readonly total: number };
}

/** X60: what stands in a stage goes to another one that means the same. */
const stageApi = strapiApi.injectEndpoints({
  endpoints: (builder) => ({
    crmStageUse: builder.query<StageUse, string>({
      async queryFn(stage, _api, _options, ask) {
        const asked = { pageSize: 1, filters: { stage: { documentId: { $eq: stage } } } };
        const leads = await ask(rows(LEAD, asked));
        if (leads.error !== undefined) return { error: leads.error };
        const opportunities = await ask(rows(uidOf('opportunity'), asked));
        if (opportunities.error !== undefined) return { error: opportunities.error };
        // Every list of the Content Manager says how many there are in all.
        const total = ({ data }: { data: unknown }) => (data as Counted).pagination.total;
        return { data: { leads: total(leads), opportunities: total(opportunities) } };
      },
      keepUnusedDataFor: 0,
    }),
    crmPreviewRemap: builder.query<Remapped, RemapAsked>({
      query: (asked) => remap(asked, true),
      transformResponse: ({ data }: Envelope<Remapped>) => data,
      keepUnusedDataFor: 0,
    }),
    crmRemap: builder.mutation<Remapped, RemapAsked>({
      query: (asked) => remap(asked, false),
      transformResponse: ({ data }: Envelope<Remapped>) => data,
      invalidatesTags: outdates(() => [
        list(LEAD),
        list(uidOf('opportunity')),
        list(uidOf('stage')),
      ]),
    }),
  }),
});

export const { useCrmStageUseQuery, useCrmPreviewRemapQuery, useCrmRemapMutation } = stageApi;
