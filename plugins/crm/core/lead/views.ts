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

const DAY = 24 * 60 * 60 * 1000;

const FILTERS: Record<LeadView, (now: Date) => Record<string, unknown>> = {
  open: () => ({ status: 'open', active: true }),
  closed: () => ({ status: 'closed' }),
  all: () => ({}),
  qualified: () => ({ outcome: 'qualified' }),
  unqualified: () => ({ outcome: 'unqualified' }),
  // Reports and lists of lost leads ignore `active` (R1).
  lost: () => ({ outcome: 'lost' }),
  inactive: () => ({ active: false }),
  due: (now) => ({
    nextEventAt: {
      $gte: new Date(now.getTime() - 3 * DAY).toISOString(),
      $lte: new Date(now.getTime() + 3 * DAY).toISOString(),
    },
  }),
  unallocated: () => ({ state: 'new', active: true, status: 'open', ownerKey: { $null: true } }),
};

export const isLeadView = (name: unknown): name is LeadView =>
  (LEAD_VIEWS as readonly unknown[]).includes(name);

export const viewFilter = (view: LeadView, now: Date): Record<string, unknown> =>
  FILTERS[view](now);

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
