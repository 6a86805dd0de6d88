import { useState } from 'react';
import { TextField } from '../../../parts/fields';
import { FormDialog } from '../../../parts/FormDialog';
import { useSaving } from '../../../parts/use-saving';
import { useWords } from '../../../words';
import type { GrantedRole } from './grants';

interface Props {
  readonly roles: readonly GrantedRole[];
  readonly onClose: () => void;
}

const KEY = /^[a-z][a-z0-9_]*$/;

/** A role of one's own; some keys have a meaning of their own, which the hint says (L3, L5). */
export function RoleDialog({ roles, onClose }: Props) {
  const words = useWords();
  const { save, ...saving } = useSaving('role', onClose);
  const [name, setName] = useState('');
  const [typed, setKey] = useState<string>();
  const key = typed ?? keyFor(name);
  const submit = () =>
    save({
      documentId: undefined,
      data: { key, name: name.trim(), grants: {} },
      said: words.say('crm.roles.saved', { name }),
    });
  return (
    <FormDialog
      open
      title={words.say('crm.roles.add')}
      {...saving}
      maySave={name.trim() !== '' && KEY.test(key) && roles.every((role) => role.key !== key)}
      onSave={() => void submit()}
      onClose={onClose}
    >
      <TextField required label={words.field('name')} value={name} onChange={setName} />
      <TextField
        required
        label={words.say('crm.roles.key')}
        hint={words.say('crm.roles.keyHint')}
        value={key}
        onChange={setKey}
      />
    </FormDialog>
  );
}

const keyFor = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '');
