import { refuse } from '../../../core/kernel/refusals';
import type { Request } from './context';
import { Refused } from './refused';

/**
 * For what is crm_admin's, whatever Strapi's own permissions say.
 *
 * @throws Refused with `access.role`
 */
export function onlyAdministrators({ actor }: Pick<Request, 'actor'>, grant: string): void {
  if (actor.kind !== 'system' && !actor.roles.includes('crm_admin')) {
    throw new Refused(refuse('access.role', { grant }));
  }
}
