import { INACTIVE_REASONS } from '../../../core/contact/model';
import {
  boolean,
  datetime,
  defineRecord,
  hidden,
  integer,
  json,
  oneOf,
  string,
  text,
  toOne,
} from './record';

/** The link between a lead and a person. A lead has at most one of each primary (X14). */
export const leadContact = defineRecord({
  singular: 'lead-contact',
  plural: 'lead-contacts',
  displayName: 'Lead contact',
  attributes: {
    lead: toOne('lead', { required: true }),
    contact: toOne('contact', { required: true }),
    primaryIndividual: boolean(false),
    primaryContact: boolean(false),
    relationshipType: toOne('dropdown-value'),
    active: boolean(true),
    // The lead's key while the flag is set, empty otherwise: what the unique indexes stand on.
    primaryIndividualOf: hidden(integer()),
    primaryContactOf: hidden(integer()),
  },
  keys: ['lead', 'contact', 'relationshipType'],
  indexes: [
    { name: 'by_lead', columns: ['lead_key', 'active', 'contact_key'] },
    { name: 'by_contact', columns: ['contact_key', 'active', 'lead_key'] },
    { name: 'by_relationship', columns: ['relationship_type_key'] },
    { name: 'one_individual', columns: ['primary_individual_of'], type: 'unique' },
    { name: 'one_contact', columns: ['primary_contact_of'], type: 'unique' },
  ],
});

export const contact = defineRecord({
  singular: 'contact',
  plural: 'contacts',
  displayName: 'Contact',
  attributes: {
    firstName: string({ maxLength: 190 }),
    lastName: string({ required: true, maxLength: 190 }),
    email: { type: 'email', maxLength: 190 },
    phone: string({ maxLength: 60 }),
    company: toOne('company'),
    active: boolean(true),
    inactiveReason: oneOf(INACTIVE_REASONS),
    inactiveUntil: datetime(),
    // A join column, not a link table: only the store writes it, thousands at a time.
    inactivatedBy: toOne('operation', { useJoinTable: false }),
    deceased: boolean(false),
    doNotContact: boolean(false),
    /** The address that an inactive contact gave up; free for others, and back with the contact (X29). */
    releasedEmail: string({ maxLength: 190 }),
    portalUser: toOne('plugin::users-permissions.user'),
    portalInvitedAt: datetime(),
    /** X70: the contact that this one has become part of. A join column, as of `inactivatedBy`. */
    mergedInto: toOne('contact', { useJoinTable: false }),
    /** R29: since when nothing is known of the person; the row stays, so that the counts hold. */
    erasedAt: datetime(),
    externalId: string({ maxLength: 190 }),
    /** Name and phone number as they are compared (A17). */
    nameKey: hidden(string({ maxLength: 255 })),
    phoneKey: hidden(string({ maxLength: 20 })),
  },
  keys: ['company', 'portalUser'],
  indexes: [
    { name: 'by_name', columns: ['active', 'last_name', 'first_name'] },
    { name: 'by_until', columns: ['inactive_until'] },
    { name: 'portal_user', columns: ['portal_user_key'], type: 'unique' },
    { name: 'by_email', columns: ['email'] },
    { name: 'by_company', columns: ['company_key'] },
    { name: 'by_name_key', columns: ['name_key', 'company_key'] },
    { name: 'by_phone_key', columns: ['phone_key'] },
    { name: 'external_id', columns: ['external_id'], type: 'unique' },
    { name: 'by_released_email', columns: ['released_email'] },
  ],
});

export const company = defineRecord({
  singular: 'company',
  plural: 'companies',
  displayName: 'Company',
  attributes: {
    name: string({ required: true, maxLength: 190 }),
    website: string({ maxLength: 190 }),
    taxNumber: string({ maxLength: 60 }),
    industry: string({ maxLength: 190 }),
    country: string({ maxLength: 190 }),
    primaryContact: toOne('contact'),
    notes: text({ maxLength: 10_000 }),
    externalId: string({ maxLength: 190 }),
    /** The name as it is compared: no two companies of one name (S20). */
    nameKey: hidden(string({ maxLength: 255 })),
  },
  keys: ['primaryContact'],
  indexes: [
    { name: 'by_name', columns: ['name'] },
    { name: 'name_key', columns: ['name_key'], type: 'unique' },
    { name: 'by_primary_contact', columns: ['primary_contact_key'] },
    { name: 'external_id', columns: ['external_id'], type: 'unique' },
  ],
});

/** A person on staff. One admin user and one API user can be this person, and nobody else's. */
export const member = defineRecord({
  singular: 'member',
  plural: 'members',
  displayName: 'Member',
  attributes: {
    name: string({ required: true, maxLength: 190 }),
    email: { type: 'email', required: true, maxLength: 190 },
    active: boolean(true),
    manager: toOne('member'),
    roles: { type: 'relation', relation: 'manyToMany', target: 'plugin::crm.role' },
    adminUser: toOne('admin::user'),
    apiUser: toOne('plugin::users-permissions.user'),
    office: string({ maxLength: 190 }),
    /** Each is told in the panel and by e-mail, unless switched off here. */
    notifyInPanel: boolean(true),
    notifyByEmail: boolean(true),
    /** The hash of the secret in the address of this member's calendar; nothing while there is none. */
    calendarFeed: hidden(string({ maxLength: 64 })),
    externalId: string({ maxLength: 190 }),
  },
  keys: ['manager', 'adminUser', 'apiUser'],
  indexes: [
    { name: 'email', columns: ['email'], type: 'unique' },
    { name: 'calendar_feed', columns: ['calendar_feed'], type: 'unique' },
    { name: 'admin_user', columns: ['admin_user_key'], type: 'unique' },
    { name: 'api_user', columns: ['api_user_key'], type: 'unique' },
    { name: 'external_id', columns: ['external_id'], type: 'unique' },
  ],
});

export const role = defineRecord({
  singular: 'role',
  plural: 'roles',
  displayName: 'Role',
  attributes: {
    key: string({ required: true, maxLength: 190, regex: '^[a-z][a-z0-9_]*$' }),
    name: string({ required: true, maxLength: 190 }),
    grants: json(),
  },
  indexes: [{ name: 'key', columns: ['key'], type: 'unique' }],
});
