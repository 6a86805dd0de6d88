import { internalTable } from './internal-table';

/** Since when the sessions of a portal login count, beside the login itself (D8). */
export const PORTAL_SESSION_MODEL = internalTable('portal-session', {
  table: 'crm_portal_sessions',
  columns: {
    user: 'integer',
    /** Tokens from before are dead, and stay dead when the contact comes back. */
    validFrom: 'datetime',
    /** Was the login blocked on its own before the contact became inactive? Then it stays so afterwards. */
    wasBlocked: 'boolean',
  },
  unique: {
    user: ['user'],
  },
});

/** One invitation of a contact to the portal. The token that its mail carries is kept as a hash. */
export const PORTAL_INVITATION_MODEL = internalTable('portal-invitation', {
  table: 'crm_portal_invitations',
  columns: {
    contact: 'integer',
    token: 'string',
    expiresAt: 'datetime',
  },
  unique: {
    token: ['token'],
    contact: ['contact'],
  },
});
