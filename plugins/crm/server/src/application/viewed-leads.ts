import { namesStanding, viewFilter, type LeadView } from '../../../core/lead/views';
import type { Request } from './context';
import { dueLeads } from './due-leads';

/**
 * R27: what a view shows, as a filter of Strapi's own to stand beside the caller's. Open and active leads,
 * where no view is chosen and no filter speaks of the standing itself.
 */
export async function viewedLeads(
  request: Pick<Request, 'strapi' | 'now'>,
  view: LeadView | undefined,
  filters: unknown,
): Promise<object> {
  if (view === undefined && namesStanding(filters)) return {};
  const shown = viewFilter(view ?? 'open', filters);
  return view === 'due' ? { $and: [shown, await dueLeads(request)] } : shown;
}
