import { Button, Flex, IconButton, Typography } from '@strapi/design-system';
import { EyeStriked, Pencil, Plus, Trash } from '@strapi/icons';
import { useState } from 'react';
import { useCrmRecordsQuery } from '../../../api/dictionary-api';
import type { PipelineRow } from '../../../api/replies';
import { PanelState } from '../../../panels/PanelState';
import { Mark } from '../../../parts/Mark';
import { asItIs } from '../../../parts/as-it-is';
import { Sheet } from '../../../parts/Sheet';
import { Sortable } from '../../../parts/Sortable';
import { Dot } from '../../../parts/StageName';
import { useOrder } from '../../../parts/use-order';
import { useWords } from '../../../words';
import type { EditedStage } from './pipeline-rows';
import { RemoveStage } from './RemoveStage';
import { StageDialog } from './StageDialog';

/** The stages of a pipeline, in their order; where leads begin stays the first (E18). */
export function StageList({ pipeline }: { pipeline: PipelineRow }) {
  const words = useWords();
  const { data, error } = useCrmRecordsQuery({
    record: 'stage',
    sort: 'position:ASC',
    filters: { pipeline: { documentId: { $eq: pipeline.documentId } } },
  });
  // Every record of this list is a stage.
  const order = useOrder('stage', data as readonly EditedStage[] | undefined);
  const [edited, setEdited] = useState<EditedStage | 'new'>();
  const [removed, setRemoved] = useState<EditedStage>();
  if (data === undefined) return <PanelState failure={error} />;
  const stages = order.rows;

  const isFirst = (stage: EditedStage): boolean =>
    pipeline.kind === 'lead' && stage === stages[0] && stage.state === 'new';

  return (
    <Sheet
      title={words.say('crm.stages.title')}
      about={words.say('crm.stages.about')}
      action={
        <Button
          variant="secondary"
          startIcon={<Plus />}
          loading={order.isKeeping}
          onClick={() => setEdited('new')}
        >
          {words.say('crm.stages.add')}
        </Button>
      }
    >
      <Sortable
        items={stages}
        keyOf={({ documentId }) => documentId}
        nameOf={({ name }) => name}
        isFixed={isFirst}
        onOrder={(items) => void order.keep(items)}
      >
        {(stage) => (
          <StageRow
            stage={stage}
            onEdit={() => setEdited(stage)}
            {...(isFirst(stage) ? {} : { onRemove: () => setRemoved(stage) })}
          />
        )}
      </Sortable>
      {edited === undefined ? null : (
        <StageDialog
          pipeline={pipeline}
          stage={edited === 'new' ? undefined : asItIs(edited, stages)}
          stages={stages}
          onClose={() => setEdited(undefined)}
        />
      )}
      {removed === undefined ? null : (
        <RemoveStage pipeline={pipeline} stage={removed} onClose={() => setRemoved(undefined)} />
      )}
    </Sheet>
  );
}

interface RowProps {
  readonly stage: EditedStage;
  readonly onEdit: () => void;
  /** Absent where leads begin: that stage stays. */
  readonly onRemove?: () => void;
}

function StageRow({ stage, onEdit, onRemove }: RowProps) {
  const words = useWords();
  const { name, state, colour, visible, process } = stage;
  return (
    <Flex justifyContent="space-between" gap={3}>
      <Flex gap={3} minWidth={0} wrap="wrap">
        <Dot colour={colour} />
        <Typography fontWeight="semiBold" textColor="neutral800">
          {name}
        </Typography>
        <Mark tone="primary">{words.value('state', state)}</Mark>
        {visible ? null : (
          <Flex gap={1}>
            <EyeStriked aria-hidden width="1.4rem" fill="neutral600" />
            <Typography variant="pi" textColor="neutral600">
              {words.say('crm.stages.hidden')}
            </Typography>
          </Flex>
        )}
        {process === null ? null : (
          <Typography variant="pi" textColor="neutral600">
            {words.say('crm.stages.runs', { name: process.name })}
          </Typography>
        )}
      </Flex>
      <Flex gap={1} shrink={0}>
        <IconButton
          variant="ghost"
          label={words.say('crm.edit', { name })}
          withTooltip={false}
          onClick={onEdit}
        >
          <Pencil />
        </IconButton>
        {onRemove === undefined ? null : (
          <IconButton
            variant="ghost"
            label={words.say('crm.deleteOne', { name })}
            withTooltip={false}
            onClick={onRemove}
          >
            <Trash />
          </IconButton>
        )}
      </Flex>
    </Flex>
  );
}
