/** Where the CRM's own pages live; every one of their addresses begins with it. */
export const CRM_HOME = '/plugins/crm';

/** What the Content Manager calls our records. */
export const uidOf = (record: string): string => `plugin::crm.${record}`;

export const LEAD = uidOf('lead');
export const LEAD_CONTACT = uidOf('lead-contact');
export const CONTACT = uidOf('contact');
export const TASK = uidOf('task');
export const CALENDAR_EVENT = uidOf('calendar-event');
export const DROPDOWN_VALUE = uidOf('dropdown-value');

/** Where the Content Manager shows a record. */
export const pathOf = (record: string, documentId: string): string =>
  `/content-manager/collection-types/${uidOf(record)}/${documentId}`;

/** Where the Content Manager lists the records of a kind. */
export const listPathOf = (record: string): string =>
  `/content-manager/collection-types/${uidOf(record)}`;
