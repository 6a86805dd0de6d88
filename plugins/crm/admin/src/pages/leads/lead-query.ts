import { LEAD_VIEWS, namesStanding, type LeadView } from '../../../../core/lead/views';
import type { Selection } from '../../api/bulk-api';
import type { LeadsAsked } from '../../api/list-api';
import { filtersOf, pageOf, searchOf, type ListQuery } from '../../parts/list-query';

export interface LeadQuery extends ListQuery {
  readonly view?: LeadView;
  /** The saved view that is shown, and its columns, with commas between them. */
  readonly saved?: string;
  readonly columns?: string;
}

/** R27: open leads, unless another view is chosen or a filter speaks of the standing itself. */
export const viewOf = ({ view, filters }: LeadQuery): LeadView =>
  view !== undefined && LEAD_VIEWS.includes(view) ? view : namesStanding(filters) ? 'all' : 'open';

/** The server knows the views: what is due, it looks up. */
export const askedFor = (query: LeadQuery): LeadsAsked => ({
  ...pageOf(query, 'createdAt:DESC'),
  view: viewOf(query),
  filters: { $and: filtersOf(query) },
});

/** All that the list holds, as work on all of it is told. Strapi refuses an `$and` of nothing. */
export const everythingOf = (query: LeadQuery): Selection => {
  const search = searchOf(query);
  const filters = filtersOf(query);
  return {
    view: viewOf(query),
    ...(filters.length > 0 ? { filters: { $and: filters } } : {}),
    ...(search === undefined ? {} : { _q: search }),
  };
};
