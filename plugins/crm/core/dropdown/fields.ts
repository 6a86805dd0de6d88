import type { DropdownTypeKey } from './types';

/** Which dropdown each field offers, by record and attribute. */
export const DROPDOWN_FIELDS: Readonly<Record<string, DropdownTypeKey>> = {
  'lead.leadScore': 'lead-score',
  'lead.statusCode': 'status-code',
  'lead.lostReason': 'lost-reason',
  'lead.disqualificationCode': 'disqualification-code',
  'lead.channel': 'channel',
  'lead-contact.relationshipType': 'relationship-type',
  'opportunity.sellingDirection': 'selling-direction',
  'calendar-event.type': 'event-type',
};
