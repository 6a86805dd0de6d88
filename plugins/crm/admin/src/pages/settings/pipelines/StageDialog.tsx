import { STAGE_STATES } from '../../../../../core/pipeline/rules';
import { changing, toOne, useCrmRecordsQuery } from '../../../api/dictionary-api';
import type { NamedRow, PipelineRow } from '../../../api/replies';
import { ChoiceField, FlagField, TextField } from '../../../parts/fields';
import { FormDialog } from '../../../parts/FormDialog';
import { useChanges } from '../../../parts/use-changes';
import { useSaving } from '../../../parts/use-saving';
import { useWords } from '../../../words';
import { nameError } from '../name-error';
import type { EditedStage } from './pipeline-rows';

interface Props {
  readonly pipeline: PipelineRow;
  readonly stage: EditedStage | undefined;
  /** All of the pipeline. */
  readonly stages: readonly EditedStage[];
  readonly onClose: () => void;
}

const NEW_COLOUR = '#0c75af';

export function StageDialog({ pipeline, stage, stages, onClose }: Props) {
  const words = useWords();
  const { save, errors, ...saving } = useSaving('stage', onClose, ['name', 'state', 'process']);
  const { data } = useCrmRecordsQuery({ record: 'qualification-process', sort: 'name:ASC' });
  // Every record of this list has a name.
  const processes = (data ?? []) as unknown as readonly NamedRow[];
  const states: readonly string[] = STAGE_STATES[pipeline.kind];
  const { form, changes, set } = useChanges({
    name: stage?.name ?? '',
    state: stage?.state ?? states[1] ?? '',
    colour: stage?.colour ?? NEW_COLOUR,
    visible: stage?.visible ?? true,
    process: stage?.process?.documentId ?? null,
  });

  const others = stages.filter(({ documentId }) => documentId !== stage?.documentId);
  const wrong = nameError(words, changes.name, others);

  function submit() {
    const said = words.say('crm.stages.saved', { name: form.name.trim() });
    if (stage === undefined) {
      const made = { ...dataOf(form, form.state), pipeline: toOne(pipeline.documentId) };
      return save({ documentId: undefined, data: made, said });
    }
    return save({ ...changing(stage, dataOf(changes, form.state)), said });
  }

  return (
    <FormDialog
      open
      title={stage === undefined ? words.say('crm.stages.add') : stage.name}
      {...saving}
      maySave={form.name.trim() !== '' && wrong === undefined}
      onSave={() => void submit()}
      onClose={onClose}
    >
      <TextField
        required
        label={words.field('name')}
        value={form.name}
        error={wrong ?? errors['name']}
        onChange={(name) => set({ name })}
      />
      <ChoiceField
        required
        label={words.field('state')}
        hint={words.say('crm.stages.stateHint')}
        value={form.state}
        error={errors['state']}
        options={states.map((value) => ({ value, label: words.value('state', value) }))}
        onChange={(state) => set({ state })}
      />
      {form.state === 'qualified' && pipeline.kind === 'lead' ? (
        <ChoiceField
          label={words.say('crm.settings.processes')}
          hint={words.say('crm.stages.processHint')}
          value={form.process ?? ''}
          error={errors['process']}
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

interface StageForm {
  readonly name: string;
  readonly state: string;
  readonly colour: string;
  readonly visible: boolean;
  readonly process: string | null;
}

/** Only a qualified stage runs a process: one that becomes another gives its own up. */
function dataOf({ name, process, ...plain }: Partial<StageForm>, state: string) {
  const runs = state === 'qualified' ? process : plain.state === undefined ? undefined : null;
  return {
    ...plain,
    ...(name === undefined ? {} : { name: name.trim() }),
    ...(runs === undefined ? {} : { process: toOne(runs) }),
  };
}
