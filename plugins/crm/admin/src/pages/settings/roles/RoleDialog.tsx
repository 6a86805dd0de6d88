import { useState } from 'react';
import { TextField } from '../../../parts/fields';
import { FormDialog } from '../../../parts/FormDialog';
import { useSaving } from '../../../parts/use-saving';
import { useWords } from '../../../words';
import { freeKey, keyFor } from '../free-key';
import { nameError } from '../name-error';
import type { GrantedRole } from './grants';

interface Props {
  readonly roles: readonly GrantedRole[];
  readonly onClose: () => void;
}

const KEY = /^[a-z][a-z0-9_]*$/;

/** A role of one's own; some keys have a meaning of their own, which the hint says (L3, L5). */
export function RoleDialog({ roles, onClose }: Props) {
  const words = useWords();
  const { save, errors, ...saving } = useSaving('role', onClose, ['name', 'key']);
  const [text, setName] = useState<string>();
  const name = text?.trim() ?? '';
  const [typed, setKey] = useState<string>();
  const keys = roles.map((role) => role.key);
  const key = typed ?? (keyFor(name, '_') || freeKey('role', keys, '_'));
  const wrong = {
    name: nameError(words, text, []),
    key: keys.includes(key)
      ? words.say('crm.said.keyTaken')
      : KEY.test(key)
        ? undefined
        : words.say('crm.roles.noKey'),
  };
  const submit = () =>
    save({
      documentId: undefined,
      data: { key, name, grants: {} },
      said: words.say('crm.roles.saved', { name }),
    });
  return (
    <FormDialog
      open
      title={words.say('crm.roles.add')}
      {...saving}
      maySave={name !== '' && wrong.key === undefined}
      onSave={() => void submit()}
      onClose={onClose}
    >
      <TextField
        required
        label={words.field('name')}
        value={text ?? ''}
        error={wrong.name ?? errors['name']}
        onChange={setName}
      />
      <TextField
        required
        label={words.say('crm.roles.key')}
        hint={words.say('crm.roles.keyHint')}
        value={key}
        error={wrong.key ?? errors['key']}
        onChange={setKey}
      />
    </FormDialog>
  );
}
