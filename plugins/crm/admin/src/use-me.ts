import { useAuth } from '@strapi/strapi/admin';
import { useCrmMeQuery } from './api/list-api';
import type { MemberRow } from './api/replies';

/** Who the person at the screen is on the team; nobody, where an administrator is no member. */
export function useMe(): MemberRow | null | undefined {
  const user = useAuth('CrmMe', (state) => state.user);
  return useCrmMeQuery(Number(user?.id), { skip: user === undefined }).data;
}
