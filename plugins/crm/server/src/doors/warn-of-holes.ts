import type { Core } from '@strapi/strapi';
import { portalHoles } from '../../../core/contact/rules/portal-holes';

interface Advanced {
  allow_register?: boolean;
  default_role?: string;
}

interface RoleRow {
  type: string;
  permissions?: { action: string }[];
}

/** Looks at the host's own roles and settings, and says at the start what leads past the portal's doors. */
export async function warnOfHoles(strapi: Core.Strapi): Promise<void> {
  const store = strapi.store({ type: 'plugin', name: 'users-permissions' });
  const advanced = ((await store.get({ key: 'advanced' })) ?? {}) as Advanced;
  const roles: RoleRow[] = await strapi.db
    .query('plugin::users-permissions.role')
    .findMany({ populate: { permissions: true } });
  const fields: unknown = strapi.config.get('plugin::users-permissions.register.allowedFields');
  const mode: unknown = strapi.config.get('plugin::users-permissions.jwtManagement');
  const holes = portalHoles({
    roles: roles.map(({ type, permissions = [] }) => ({
      type,
      actions: permissions.map(({ action }) => action),
    })),
    registration: advanced.allow_register ?? true,
    defaultRole: advanced.default_role ?? 'authenticated',
    registerFields: Array.isArray(fields) ? fields.map(String) : [],
    jwtManagement: typeof mode === 'string' ? mode : 'legacy-support',
  });
  for (const hole of holes) strapi.log.warn(`CRM portal: ${hole}`);
}
