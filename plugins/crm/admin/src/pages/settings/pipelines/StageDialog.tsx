import { useState } from 'react';
import { STAGE_STATES } from '../../../../../core/pipeline/rules';
import { toOne, useCrmRecordsQuery } from '../../../api/dictionary-api';
import type { NamedRow, PipelineRow } from '../../../api/replies';
import { ChoiceField, FlagField, TextField } from '../../../parts/fields';
import { FormDialog } from '../../../parts/FormDialog';
import { useSaving } from '../../../parts/use-saving';
import { useWords } from '../../../words';
import type { EditedStage } from './pipeline-rows';

interface Props {
  readonly pipeline: PipelineRow;
  readonly stage: EditedStage | undefined;
  readonly onClose: () => void;
}

const NEW_COLOUR = '#0c75af';

export function StageDialog({ pipeline, stage, onClose }: Props) {
  const words = useWords();
  const { save, ...saving } = useSaving('stage', onClose);
  const { data } = useCrmRecordsQuery({ record: 'qualification-process', sort: 'name:ASC' });
  // Every record of this list has a name.
  const processes = (data ?? []) as unknown as readonly NamedRow[];
  const states: readonly string[] = STAGE_STATES[pipeline.kind];
  const [form, setForm] = useState({
    name: stage?.name ?? '',
    state: stage?.state ?? states[1] ?? '',
    colour: stage?.colour ?? NEW_COLOUR,
    visible: stage?.visible ?? true,
    process: stage?.process?.documentId ?? null,
  });
  const set = (change: Partial<typeof form>) => setForm({ ...form, ...change });

  function submit() {
    const { process, ...plain } = form;
    const runs = form.state === 'qualified' ? process : null;
    return save({
      documentId: stage?.documentId,
      said: words.say('crm.stages.saved', { name: form.name }),
      data: {
        ...plain,
        process: toOne(runs),
        ...(stage === undefined ? { pipeline: toOne(pipeline.documentId) } : {}),
      },
    });
  }

  return (
    <FormDialog
      open
      title={stage === undefined ? words.say('crm.stages.add') : stage.name}
      {...saving}
      maySave={form.name.trim() !== ''}
      onSave={() => void submit()}
      onClose={onClose}
    >
      <TextField
        required
        label={words.field('name')}
        value={form.name}
        onChange={(name) => set({ name })}
      />
      <ChoiceField
        required
        label={words.field('state')}
        hint={words.say('crm.stages.stateHint')}
        value={form.state}
        options={states.map((value) => ({ value, label: words.value('state', value) }))}
        onChange={(state) => set({ state })}
      />
      {form.state === 'qualified' && pipeline.kind === 'lead' ? (
        <ChoiceField
          label={words.say('crm.settings.processes')}
          hint={words.say('crm.stages.processHint')}
          value={form.process ?? ''}
          options={processes.map(({ documentId, name }) => ({ value: documentId, label: name }))}
          onChange={(process) => set({ process })}
          onClear={() => set({ process: null })}
        />
      ) : null}
      <TextField
        type="color"
        label={words.say('crm.stages.colour')}
        value={form.colour}
        onChange={(colour) => set({ colour })}
      />
      <FlagField
        label={words.say('crm.stages.visible')}
        hint={words.say('crm.stages.visibleHint')}
        value={form.visible}
        onChange={(visible) => set({ visible })}
      />
    </FormDialog>
  );
}
