/** The contact groups that ship (design.md, section 7). */
export const CONTACT_GROUPS = [
  { name: 'Live Leads', defaultOnLost: true, defaultOnWon: false },
  { name: 'Customers', defaultOnLost: false, defaultOnWon: true },
] as const;
