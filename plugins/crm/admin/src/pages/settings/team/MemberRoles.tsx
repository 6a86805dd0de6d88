import { Flex, Typography } from '@strapi/design-system';
import { useAdminUsers } from '@strapi/strapi/admin';
import { useCrmRecordsQuery, useCrmRelatedQuery, type AnyRow } from '../../../api/dictionary-api';
import { Mark } from '../../../parts/Mark';
import type { TeamMember } from './team-member';

export interface RoleRow extends AnyRow {
  readonly key: string;
  readonly name: string;
}

/** The roles that a member has by themselves; those of their login count besides. */
export function useRolesOf(member: TeamMember | undefined): readonly RoleRow[] | undefined {
  const none = member === undefined || member.roles.count === 0;
  const { data: roles } = useCrmRecordsQuery({ record: 'role', sort: 'name:ASC' });
  const { data: own } = useCrmRelatedQuery(
    { record: 'member', documentId: member?.documentId ?? '', field: 'roles' },
    { skip: none },
  );
  if (none) return [];
  if (own === undefined || roles === undefined) return undefined;
  const ids = own.map(({ documentId }) => documentId);
  // Every record of this list is a role.
  return (roles as readonly RoleRow[]).filter(({ documentId }) => ids.includes(documentId));
}

/** What a member is: by themselves, and by the login to the panel. */
export function MemberRoles({ member }: { member: TeamMember }) {
  const own = useRolesOf(member) ?? [];
  const lent = useRolesOfLogin(member).filter((role) => !own.includes(role));
  if (own.length + lent.length === 0) return <Typography textColor="neutral600">–</Typography>;
  return (
    <Flex gap={1} wrap="wrap">
      {own.map(({ documentId, name }) => (
        <Mark key={documentId} tone="primary">
          {name}
        </Mark>
      ))}
      {lent.map(({ documentId, name }) => (
        <Mark key={documentId} tone="neutral">
          {name}
        </Mark>
      ))}
    </Flex>
  );
}

const SUPER_ADMIN = 'strapi-super-admin';

function useRolesOfLogin({ adminUser }: TeamMember): readonly RoleRow[] {
  const { data: roles } = useCrmRecordsQuery({ record: 'role', sort: 'name:ASC' });
  // Who may not read the administrators sees the roles of the member alone.
  const { data: staff } = useAdminUsers({ pageSize: 100 });
  const login = staff?.users.find(({ id }) => Number(id) === adminUser?.id);
  const codes = login?.roles?.map(({ code }) => code) ?? [];
  const keys = codes.map((code) => (code === SUPER_ADMIN ? 'crm_admin' : code));
  // Every record of this list is a role.
  return ((roles ?? []) as readonly RoleRow[]).filter(({ key }) => keys.includes(key));
}
