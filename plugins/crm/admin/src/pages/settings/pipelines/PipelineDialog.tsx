import { useState } from 'react';
import { useCrmSaveMutation } from '../../../api/dictionary-api';
import type { PipelineRow } from '../../../api/replies';
import { ChoiceField, TextField } from '../../../parts/fields';
import { FormDialog } from '../../../parts/FormDialog';
import { useTold } from '../../../parts/use-told';
import { useWords } from '../../../words';

const KINDS = ['lead', 'opportunity'] as const satisfies readonly PipelineRow['kind'][];

/** A new pipeline comes with its first stage; the others are added to it. */
export function PipelineDialog({ onClose }: { onClose: (made?: string) => void }) {
  const words = useWords();
  const told = useTold();
  const [save, { isLoading, error }] = useCrmSaveMutation();
  const [name, setName] = useState('');
  const [kind, setKind] = useState<PipelineRow['kind']>('lead');
  async function submit() {
    const reply = await save({ record: 'pipeline', data: { name, kind, key: keyFor(name) } });
    if (told(reply, words.say('crm.pipelines.saved', { name })) && 'data' in reply) {
      onClose(reply.data.documentId);
    }
  }
  return (
    <FormDialog
      open
      title={words.say('crm.pipelines.add')}
      isSaving={isLoading}
      failure={error}
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
