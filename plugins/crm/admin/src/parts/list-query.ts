import type { ListAsked } from '../api/list-api';

/** A list as its address says it, so that a link shows the same to a colleague. */
export interface ListQuery {
  readonly page?: string;
  readonly pageSize?: string;
  readonly sort?: string;
  readonly _q?: string;
  readonly filters?: { readonly $and?: readonly object[] };
}

/** What is asked for, beside the filters. */
export function pageOf(query: ListQuery, sort: string): Omit<ListAsked, 'filters'> {
  const search = searchOf(query);
  return {
    page: Number(query.page ?? 1),
    pageSize: Number(query.pageSize ?? 20),
    sort: query.sort ?? sort,
    ...(search === undefined ? {} : { _q: search }),
  };
}

/** White space looks for nothing. */
export function searchOf({ _q: typed = '' }: ListQuery): string | undefined {
  const search = typed.trim();
  return search === '' ? undefined : search;
}

export const filtersOf = ({ filters }: ListQuery): readonly object[] => filters?.$and ?? [];

/** Is it empty because of a search or a filter? */
export const isNarrowed = (query: ListQuery): boolean =>
  searchOf(query) !== undefined || filtersOf(query).length > 0;
