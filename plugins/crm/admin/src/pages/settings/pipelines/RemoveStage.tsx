import { Typography } from '@strapi/design-system';
import { useState } from 'react';
import { useCrmPipelinesQuery } from '../../../api/board-api';
import { useCrmDeleteMutation, useCrmRecordsQuery } from '../../../api/dictionary-api';
import type { NamedRow, PipelineRow } from '../../../api/replies';
import {
  useCrmPreviewRemapQuery,
  useCrmRemapMutation,
  useCrmStageUseQuery,
  type StageUse,
} from '../../../api/stage-api';
import { Note } from '../../../panels/PanelState';
import { ChoiceField } from '../../../parts/fields';
import { FormDialog } from '../../../parts/FormDialog';
import { useOutcome } from '../../../parts/use-outcome';
import { codeOf, useWords } from '../../../words';
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
  const outcome = useOutcome(onClose);
  const [to, setTo] = useState<string>();
  const [remove, removing] = useCrmDeleteMutation();
  const [remap, remapping] = useCrmRemapMutation();
  const targets = useTargets(pipeline, stage);
  const asked = { from: stage.documentId, to: to ?? '' };
  const { currentData: moves } = useCrmPreviewRemapQuery(asked, { skip: to === undefined });
  const use = useCrmStageUseQuery(stage.documentId, { refetchOnMountOrArgChange: true });
  const held = use.currentData;
  // Who may not count what is in the stage learns it from the refusal.
  const isUsed = held === undefined ? isRefusedFor(removing.error) : isHolding(held);

  const standing =
    held !== undefined && isUsed
      ? words.say('crm.stages.inUse', { name: stage.name, ...held })
      : words.say(isUsed ? 'crm.stages.isUsed' : 'crm.stages.deleteSure', { name: stage.name });

  async function submit() {
    if (to !== undefined) {
      const emptied = await remap(asked);
      if ('error' in emptied) return;
    }
    const reply = await remove({ record: 'stage', documentId: stage.documentId });
    outcome(reply, words.say('crm.deleted', { name: stage.name }));
  }

  return (
    <FormDialog
      open
      title={words.say('crm.deleteOne', { name: stage.name })}
      save={words.say(isUsed ? 'crm.stages.moveAndDelete' : 'crm.delete')}
      isSaving={removing.isLoading || remapping.isLoading}
      failure={remapping.error ?? (isUsed ? undefined : removing.error)}
      maySave={!use.isFetching && (!isUsed || to !== undefined)}
      onSave={() => void submit()}
      onClose={onClose}
    >
      <Typography>{use.isLoading ? words.say('crm.loading') : standing}</Typography>
      {isUsed && targets !== undefined ? (
        <TargetField stage={stage} targets={targets} value={to} onChange={setTo} />
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

const isHolding = ({ leads, opportunities }: StageUse): boolean => leads + opportunities > 0;

const isRefusedFor = (failure: unknown): boolean => codeOf(failure) === 'stage.in-use';

interface TargetProps {
  readonly stage: EditedStage;
  readonly targets: readonly Target[];
  readonly value: string | undefined;
  readonly onChange: (documentId: string) => void;
}

/** Where to, or what to do first where there is no such place. */
function TargetField({ stage: { name, state: key }, targets, value, onChange }: TargetProps) {
  const words = useWords();
  const state = words.value('state', key);
  if (targets.length === 0) {
    return <Note tone="warning">{words.say('crm.stages.noTarget', { name, state })}</Note>;
  }
  return (
    <ChoiceField
      required
      label={words.say('crm.stages.moveTo')}
      hint={words.say('crm.stages.moveHint', { state })}
      value={value ?? ''}
      options={targets.map(({ documentId, name: stage, pipeline }) => ({
        value: documentId,
        label: words.say('crm.panel.stageOf', { stage, pipeline: pipeline?.name ?? '' }),
      }))}
      onChange={onChange}
    />
  );
}

/** Where the leads of a stage may go: to stages that mean the same, in pipelines of the same kind. */
function useTargets({ kind }: PipelineRow, stage: EditedStage): readonly Target[] | undefined {
  const { data: pipelines } = useCrmPipelinesQuery();
  const { data } = useCrmRecordsQuery({
    record: 'stage',
    sort: 'position:ASC',
    filters: { state: { $eq: stage.state } },
  });
  if (pipelines === undefined || data === undefined) return undefined;
  const fitting = pipelines.filter((one) => one.kind === kind).map(({ documentId }) => documentId);
  // Every record of this list is a stage with its pipeline.
  return (data as readonly Target[]).filter(
    (target) =>
      target.documentId !== stage.documentId && fitting.includes(target.pipeline?.documentId ?? ''),
  );
}
