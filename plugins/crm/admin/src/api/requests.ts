import { adminApi } from '@strapi/strapi/admin';
import type { PlanReply, RecordName } from './replies';
import { CONTACT, LEAD, uidOf } from '../records';
import { isUnanswered } from '../unanswered';

export interface ActionCall {
  readonly record: RecordName | 'task' | 'calendar-event';
  readonly documentId: string;
  readonly action: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** The version of the lead that the caller looked at (X33). */
  readonly version?: number | undefined;
  /** The record that it belongs to: what is shown of that one changes as well. */
  readonly about?: { readonly record: RecordName; readonly documentId: string };
}

export interface Envelope<Data> {
  readonly data: Data;
}

export interface OperationReply {
  readonly meta: { readonly operation: PlanReply };
}

export interface Page<Row> {
  readonly results: readonly Row[];
}

/** Strapi's own API, with the tags of the Content Manager that ours refresh and are refreshed by. */
export const strapiApi = adminApi.enhanceEndpoints({
  addTagTypes: ['Document', 'Relations', 'RecentDocumentList'],
});

/** The Content Manager's own tags: its forms and lists refresh with our actions, and we with its saves. */
export const document = (uid: string, documentId: string) =>
  ({ type: 'Document', id: `${uid}_${documentId}` }) as const;
export const list = (uid: string) => ({ type: 'Document', id: `${uid}_LIST` }) as const;
export const EVERYWHERE = [
  list(LEAD),
  list(CONTACT),
  { type: 'Relations' },
  { type: 'RecentDocumentList' },
] as const;

/**
 * What a mutation makes out of date. Nothing where no answer came: to ask again would fail as well, and take away
 * what is shown, with all that is typed into it.
 */
export const outdates =
  <Data, Asked, Tag>(tagsOf: (asked: Asked, data: Data | undefined) => readonly Tag[]) =>
  (data: Data | undefined, error: unknown, asked: Asked): readonly Tag[] =>
    isUnanswered(error) ? [] : tagsOf(asked, data);

interface FormConfiguration {
  readonly contentType: { readonly metadatas: Record<string, { edit: { editable?: boolean } }> };
}

/** Every field of a record's form shown and not typed, until it is undone. */
export const greyForm = (uid: string) =>
  // The endpoint is the Content Manager's, on the same API; its types are not exported.
  strapiApi.util.updateQueryData(
    'getContentTypeConfiguration' as never,
    uid as never,
    ({ contentType }: FormConfiguration) => {
      for (const { edit } of Object.values(contentType.metadatas)) edit.editable = false;
    },
  );

export const touched = (plan: PlanReply | undefined, record: string, documentId: string) => [
  document(uidOf(record), documentId),
  ...(plan?.changes ?? []).flatMap((change) => [
    list(uidOf(change.record)),
    ...(change.documentId === null ? [] : [document(uidOf(change.record), change.documentId)]),
  ]),
  ...EVERYWHERE,
];

export const call = (
  { record, documentId, action, data, version }: ActionCall,
  preview: boolean,
) => ({
  url: `/crm/${record}s/${documentId}/${action}${preview ? '?preview=true' : ''}`,
  method: 'POST' as const,
  data: version === undefined || preview ? { data } : { data, version },
});

export const undo = (documentId: string, preview: boolean) => ({
  url: `/crm/operations/${documentId}/undo${preview ? '?preview=true' : ''}`,
  method: 'POST' as const,
  data: {},
});

export const apply = (documentId: string, preview: boolean) => ({
  url: `/crm/dropdown-values/${documentId}/apply${preview ? '?preview=true' : ''}`,
  method: 'POST' as const,
  data: {},
});

/** One page of a record's list, as the Content Manager gives it: relations one level deep. */
export const rows = (uid: string, params: object) => ({
  url: `/content-manager/collection-types/${uid}`,
  method: 'GET' as const,
  config: { params: { page: 1, pageSize: 100, ...params } },
});

export const one = (uid: string, documentId: string) =>
  rows(uid, { pageSize: 1, filters: { documentId: { $eq: documentId } } });
