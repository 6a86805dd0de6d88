/**
 * Who holds which e-mail address (R28, D9). Internal: neither the panel nor an API sees it. Addresses are
 * kept as their hash: what an index compares must not depend on a database's idea of equal letters, and
 * nothing is to be erased here but the row.
 */
export const ADDRESS_MODEL = {
  uid: 'crm::email-address',
  singularName: 'email-address',
  modelName: 'email-address',
  tableName: 'crm_email_addresses',
  attributes: {
    id: { type: 'increments' },
    address: { type: 'string' },
  },
  indexes: [{ name: 'crm_email_addresses_address', columns: ['address'], type: 'unique' }],
  lifecycles: {},
};

/** Each record with an address, once; whoever changes these rows has locked the address. */
export const HOLDER_MODEL = {
  uid: 'crm::email-holder',
  singularName: 'email-holder',
  modelName: 'email-holder',
  tableName: 'crm_email_holders',
  attributes: {
    id: { type: 'increments' },
    kind: { type: 'string' },
    holder: { type: 'integer' },
    address: { type: 'string' },
  },
  indexes: [
    { name: 'crm_email_holders_holder', columns: ['kind', 'holder'], type: 'unique' },
    { name: 'crm_email_holders_address', columns: ['address'] },
  ],
  lifecycles: {},
};
