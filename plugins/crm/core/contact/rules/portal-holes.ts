import { CRM_ROLES } from '../../role/roles';

/** How a host has set up the logins of its API. */
export interface LoginSetup {
  /** Roles of users-permissions, by type, with the actions they may do. */
  readonly roles: readonly { readonly type: string; readonly actions: readonly string[] }[];
  readonly registration: boolean;
  /** The role that whoever registers gets. */
  readonly defaultRole: string;
  /** What may be sent along when registering, beside name, address and password. */
  readonly registerFields: readonly string[];
  readonly jwtManagement: string;
}

/** Whoever may do one of these can give themselves any role, and anybody else another password. */
const USER_DEEDS = ['create', 'update', 'destroy'].map(
  (deed) => `plugin::users-permissions.user.${deed}`,
);
const ADMINISTRATORS: readonly string[] = ['crm_admin'];
const OWN_ROLES: readonly string[] = CRM_ROLES.map(({ key }) => key);
const DANGEROUS_FIELDS: readonly string[] = ['role', 'blocked', 'confirmed', 'provider'];

/**
 * What in a host's own set-up leads past the portal's doors, each as a sentence for its log. The plugin's
 * roles open none of them; only a host can.
 */
export function portalHoles(setup: LoginSetup): string[] {
  const { roles, registration, defaultRole, registerFields, jwtManagement } = setup;
  const holes = roles
    .filter(({ type }) => !ADMINISTRATORS.includes(type))
    .flatMap(({ type, actions }) => {
      const deeds = actions.filter((action) => USER_DEEDS.includes(action));
      return deeds.length === 0
        ? []
        : [
            `The role "${type}" may do ${deeds.join(', ')}: whoever has it can take any role and change anybody's password. Take it away.`,
          ];
    });
  if (registration && OWN_ROLES.includes(defaultRole)) {
    holes.push(
      `Whoever registers gets the role "${defaultRole}" of the CRM. Choose another default role; contacts come into the portal by invitation.`,
    );
  }
  const fields = registerFields.filter((field) => DANGEROUS_FIELDS.includes(field));
  if (registration && fields.length > 0) {
    holes.push(
      `Whoever registers may choose ${fields.join(', ')} (register.allowedFields). Leave these out.`,
    );
  }
  if (jwtManagement !== 'refresh') {
    holes.push(
      `users-permissions gives out tokens without sessions (jwtManagement: "${jwtManagement}"). Set it to "refresh", so that access ends to the instant.`,
    );
  }
  return holes;
}
