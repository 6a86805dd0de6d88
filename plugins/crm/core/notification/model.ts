/** What a member is told of; each kind has its words (R17, L7, R16). */
export const NOTIFICATION_KINDS = [
  'lead.closed-lost',
  'lead.assigned',
  'close-request.submitted',
  'close-request.approved',
  'close-request.declined',
  'close-request.voided',
] as const;
