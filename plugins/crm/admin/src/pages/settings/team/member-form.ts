import { emailAddress } from '../../../../../core/kernel/fields';
import { toMany, toOne } from '../../../api/dictionary-api';
import type { TeamMember } from './team-member';

/** What the form of a member holds. Roles and logins that nobody touched are not said. */
export interface MemberForm {
  readonly name: string;
  readonly email: string;
  readonly office: string;
  readonly active: boolean;
  readonly manager: string | null;
  readonly roles?: readonly string[];
  readonly adminUser?: number | null;
  readonly apiUser?: number | null;
}

const NOBODY_YET: MemberForm = { name: '', email: '', office: '', active: true, manager: null };

export const formOf = (member: TeamMember | undefined): MemberForm =>
  member === undefined
    ? NOBODY_YET
    : {
        name: member.name,
        email: member.email,
        office: member.office ?? '',
        active: member.active,
        manager: member.manager?.documentId ?? null,
      };

export const isFilled = ({ name, email }: MemberForm): boolean =>
  name.trim() !== '' && email.trim() !== '';

const ADDRESS = emailAddress('E-mail');

export const hasAddress = ({ email }: MemberForm): boolean => ADDRESS.safeParse(email).success;

/** The form, or what was changed in it, as the Content Manager takes it. */
export function dataOf({
  name,
  office,
  manager,
  roles,
  adminUser,
  apiUser,
  ...form
}: Partial<MemberForm>) {
  return {
    ...form,
    ...(name === undefined ? {} : { name: name.trim() }),
    ...(office === undefined ? {} : { office: office.trim() === '' ? null : office.trim() }),
    ...(manager === undefined ? {} : { manager: toOne(manager) }),
    ...(roles === undefined ? {} : { roles: toMany(roles) }),
    ...(adminUser === undefined ? {} : { adminUser: login(adminUser) }),
    ...(apiUser === undefined ? {} : { apiUser: login(apiUser) }),
  };
}

const login = (id: number | null) => ({ set: id === null ? [] : [{ id }] });
