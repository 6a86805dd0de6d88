import { Typography } from '@strapi/design-system';
import { useState } from 'react';
import { useCrmPipelinesQuery } from '../../../api/board-api';
import { useCrmDeleteMutation, useCrmRecordsQuery } from '../../../api/dictionary-api';
import type { NamedRow, PipelineRow } from '../../../api/replies';
import { useCrmPreviewRemapQuery, useCrmRemapMutation } from '../../../api/stage-api';
import { Note } from '../../../panels/PanelState';
import { ChoiceField } from '../../../parts/fields';
import { FormDialog } from '../../../parts/FormDialog';
import { useTold } from '../../../parts/use-told';
import { useWords } from '../../../words';
import type { EditedStage } from './pipeline-rows';

interface Props {
  readonly pipeline: PipelineRow;
  readonly stage: EditedStage;
  readonly onClose: () => void;
}

interface Target extends EditedStage {
  readonly pipeline: NamedRow | null;
}

/** X60: a stage that holds something is emptied into another one of its state before it goes. */
export function RemoveStage({ pipeline, stage, onClose }: Props) {
  const words = useWords();
  const told = useTold();
  const [to, setTo] = useState<string>();
  const [remove, removing] = useCrmDeleteMutation();
  const [remap, remapping] = useCrmRemapMutation();
  const targets = useTargets(pipeline, stage);
  const asked = { from: stage.documentId, to: to ?? '' };
  const { currentData: moves } = useCrmPreviewRemapQuery(asked, { skip: to === undefined });
  const isUsed = codeOf(removing.error) === 'stage.in-use';

  async function submit() {
    if (to !== undefined) {
      const emptied = await remap(asked);
      if ('error' in emptied) return;
    }
    const reply = await remove({ record: 'stage', documentId: stage.documentId });
    if ('error' in reply) return;
    told(reply, words.say('crm.deleted', { name: stage.name }));
    onClose();
  }

  return (
    <FormDialog
      open
      title={words.say('crm.deleteOne', { name: stage.name })}
      save={words.say(to === undefined ? 'crm.delete' : 'crm.stages.moveAndDelete')}
      isSaving={removing.isLoading || remapping.isLoading}
      failure={remapping.error ?? (isUsed && to !== undefined ? undefined : removing.error)}
      maySave={!isUsed || to !== undefined}
      onSave={() => void submit()}
      onClose={onClose}
    >
      <Typography>{words.say('crm.stages.deleteSure', { name: stage.name })}</Typography>
      {isUsed || to !== undefined ? (
        <ChoiceField
          label={words.say('crm.stages.moveTo')}
          hint={words.say('crm.stages.moveHint', { state: words.value('state', stage.state) })}
          value={to ?? ''}
          options={targets.map((target) => ({
            value: target.documentId,
            label: words.say('crm.panel.stageOf', {
              stage: target.name,
              pipeline: target.pipeline?.name ?? '',
            }),
          }))}
          onChange={setTo}
        />
      ) : null}
      {moves === undefined ? null : (
        <Note tone="warning">
          {words.say('crm.stages.moves', {
            leads: moves.leads,
            opportunities: moves.opportunities,
            stage: moves.to.label,
          })}
        </Note>
      )}
    </FormDialog>
  );
}

/** Where the leads of a stage may go: to stages that mean the same, in pipelines of the same kind. */
function useTargets({ kind }: PipelineRow, stage: EditedStage): readonly Target[] {
  const { data: pipelines = [] } = useCrmPipelinesQuery();
  const { data } = useCrmRecordsQuery({
    record: 'stage',
    sort: 'position:ASC',
    filters: { state: { $eq: stage.state } },
  });
  const fitting = pipelines.filter((one) => one.kind === kind).map(({ documentId }) => documentId);
  // Every record of this list is a stage with its pipeline.
  return ((data ?? []) as readonly Target[]).filter(
    (target) =>
      target.documentId !== stage.documentId && fitting.includes(target.pipeline?.documentId ?? ''),
  );
}

const codeOf = (failure: unknown): string | undefined =>
  (failure as { details?: { code?: string } } | undefined)?.details?.code;
