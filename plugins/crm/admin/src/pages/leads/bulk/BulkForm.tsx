import { Modal } from '@strapi/design-system';
import { useMemo } from 'react';
import { isRefusal } from '../../../../../core/kernel/refusals';
import { actionLabel, type PanelAction } from '../../../actions/actions-of';
import type { Input } from '../../../actions/form-input';
import { PlannedFormView } from '../../../actions/PlannedFormView';
import { usePlannedForm, useTyped } from '../../../actions/use-planned-form';
import { useCrmBulkMutation, useCrmPreviewBulkQuery, type Selection } from '../../../api/bulk-api';
import { useCrmValuesQuery } from '../../../api/crm-api';
import { useCrmRecordsQuery } from '../../../api/dictionary-api';
import type { ContactGroupRow, StageRow } from '../../../api/replies';
import { PanelState } from '../../../panels/PanelState';
import { useWords } from '../../../words';
import { bulkHeadline, BulkPlan } from './BulkPlan';
import { fieldsForBulk, type BulkPrefill } from './bulk-fields';

interface Props {
  readonly action: PanelAction;
  readonly selection: Selection;
  readonly onStarted: (job: string) => void;
  readonly onCancel: () => void;
}

export function BulkForm(props: Props) {
  const stages = useLeadStages();
  const { data: codes } = useCrmValuesQuery('disqualification-code');
  const prefill = useDefaultGroups();
  if (stages === undefined || codes === undefined || prefill === undefined) {
    return (
      <Modal.Body>
        <PanelState failure={undefined} />
      </Modal.Body>
    );
  }
  const { key } = props.action;
  return (
    <Form
      {...props}
      prefill={prefill[key]}
      fieldsFor={(input) => fieldsForBulk(key, stages, codes, input, prefill)}
    />
  );
}

interface FormProps extends Props {
  readonly prefill: BulkPrefill[string] | undefined;
  readonly fieldsFor: (input: Input) => ReturnType<typeof fieldsForBulk>;
}

function Form({ action, selection, onStarted, onCancel, prefill, fieldsFor }: FormProps) {
  const words = useWords();
  const typed = useTyped({
    prefill,
    fieldsFor,
    isEnough: (data) => Object.keys(data).length > 0 || !isRefusal(action.parse(data)),
  });
  const preview = useCrmPreviewBulkQuery(
    { action: action.key, selection, data: typed.asked },
    { skip: typed.skip, refetchOnMountOrArgChange: true },
  );
  const [start, starting] = useCrmBulkMutation();
  const form = usePlannedForm(typed, preview, starting);
  const { plan, untold } = form;

  async function run() {
    form.tellAll();
    if (untold) return;
    const reply = await start({ action: action.key, selection, data: typed.data });
    if ('data' in reply) onStarted(reply.data.documentId);
  }

  return (
    <PlannedFormView
      form={form}
      inShort={(found) => bulkHeadline(words, found)}
      label={actionLabel(words, 'lead', action)}
      isDanger={action.key === 'deactivate'}
      mayConfirm={
        untold || (form.isLookedAt && plan !== undefined && plan.done + plan.requested > 0)
      }
      onConfirm={() => void run()}
      onClose={onCancel}
    >
      {(found) => <BulkPlan plan={found} />}
    </PlannedFormView>
  );
}

/** L15: the groups that are chosen at first, as in the form for one lead. */
function useDefaultGroups(): BulkPrefill | undefined {
  const { data } = useCrmRecordsQuery({ record: 'contact-group', sort: 'name:ASC' });
  // Every record of this list is a group.
  const groups = data as readonly ContactGroupRow[] | undefined;
  return useMemo(() => {
    if (groups === undefined) return undefined;
    const chosen = (when: 'defaultOnLost' | 'defaultOnWon') => ({
      contactGroups: groups.filter((group) => group[when]).map(({ documentId }) => documentId),
    });
    return { 'close-lost': chosen('defaultOnLost'), 'close-won': chosen('defaultOnWon') };
  }, [groups]);
}

/** The stages of every pipeline for leads, each with the name of its pipeline where there are several. */
function useLeadStages(): readonly StageRow[] | undefined {
  const words = useWords();
  const { data } = useCrmRecordsQuery({
    record: 'stage',
    sort: 'position:ASC',
    filters: { pipeline: { kind: { $eq: 'lead' } } },
  });
  // Every record of this list is a stage with its pipeline.
  const stages = data as unknown as readonly (StageRow & { pipeline: { name: string } | null })[];
  return stages?.map((stage) => ({
    ...stage,
    name: words.say('crm.panel.stageOf', {
      stage: stage.name,
      pipeline: stage.pipeline?.name ?? '',
    }),
  }));
}
