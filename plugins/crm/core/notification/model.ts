/**
 * What a member is told of; each kind has its words (R17, L7, R16). What says most about one deed comes first:
 * an approved request is a closed lead, and one that is void says what became of the lead.
 */
export const NOTIFICATION_KINDS = [
  'close-request.approved',
  'close-request.declined',
  'close-request.voided',
  'close-request.submitted',
  'lead.assigned',
  'lead.closed-lost',
] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/**
 * The notification role of L3: its active members are told of every lead that is closed as lost. Like the
 * permission role it does not ship: a company that wants it makes it.
 */
export const CLOSE_LOST_NOTIFICATION_ROLE = 'receive_closed_lost_notification';

/** How many leads a digest names; the rest it counts. */
export const NAMED_IN_DIGEST = 5;

/** What a notification speaks of, as it is stored. One row of it may stand for ten thousand leads. */
export interface NotificationDetails {
  /** Who did it. */
  readonly by: string;
  /** How many leads it is about; 0 for what is about none. */
  readonly count: number;
  /** The first few of them. */
  readonly leads: readonly { readonly documentId: string; readonly title: string }[];
  readonly note?: string;
}

/** One digest of two: the counts add up, the first names stay, what not both say is left out. */
export function together(
  earlier: NotificationDetails,
  more: NotificationDetails,
): NotificationDetails {
  const { by, count, leads, note } = earlier;
  return {
    by,
    count: count + more.count,
    leads: [...leads, ...more.leads].slice(0, NAMED_IN_DIGEST),
    ...(note !== undefined && note === more.note ? { note } : {}),
  };
}
