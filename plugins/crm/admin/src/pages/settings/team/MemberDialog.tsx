import { useState } from 'react';
import { useCrmRecordsQuery } from '../../../api/dictionary-api';
import { useCrmLeadsQuery } from '../../../api/list-api';
import { Note } from '../../../panels/PanelState';
import { ChoiceField, FlagField, ManyField, TextField } from '../../../parts/fields';
import { FormDialog } from '../../../parts/FormDialog';
import { useSaving } from '../../../parts/use-saving';
import { codeOf, useWords } from '../../../words';
import { dataOf, formOf, hasAddress, isFilled, type MemberForm } from './member-form';
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
  const { save, failure, ...saving } = useSaving('member', onClose);
  const [isTried, setIsTried] = useState(false);
  const [form, setForm] = useState(() => formOf(member));
  const set = (change: Partial<MemberForm>) => setForm({ ...form, ...change });
  const leaves = member?.active === true && !form.active;

  const lacksAddress = isTried && !hasAddress(form);
  const isTaken = codeOf(failure) === 'email.taken';

  async function submit() {
    setIsTried(true);
    if (!hasAddress(form)) return;
    await save({
      documentId: member?.documentId,
      data: dataOf(form),
      said: words.say('crm.team.saved', { name: form.name }),
    });
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
              : undefined
        }
        onChange={(email) => set({ email })}
      />
      <RolesField member={member} chosen={form.roles} onChange={(roles) => set({ roles })} />
      <ChoiceField
        label={words.say('crm.team.manager')}
        hint={words.say('crm.team.managerHint')}
        value={form.manager ?? ''}
        options={members
          .filter((one) => one.active && one.documentId !== member?.documentId)
          .map(({ documentId, name }) => ({ value: documentId, label: name }))}
        onChange={(manager) => set({ manager })}
        onClear={() => set({ manager: null })}
      />
      <LoginField
        field="adminUser"
        label={words.say('crm.team.panelLogin')}
        current={member?.adminUser ?? null}
        chosen={form.adminUser}
        onChange={(adminUser) => set({ adminUser })}
      />
      <LoginField
        field="apiUser"
        label={words.say('crm.team.apiLogin')}
        current={member?.apiUser ?? null}
        chosen={form.apiUser}
        onChange={(apiUser) => set({ apiUser })}
      />
      <TextField
        label={words.say('crm.team.office')}
        value={form.office}
        onChange={(office) => set({ office })}
      />
      <FlagField
        label={words.field('active')}
        hint={words.say('crm.team.activeHint')}
        value={form.active}
        onChange={(active) => set({ active })}
      />
      {leaves ? <OpenLeads member={member} /> : null}
    </FormDialog>
  );
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
      {words.say('crm.team.leaves', { name: member.name, count: data.total })}
    </Note>
  );
}
