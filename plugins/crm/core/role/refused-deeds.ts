import { READ_ONLY_RECORDS, type CrmRecord } from './roles';

/** R29: leads are closed, history is only added to, the dictionaries' frame is the code's. */
const NOT_DELETED: readonly CrmRecord[] = ['lead', 'dropdown-type', ...READ_ONLY_RECORDS];

/** What is refused of these records to everybody, whatever their grants: doors refuse it, no button offers it. */
export const REFUSED_DEEDS = {
  // A copy would carry the history of its original (D14).
  clone: [...NOT_DELETED, 'lead-contact', 'contact', 'opportunity'],
  delete: NOT_DELETED,
  update: READ_ONLY_RECORDS,
} as const satisfies Readonly<Record<string, readonly CrmRecord[]>>;
