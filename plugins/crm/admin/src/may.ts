import { useAuth } from '@strapi/strapi/admin';

/**
 * Does Strapi's permission screen give this user the door `plugin::crm.<door>`? Comfort only: the server
 * asks again, and asks the grants of the role besides.
 */
export function useMay(): (door: string) => boolean {
  const permissions = useAuth('Crm', (state) => state.permissions);
  return (door) => permissions.some(({ action }) => action === `plugin::crm.${door}`);
}
