import { useState } from 'react';
import type { PipelineRow } from '../../../api/replies';
import { ChoiceField, TextField } from '../../../parts/fields';
import { FormDialog } from '../../../parts/FormDialog';
import { useSaving } from '../../../parts/use-saving';
import { useWords } from '../../../words';
import { freeKey, keyFor } from '../free-key';
import { nameError } from '../name-error';

interface Props {
  readonly pipelines: readonly PipelineRow[];
  readonly onClose: (made?: string) => void;
}

const KINDS = ['lead', 'opportunity'] as const satisfies readonly PipelineRow['kind'][];

/** A new pipeline comes with its first stage; the others are added to it. */
export function PipelineDialog({ pipelines, onClose }: Props) {
  const words = useWords();
  const { save, errors, ...saving } = useSaving(
    'pipeline',
    ({ documentId }) => onClose(documentId),
    ['name'],
  );
  const [typed, setName] = useState<string>();
  const name = typed?.trim() ?? '';
  const [kind, setKind] = useState<PipelineRow['kind']>('lead');
  const wrong = nameError(
    words,
    typed,
    pipelines.filter((one) => one.kind === kind),
  );
  const keys = pipelines.map(({ key }) => key);
  const submit = () =>
    save({
      documentId: undefined,
      data: { name, kind, key: freeKey(keyFor(name, '-') || 'pipeline', keys, '-') },
      said: words.say('crm.pipelines.saved', { name }),
    });
  return (
    <FormDialog
      open
      title={words.say('crm.pipelines.add')}
      {...saving}
      maySave={name !== '' && wrong === undefined}
      onSave={() => void submit()}
      onClose={() => onClose()}
    >
      <TextField
        required
        label={words.field('name')}
        value={typed ?? ''}
        error={wrong ?? errors['name']}
        onChange={setName}
      />
      <ChoiceField
        required
        label={words.say('crm.pipelines.kind')}
        value={kind}
        options={KINDS.map((value) => ({ value, label: words.say(`crm.pipelines.kind.${value}`) }))}
        onChange={setKind}
      />
    </FormDialog>
  );
}
