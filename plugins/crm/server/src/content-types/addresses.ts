import { internalTable } from './internal-table';

/**
 * Who holds which e-mail address (R28, D9). Addresses are kept as their hash: what an index compares must
 * not depend on a database's idea of equal letters, and nothing is to be erased here but the row.
 */
export const ADDRESS_MODEL = internalTable('email-address', {
  table: 'crm_email_addresses',
  columns: {
    address: 'string',
  },
  unique: {
    address: ['address'],
  },
});

/** Each record with an address, once; whoever changes these rows has locked the address. */
export const HOLDER_MODEL = internalTable('email-holder', {
  table: 'crm_email_holders',
  columns: {
    kind: 'string',
    holder: 'integer',
    address: 'string',
  },
  unique: {
    holder: ['kind', 'holder'],
  },
  indexes: {
    address: ['address'],
  },
});
