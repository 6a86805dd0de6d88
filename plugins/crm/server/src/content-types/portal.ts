/** Since when the sessions of a portal login count, beside the login itself (D8). Internal. */
export const PORTAL_SESSION_MODEL = {
  uid: 'crm::portal-session',
  singularName: 'portal-session',
  modelName: 'portal-session',
  tableName: 'crm_portal_sessions',
  attributes: {
    id: { type: 'increments' },
    user: { type: 'integer' },
    /** Tokens from before are dead, and stay dead when the contact comes back. */
    validFrom: { type: 'datetime' },
    /** Was the login blocked on its own before the contact became inactive? Then it stays so afterwards. */
    wasBlocked: { type: 'boolean' },
  },
  indexes: [{ name: 'crm_portal_sessions_user', columns: ['user'], type: 'unique' }],
  lifecycles: {},
};

/** One invitation of a contact to the portal. The token that its mail carries is kept as a hash. Internal. */
export const PORTAL_INVITATION_MODEL = {
  uid: 'crm::portal-invitation',
  singularName: 'portal-invitation',
  modelName: 'portal-invitation',
  tableName: 'crm_portal_invitations',
  attributes: {
    id: { type: 'increments' },
    contact: { type: 'integer' },
    token: { type: 'string' },
    expiresAt: { type: 'datetime' },
  },
  indexes: [
    { name: 'crm_portal_invitations_token', columns: ['token'], type: 'unique' },
    { name: 'crm_portal_invitations_contact', columns: ['contact'], type: 'unique' },
  ],
  lifecycles: {},
};
