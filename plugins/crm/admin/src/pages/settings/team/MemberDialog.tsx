import { MultiSelect, MultiSelectOption } from '@strapi/design-system';
import { useState } from 'react';
import { toMany, toOne, useCrmRecordsQuery, useCrmSaveMutation } from '../../../api/dictionary-api';
import { useCrmLeadsQuery } from '../../../api/list-api';
import { Note } from '../../../panels/PanelState';
import { ChoiceField, FlagField, Labelled, TextField } from '../../../parts/fields';
import { FormDialog } from '../../../parts/FormDialog';
import { useTold } from '../../../parts/use-told';
import { useWords } from '../../../words';
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
  const told = useTold();
  const [save, { isLoading, error }] = useCrmSaveMutation();
  const { data } = useCrmRecordsQuery({ record: 'role', sort: 'name:ASC' });
  // Every record of this list is a role.
  const roles = (data ?? []) as readonly RoleRow[];
  const own = useRolesOf(member);
  const [form, setForm] = useState({
    name: member?.name ?? '',
    email: member?.email ?? '',
    office: member?.office ?? '',
    active: member?.active ?? true,
    manager: member?.manager?.documentId ?? null,
  });
  const [chosen, setChosen] = useState<readonly string[]>();
  const [logins, setLogins] = useState<Readonly<Record<string, number | null>>>({});
  const roleIds = chosen ?? own?.map(({ documentId }) => documentId) ?? [];
  const set = (change: Partial<typeof form>) => setForm({ ...form, ...change });

  async function submit() {
    const { manager, office, ...plain } = form;
    const reply = await save({
      record: 'member',
      ...(member === undefined ? {} : { documentId: member.documentId }),
      data: {
        ...plain,
        office: office === '' ? null : office,
        manager: toOne(manager),
        ...(chosen === undefined ? {} : { roles: toMany(chosen) }),
        ...Object.fromEntries(
          Object.entries(logins).map(([field, id]) => [
            field,
            { set: id === null ? [] : [{ id }] },
          ]),
        ),
      },
    });
    if (told(reply, words.say('crm.team.saved', { name: form.name }))) onClose();
  }

  return (
    <FormDialog
      open
      title={member === undefined ? words.say('crm.team.add') : member.name}
      isSaving={isLoading}
      failure={error}
      maySave={form.name.trim() !== '' && form.email.trim() !== ''}
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
        onChange={(email) => set({ email })}
      />
      <Labelled label={words.say('crm.team.roles')} hint={words.say('crm.team.rolesHint')}>
        <MultiSelect
          withTags
          value={[...roleIds]}
          placeholder={words.say('crm.picker.none')}
          onChange={(values: string[]) => setChosen(values)}
          onClear={() => setChosen([])}
        >
          {roles.map(({ documentId, name }) => (
            <MultiSelectOption key={documentId} value={documentId}>
              {name}
            </MultiSelectOption>
          ))}
        </MultiSelect>
      </Labelled>
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
        chosen={logins['adminUser']}
        onChange={(id) => setLogins({ ...logins, adminUser: id })}
      />
      <LoginField
        field="apiUser"
        label={words.say('crm.team.apiLogin')}
        current={member?.apiUser ?? null}
        chosen={logins['apiUser']}
        onChange={(id) => setLogins({ ...logins, apiUser: id })}
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
      {member !== undefined && member.active && !form.active ? <OpenLeads member={member} /> : null}
    </FormDialog>
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
