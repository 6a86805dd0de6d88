/** R16: `void` is what a request becomes when the lead goes another way meanwhile. */
export const CLOSE_REQUEST_STATUSES = [
  'pending',
  'approved',
  'declined',
  'void',
  'withdrawn',
] as const;
