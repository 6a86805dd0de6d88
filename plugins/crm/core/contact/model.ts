import type { MasterTypeKey } from '../dropdown/types';
import { refuse, type Refusal } from '../kernel/refusals';
import type { Ref } from '../kernel/values';

/** R11. Why a contact is inactive. */
export const INACTIVE_REASONS = [
  'left-company',
  'between-projects',
  'credit-hold',
  'lost-lead',
  'deceased',
  'duplicate',
  'other',
] as const;
export type InactiveReason = (typeof INACTIVE_REASONS)[number];

export interface ContactFact {
  readonly id: number;
  readonly documentId: string;
  readonly name: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly phone: string | null;
  readonly company: Ref | null;
  readonly externalId: string | null;
  readonly active: boolean;
  readonly inactiveReason: InactiveReason | null;
  readonly inactiveUntil: string | null;
  /** The operation that made it inactive, and the lead of that operation (R12). */
  readonly inactivatedBy: Ref | null;
  readonly inactivatedByLeadId: number | null;
  readonly deceased: boolean;
  readonly doNotContact: boolean;
  readonly email: string | null;
  /** Is the address held for this contact (R28)? Where somebody else has it, setting active asks for another. */
  readonly emailHeld: boolean;
  /** The address that it gave up while inactive; it comes back with it if it is still free (X29). */
  readonly releasedEmail: string | null;
  /** The login to the portal, by row id. */
  readonly portalUserId: number | null;
  readonly portalInvitedAt: string | null;
  /** X70: the contact that this one has become part of. It is inactive then, and written to by nobody. */
  readonly mergedInto: Ref | null;
  /** R29: since when nothing is known of the person any more. */
  readonly erasedAt: string | null;
}

/** R29: what is known of a person. Everything else that a contact has is the CRM's own. */
export const PERSONAL_CONTACT_FIELDS = [
  'firstName',
  'lastName',
  'email',
  'phone',
  'company',
  'externalId',
  'releasedEmail',
  'portalUser',
  'portalInvitedAt',
] as const;

/** A lead contact: the link between a lead and a person. */
export interface LinkFact {
  readonly id: number;
  readonly leadId: number;
  readonly contactId: number;
  /** Ended relationships neither protect nor are cascaded (X10). */
  readonly active: boolean;
  readonly primaryIndividual: boolean;
  readonly primaryContact: boolean;
  readonly relationship: MasterTypeKey | null;
}

/** Why a contact stays active although a cascade reaches it. */
export interface ProtectionFact {
  readonly contactId: number;
  readonly by: 'lead' | 'staff' | 'company' | 'opportunity';
  /** The protecting record; for `lead` and `company` the row id decides whether it counts. */
  readonly id: number;
  readonly label: string;
}

/** The fields of a contact that only actions change, with the action an edit of each stands for (R32). */
export const GUARDED_CONTACT_FIELDS = {
  active: 'deactivate',
  inactiveReason: 'deactivate',
  inactiveUntil: 'deactivate',
  deceased: 'deactivate',
  inactivatedBy: null,
  releasedEmail: 'release-email',
  portalUser: null,
  portalInvitedAt: 'invite',
  mergedInto: 'merge',
  erasedAt: 'erase',
} as const satisfies Record<string, string | null>;
export type GuardedContactField = keyof typeof GUARDED_CONTACT_FIELDS;

/** X70: nobody works with a contact that is part of another one. */
export const refuseMerged = ({
  name,
  mergedInto,
}: Pick<ContactFact, 'name' | 'mergedInto'>): Refusal | null =>
  mergedInto === null
    ? null
    : refuse('contact.merged', {
        contact: name,
        into: mergedInto.label,
        by: mergedInto.documentId,
      });

export const contactSubject = (contact: Pick<ContactFact, 'id' | 'documentId' | 'name'>) =>
  ({
    record: 'contact',
    id: contact.id,
    documentId: contact.documentId,
    label: contact.name,
  }) as const;
