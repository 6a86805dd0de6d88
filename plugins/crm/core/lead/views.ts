/** The ready-made lists of R27, as filters in Strapi's own form. The default is open and active (S15). */
export const LEAD_VIEWS = [
  'open',
  'closed',
  'all',
  'qualified',
  'unqualified',
  'lost',
  'inactive',
  'due',
  'unallocated',
] as const;
export type LeadView = (typeof LEAD_VIEWS)[number];

const OPEN = { status: 'open', active: true };

const FILTERS: Record<LeadView, Readonly<Record<string, unknown>>> = {
  open: OPEN,
  closed: { status: 'closed' },
  all: {},
  qualified: { outcome: 'qualified' },
  unqualified: { outcome: 'unqualified' },
  // Reports and lists of lost leads ignore `active` (R1).
  lost: { outcome: 'lost' },
  inactive: { active: false },
  // What is due is said by the events: `application/due-leads.ts` adds it.
  due: OPEN,
  unallocated: { state: 'new', active: true, status: 'open', ownerKey: { $null: true } },
};

export const isLeadView = (name: unknown): name is LeadView =>
  (LEAD_VIEWS as readonly unknown[]).includes(name);

/**
 * The filter of a list. A caller's own filter on status, outcome or active replaces what the due list says
 * of it: a closed lead with a follow-up is due only where closed leads are asked for (L18).
 */
export const viewFilter = (view: LeadView, asked?: unknown): Record<string, unknown> =>
  view === 'due' && namesStanding(asked) ? {} : { ...FILTERS[view] };

const STANDING = ['status', 'outcome', 'active'];

/** Does a caller's own filter speak of the lead's standing? Then it replaces the default view. */
export function namesStanding(filters: unknown): boolean {
  if (Array.isArray(filters)) return filters.some(namesStanding);
  if (typeof filters !== 'object' || filters === null) return false;
  return Object.entries(filters).some(
    ([key, value]) =>
      STANDING.includes(key) ||
      (/^\$(and|or|not)$/.test(key) && namesStanding(value)) ||
      (/^\d+$/.test(key) && namesStanding(value)),
  );
}
