import { LEAD_VIEWS, namesStanding, viewFilter, type LeadView } from '../../../../core/lead/views';
import type { Selection } from '../../api/bulk-api';
import type { ListAsked } from '../../api/list-api';

/** The list as its address says it, so that a link shows the same to a colleague. */
export interface LeadQuery {
  readonly view?: LeadView;
  readonly page?: string;
  readonly pageSize?: string;
  readonly sort?: string;
  readonly _q?: string;
  readonly filters?: { readonly $and?: readonly object[] };
}

const DEFAULT_SORT = 'createdAt:DESC';

/** R27: open leads, unless another view is chosen or a filter speaks of the standing itself. */
export const viewOf = ({ view, filters }: LeadQuery): LeadView =>
  view !== undefined && LEAD_VIEWS.includes(view) ? view : namesStanding(filters) ? 'all' : 'open';

export function askedFor(query: LeadQuery, now: Date): ListAsked {
  const { _q: typed = '' } = query;
  const search = typed.trim();
  return {
    page: Number(query.page ?? 1),
    pageSize: Number(query.pageSize ?? 20),
    sort: query.sort ?? DEFAULT_SORT,
    ...(search === '' ? {} : { _q: search }),
    filters: filtersOf(query, now),
  };
}

/** Is the list narrowed beyond its view? */
export const isNarrowed = ({ _q: search, filters }: LeadQuery): boolean =>
  search !== undefined || (filters?.$and ?? []).length > 0;

/** All that the list holds, as work on all of it is told: the server knows the views. */
export const everythingOf = (query: LeadQuery): Selection => {
  const { _q: search } = query;
  return {
    view: viewOf(query),
    filters: { $and: query.filters?.$and ?? [] },
    ...(search === undefined ? {} : { _q: search }),
  };
};

const filtersOf = (query: LeadQuery, now: Date): object => {
  const view = viewOf(query);
  const parts = [
    viewFilter(view, query.filters),
    view === 'due' ? dueWindow(now) : {},
    ...(query.filters?.$and ?? []),
  ];
  return { $and: parts.filter((part) => Object.keys(part).length > 0) };
};

const DAY = 24 * 60 * 60 * 1000;

/** R27: the next event is at most three days away, or three days late. */
const dueWindow = (now: Date): object => ({
  nextEventAt: {
    $gte: new Date(now.getTime() - 3 * DAY).toISOString(),
    $lte: new Date(now.getTime() + 3 * DAY).toISOString(),
  },
});
