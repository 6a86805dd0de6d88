import { Button, Flex } from '@strapi/design-system';
import { Check, Plus } from '@strapi/icons';
import { useState } from 'react';
import { changing, useCrmRecordsQuery, useCrmSaveMutation } from '../../../api/dictionary-api';
import { Unsaved } from '../../../parts/Unsaved';
import { useTold } from '../../../parts/use-told';
import { useWords } from '../../../words';
import { SettingsPage } from '../SettingsPage';
import { edited, withoutRole, type Edits, type GrantedRole } from './grants';
import { GrantTable } from './GrantTable';
import { RoleDialog } from './RoleDialog';

/** R13: role by deed, whether on any lead, on one's own, or not at all. */
export default function RolesPage() {
  const words = useWords();
  const told = useTold();
  const { data, error } = useCrmRecordsQuery({ record: 'role', sort: 'id:ASC' });
  const [save, { isLoading }] = useCrmSaveMutation();
  const [edits, setEdits] = useState<Edits>({});
  const [adding, setAdding] = useState(false);
  // Every record of this list is a role.
  const roles = data as readonly GrantedRole[] | undefined;
  const changed = roles?.filter(({ documentId }) => documentId in edits) ?? [];

  async function submit() {
    for (const role of changed) {
      const reply = await save({
        record: 'role',
        ...changing(role, { grants: edited(role, edits) }),
      });
      if (!told(reply, words.say('crm.roles.saved', { name: role.name }))) return;
      setEdits((left) => withoutRole(left, role));
    }
  }

  return (
    <SettingsPage
      title={words.say('crm.settings.roles')}
      about={words.say('crm.roles.about')}
      failure={error}
      isLoading={roles === undefined}
      action={
        <Flex gap={2}>
          <Button variant="secondary" startIcon={<Plus />} onClick={() => setAdding(true)}>
            {words.say('crm.roles.add')}
          </Button>
          <Button
            startIcon={<Check />}
            loading={isLoading}
            disabled={changed.length === 0}
            onClick={() => void submit()}
          >
            {words.say('crm.save')}
          </Button>
        </Flex>
      }
    >
      <Unsaved isChanged={changed.length > 0} />
      <GrantTable roles={roles ?? []} edits={edits} onEdit={setEdits} />
      {adding ? <RoleDialog roles={roles ?? []} onClose={() => setAdding(false)} /> : null}
    </SettingsPage>
  );
}
