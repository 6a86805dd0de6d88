import { useState } from 'react';
import type { PipelineRow } from '../../../api/replies';
import { ChoiceField, TextField } from '../../../parts/fields';
import { FormDialog } from '../../../parts/FormDialog';
import { useSaving } from '../../../parts/use-saving';
import { useWords } from '../../../words';

const KINDS = ['lead', 'opportunity'] as const satisfies readonly PipelineRow['kind'][];

/** A new pipeline comes with its first stage; the others are added to it. */
export function PipelineDialog({ onClose }: { onClose: (made?: string) => void }) {
  const words = useWords();
  const { save, ...saving } = useSaving('pipeline', ({ documentId }) => onClose(documentId));
  const [name, setName] = useState('');
  const [kind, setKind] = useState<PipelineRow['kind']>('lead');
  const submit = () =>
    save({
      documentId: undefined,
      data: { name, kind, key: keyFor(name) },
      said: words.say('crm.pipelines.saved', { name }),
    });
  return (
    <FormDialog
      open
      title={words.say('crm.pipelines.add')}
      {...saving}
      maySave={keyFor(name) !== ''}
      onSave={() => void submit()}
      onClose={() => onClose()}
    >
      <TextField required label={words.field('name')} value={name} onChange={setName} />
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

const keyFor = (name: string): string =>
  name
    .trim()
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
