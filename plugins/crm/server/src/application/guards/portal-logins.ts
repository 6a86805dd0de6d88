import type { Core } from '@strapi/strapi';
import { refuse, refuseField } from '../../../../core/kernel/refusals';
import { loadPortalLogins } from '../../facts/portal';
import { renewSessions } from '../../store/portal-logins';
import { Refused } from '../refused';
import type { Guard, Write } from './guard';
import { targetOf } from './written';

const ROLES = 'plugin::users-permissions.role';
const TOKENS = ['resetPasswordToken', 'confirmationToken'] as const;

/**
 * The login of a contact (P2, I18, I22): its role is the portal's, it is opened and shut with its contact,
 * and nothing that is under way when it is shut opens it again.
 */
export const portalLoginGuard = (strapi: Core.Strapi): Guard => ({
  record: 'plugin::users-permissions.user',
  only: ['role', 'blocked', 'password', ...TOKENS],

  async updating(write, ids, data) {
    const logins = await loadPortalLogins(write.tx, ids);
    if (logins.length === 0) return;
    if (data['role'] !== undefined && !(await isPortalRole(strapi, data['role']))) {
      const because =
        'The login of a contact keeps the role of the portal. Somebody on the team gets a login of their own.';
      throw new Refused(refuse('field.guarded', { field: 'role', because }));
    }
    const shut = logins.filter(({ active }) => !active);
    if (shut.length > 0) {
      if (data['blocked'] === false) throw new Refused(refuse('contact.inactive'));
      // Whoever asks for a new password while the access is cut hears what a stranger hears.
      if (data['password'] !== undefined) await refusePassword(write);
      for (const token of TOKENS) if (data[token] != null) data[token] = null;
      return;
    }
    if (data['password'] === undefined) return;
    // Who has a new password needs no way to another one.
    data['resetPasswordToken'] ??= null;
    // The token that comes with the new password is of this very second.
    const from = new Date(Date.now() - 1000);
    await renewSessions(
      write.tx,
      logins.map(({ user }) => user),
      from,
    );
  },

  async deleting({ tx }, ids) {
    const [login] = await loadPortalLogins(tx, ids);
    if (login === undefined) return;
    const because = `This is the login of the contact ${login.name}. Set the contact inactive, or delete it.`;
    throw new Refused(refuse('field.guarded', { field: 'login', because }));
  },
});

async function isPortalRole(strapi: Core.Strapi, written: unknown): Promise<boolean> {
  const target = targetOf(written);
  if (target === undefined) return true;
  if (target === null) return false;
  const role: { type?: string } | null = await strapi.db.query(ROLES).findOne({ where: target });
  return role?.type === 'crm_portal';
}

async function refusePassword({ request }: Write): Promise<never> {
  const isKnown = await request().then(
    () => true,
    () => false,
  );
  throw new Refused(
    isKnown ? refuse('contact.inactive') : refuseField('code', 'Incorrect code provided.'),
  );
}
