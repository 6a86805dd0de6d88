import { LEAD, uidOf } from '../records';
import { document, list, rows, strapiApi, type Page, outdates } from './requests';

/** Anything that the Content Manager lists. */
export interface AnyRow {
  readonly id: number;
  readonly documentId: string;
  readonly updatedAt?: string;
}

interface RecordsAsked {
  readonly record: string;
  readonly sort: string;
  readonly filters?: object;
}

interface Saved {
  readonly record: string;
  /** Absent where a record is made. */
  readonly documentId?: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** The lead that it is about: what is shown of that one is read anew. */
  readonly lead?: string;
}

const path = (record: string, documentId?: string): string =>
  `/content-manager/collection-types/${uidOf(record)}${documentId === undefined ? '' : `/${documentId}`}`;

/** What an administrator keeps: few records, written through the Content Manager, where the guards hold. */
const dictionaryApi = strapiApi.injectEndpoints({
  endpoints: (builder) => ({
    crmRecords: builder.query<readonly AnyRow[], RecordsAsked>({
      query: ({ record, ...asked }) => rows(uidOf(record), asked),
      transformResponse: ({ results }: Page<AnyRow>) => results,
      providesTags: (_rows, _error, { record }) => [list(uidOf(record))],
    }),
    crmSave: builder.mutation<AnyRow, Saved>({
      query: ({ record, documentId, data }) => ({
        url: path(record, documentId),
        method: documentId === undefined ? 'POST' : 'PUT',
        data,
      }),
      transformResponse: ({ data }: { data: AnyRow }) => data,
      invalidatesTags: outdates(({ record, documentId, lead }) => [
        ...touchedBy(record, documentId),
        ...(lead === undefined ? [] : [document(LEAD, lead), list(LEAD)]),
      ]),
    }),
    crmDelete: builder.mutation<unknown, { record: string; documentId: string }>({
      query: ({ record, documentId }) => ({ url: path(record, documentId), method: 'DELETE' }),
      // Of what is gone nothing is asked any more.
      invalidatesTags: outdates(({ record }) => touchedBy(record, undefined)),
    }),
    /** Of toMany relations a list only counts; this names what one record points to. */
    crmRelated: builder.query<
      readonly AnyRow[],
      { record: string; documentId: string; field: string }
    >({
      query: ({ record, documentId, field }) => ({
        url: `/content-manager/relations/${uidOf(record)}/${documentId}/${field}`,
        config: { params: { page: 1, pageSize: 100 } },
      }),
      transformResponse: ({ results }: Page<AnyRow>) => results,
      providesTags: (_rows, _error, { record, documentId }) => [
        document(uidOf(record), documentId),
      ],
    }),
    /** What a relation can point to, as its picker in the Content Manager lists it. */
    crmTargets: builder.query<readonly Target[], { record: string; field: string }>({
      query: ({ record, field }) => ({
        url: `/content-manager/relations/${uidOf(record)}/${field}`,
        config: { params: { page: 1, pageSize: 100 } },
      }),
      transformResponse: ({ results }: Page<Target>) => results,
    }),
    /** Writes the order of a list: each record that moved gets its new place. */
    crmReorder: builder.mutation<null, { record: string; places: readonly Place[] }>({
      async queryFn({ record, places }, _api, _options, ask) {
        for (const { documentId, position } of places) {
          // One after the other: the guards of stages judge each against those beside it.
          const { error } = await ask({
            url: path(record, documentId),
            method: 'PUT',
            data: { position },
          });
          if (error !== undefined) return { error };
        }
        return { data: null };
      },
      invalidatesTags: outdates(({ record }) => touchedBy(record, undefined)),
    }),
  }),
});

interface Target extends AnyRow {
  readonly username?: string | null;
  readonly firstname?: string | null;
  readonly email?: string | null;
}

export interface Place {
  readonly documentId: string;
  readonly position: number;
}

const touchedBy = (record: string, documentId: string | undefined) => [
  list(uidOf(record)),
  ...(documentId === undefined ? [] : [document(uidOf(record), documentId)]),
  { type: 'Relations' as const },
];

export const {
  useCrmRecordsQuery,
  useCrmSaveMutation,
  useCrmDeleteMutation,
  useCrmRelatedQuery,
  useCrmTargetsQuery,
  useCrmReorderMutation,
} = dictionaryApi;

/** What changes of a record as it is shown: refused where somebody has saved it since, and nothing else is sent (X33). */
export const changing = (
  { documentId, updatedAt }: Omit<AnyRow, 'id'>,
  data: Readonly<Record<string, unknown>>,
) => ({ documentId, data: { ...data, updatedAt } });

/** Relations as the Content Manager takes them. */
export const toOne = (documentId: string | null) => ({
  set: documentId === null ? [] : [{ documentId }],
});
export const toMany = (documentIds: readonly string[]) => ({
  set: documentIds.map((documentId) => ({ documentId })),
});
