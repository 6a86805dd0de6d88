import { Flex, Typography } from '@strapi/design-system';
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

export function MemberRoles({ member }: { member: TeamMember }) {
  const roles = useRolesOf(member) ?? [];
  if (roles.length === 0) return <Typography textColor="neutral600">–</Typography>;
  return (
    <Flex gap={1} wrap="wrap">
      {roles.map(({ documentId, name }) => (
        <Mark key={documentId} tone="primary">
          {name}
        </Mark>
      ))}
    </Flex>
  );
}
