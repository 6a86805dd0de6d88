import { useAuth } from '@strapi/strapi/admin';
import { useState } from 'react';
import { changing, useCrmRecordsQuery } from '../../../api/dictionary-api';
import { useCrmLeadsQuery } from '../../../api/list-api';
import { Note } from '../../../panels/PanelState';
import { RecordLink } from '../../../panels/RecordLink';
import { ChoiceField, FlagField, ManyField, TextField } from '../../../parts/fields';
import { FormDialog } from '../../../parts/FormDialog';
import { useChanges } from '../../../parts/use-changes';
import { useSaving } from '../../../parts/use-saving';
import { CRM_HOME } from '../../../records';
import { codeOf, useWords } from '../../../words';
import { nameError } from '../name-error';
import { dataOf, formOf, hasAddress, isFilled } from './member-form';
import { LoginField } from './LoginField';
import { useRolesOf, type RoleRow } from './MemberRoles';
import type { TeamMember } from './team-member';

interface Props {
  /** Nobody yet, where one is added. */
  readonly member: TeamMember | undefined;
  readonly members: readonly TeamMember[];
  readonly onClose: () => void;
}

export function MemberDialog({ member, members, onClose }: Props) {
  const words = useWords();
  const { save, failure, errors, ...saving } = useSaving('member', onClose, [
    'name',
    'email',
    'manager',
    'adminUser',
    'apiUser',
    'office',
    'active',
  ]);
  const [isTried, setIsTried] = useState(false);
  const { form, changes, set } = useChanges(formOf(member));
  const others = members.filter(({ documentId }) => documentId !== member?.documentId);
  const isMe = useIsMe();
  const isGone = member !== undefined && !form.active;

  const lacksAddress = isTried && !hasAddress(form);
  const isTaken = codeOf(failure) === 'email.taken';

  async function submit() {
    setIsTried(true);
    if (!hasAddress(form)) return;
    const said = words.say('crm.team.saved', { name: form.name.trim() });
    if (member === undefined) await save({ documentId: undefined, data: dataOf(form), said });
    else await save({ ...changing(member, dataOf(changes)), said });
  }

  return (
    <FormDialog
      open
      title={member?.name ?? words.say('crm.team.add')}
      {...saving}
      failure={isTaken ? undefined : failure}
      maySave={isFilled(form)}
      onSave={() => void submit()}
      onClose={onClose}
    >
      <TextField
        required
        label={words.field('name')}
        value={form.name}
        error={errors['name'] ?? nameError(words, changes.name, [])}
        onChange={(name) => set({ name })}
      />
      <TextField
        required
        type="email"
        label={words.field('email')}
        value={form.email}
        error={
          lacksAddress
            ? words.say('crm.team.noAddress')
            : isTaken
              ? words.refusal(failure)
              : errors['email']
        }
        onChange={(email) => set({ email })}
      />
      <RolesField member={member} chosen={form.roles} onChange={(roles) => set({ roles })} />
      <ChoiceField
        label={words.say('crm.team.manager')}
        hint={words.say('crm.team.managerHint')}
        value={form.manager ?? ''}
        error={errors['manager']}
        options={others
          .filter((one) => one.active)
          .map(({ documentId, name }) => ({ value: documentId, label: name }))}
        onChange={(manager) => set({ manager })}
        onClear={() => set({ manager: null })}
      />
      <LoginField
        field="adminUser"
        label={words.say('crm.team.panelLogin')}
        current={member?.adminUser ?? null}
        chosen={form.adminUser}
        taken={loginsOf(others, 'adminUser')}
        error={errors['adminUser']}
        onChange={(adminUser) => set({ adminUser })}
      />
      <LoginField
        field="apiUser"
        label={words.say('crm.team.apiLogin')}
        current={member?.apiUser ?? null}
        chosen={form.apiUser}
        taken={loginsOf(others, 'apiUser')}
        error={errors['apiUser']}
        onChange={(apiUser) => set({ apiUser })}
      />
      <TextField
        label={words.say('crm.team.office')}
        value={form.office}
        error={errors['office']}
        onChange={(office) => set({ office })}
      />
      <FlagField
        label={words.field('active')}
        hint={words.say('crm.team.activeHint')}
        value={form.active}
        error={errors['active']}
        onChange={(active) => set({ active })}
      />
      {isGone && isMe(member) ? (
        <Note tone="warning">{words.say('crm.team.lockedOut')}</Note>
      ) : null}
      {isGone ? <OpenLeads member={member} /> : null}
    </FormDialog>
  );
}

const loginsOf = (members: readonly TeamMember[], field: 'adminUser' | 'apiUser'): number[] =>
  members.flatMap((one) => one[field]?.id ?? []);

/** Who reads this is known by the login to the panel. */
function useIsMe(): (member: TeamMember) => boolean {
  const me = useAuth('MemberDialog', ({ user }) => user?.id);
  return ({ adminUser }) => adminUser !== null && adminUser.id === Number(me);
}

interface RolesProps {
  readonly member: TeamMember | undefined;
  /** Nothing said yet, or the documentIds of roles. */
  readonly chosen: readonly string[] | undefined;
  readonly onChange: (roles: readonly string[]) => void;
}

function RolesField({ member, chosen, onChange }: RolesProps) {
  const words = useWords();
  const { data } = useCrmRecordsQuery({ record: 'role', sort: 'name:ASC' });
  // Every record of this list is a role.
  const roles = (data ?? []) as readonly RoleRow[];
  const own = useRolesOf(member) ?? [];
  const value = chosen ?? own.map(({ documentId }) => documentId);
  return (
    <ManyField
      label={words.say('crm.team.roles')}
      hint={words.say('crm.team.rolesHint')}
      none={words.say('crm.picker.none')}
      value={value}
      options={roles.map(({ documentId, name }) => ({ value: documentId, label: name }))}
      onChange={onChange}
    />
  );
}

const leadsOf = ({ name }: TeamMember): string =>
  `${CRM_HOME}/leads?${new URLSearchParams({ 'filters[$and][0][owner][name][$eq]': name }).toString()}`;

/** X32, L29: what stays behind when somebody leaves. */
function OpenLeads({ member }: { member: TeamMember }) {
  const words = useWords();
  const { data } = useCrmLeadsQuery({
    page: 1,
    pageSize: 1,
    sort: 'createdAt:DESC',
    filters: { owner: { documentId: { $eq: member.documentId } }, status: { $eq: 'open' } },
  });
  if (data === undefined || data.total === 0) return null;
  return (
    <Note tone="warning">
      {words.say('crm.team.leaves', { name: member.name, count: data.total })}{' '}
      <RecordLink to={leadsOf(member)}>{words.say('crm.team.showLeads')}</RecordLink>
    </Note>
  );
}
