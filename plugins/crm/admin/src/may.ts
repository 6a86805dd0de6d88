import { useAuth } from '@strapi/strapi/admin';
import { uidOf } from './records';

/** What Strapi's permission screen calls one of our doors. */
export const doorAction = (door: string): string => `plugin::crm.${door}`;

/**
 * Does Strapi's permission screen give this user the door `plugin::crm.<door>`? Comfort only: the server
 * asks again, and asks the grants of the role besides.
 */
export function useMay(): (door: string) => boolean {
  const permissions = useAuth('Crm', (state) => state.permissions);
  return (door) => permissions.some(({ action }) => action === doorAction(door));
}

type Deed = 'create' | 'read' | 'update' | 'delete';

/** The Content Manager's word for writing a record of ours. */
export const deedOn = (deed: Deed, record: string) => ({
  action: `plugin::content-manager.explorer.${deed}`,
  subject: uidOf(record),
});

/** May this user do so with records of this kind? Comfort only, too. */
export function useMayOn(): (deed: Deed, record: string) => boolean {
  const permissions = useAuth('Crm', (state) => state.permissions);
  return (deed, record) => {
    const asked = deedOn(deed, record);
    return permissions.some(
      ({ action, subject }) => action === asked.action && subject === asked.subject,
    );
  };
}
