import { Box, Button, Flex, Modal, Typography } from '@strapi/design-system';
import { useMemo, useState } from 'react';
import { isRefusal } from '../../../../../core/kernel/refusals';
import { actionLabel, type PanelAction } from '../../../actions/actions-of';
import { fieldErrors } from '../../../actions/field-errors';
import {
  forPreview,
  isComplete,
  said,
  startingInput,
  type Input,
} from '../../../actions/form-input';
import { InputFields } from '../../../actions/InputFields';
import { useSettled } from '../../../actions/use-settled';
import { useCrmBulkMutation, useCrmPreviewBulkQuery, type Selection } from '../../../api/bulk-api';
import { useCrmValuesQuery } from '../../../api/crm-api';
import { useCrmRecordsQuery } from '../../../api/dictionary-api';
import type { ContactGroupRow, StageRow } from '../../../api/replies';
import { PanelState } from '../../../panels/PanelState';
import { Preview, RefusalNote } from '../../../plan/Preview';
import { useWords } from '../../../words';
import { BulkPlan } from './BulkPlan';
import { fieldsForBulk, type BulkPrefill } from './bulk-fields';

interface Props {
  readonly action: PanelAction;
  readonly selection: Selection;
  readonly onStarted: (job: string) => void;
  readonly onCancel: () => void;
}

const PAUSE = 350;

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
  const [input, setInput] = useState<Input>(() => startingInput(fieldsFor({}), prefill));
  const [start, starting] = useCrmBulkMutation();
  const fields = fieldsFor(input);
  const asksFirst = fields.some(({ required }) => required);
  const data = said(fields, input);
  const isReady = (given: Input): boolean =>
    isComplete(fields, given) && (Object.keys(given).length > 0 || !isRefusal(action.parse(given)));
  const ready = isReady(data);
  const asked = JSON.stringify(forPreview(fields, data));
  const settled = useSettled(asked, PAUSE);
  const askedLast = JSON.parse(settled) as Input;
  const preview = useCrmPreviewBulkQuery(
    { action: action.key, selection, data: askedLast },
    { skip: !ready || !isReady(askedLast), refetchOnMountOrArgChange: true },
  );
  const looked = ready && settled === asked && !preview.isFetching;
  const failure = starting.error ?? (looked ? preview.error : undefined);
  const plan = ready ? (preview.currentData ?? preview.data) : undefined;

  async function run() {
    const reply = await start({ action: action.key, selection, data });
    if ('data' in reply) onStarted(reply.data.documentId);
  }

  return (
    <>
      <Modal.Body>
        <Flex direction="column" alignItems="stretch" gap={5}>
          {fields.length === 0 ? null : (
            <InputFields
              fields={fields}
              input={input}
              errors={fieldErrors(failure)}
              onChange={(changed) => {
                starting.reset();
                setInput(changed);
              }}
            />
          )}
          {failure === undefined ? (
            <Preview loading={ready && plan === undefined} failure={undefined}>
              {plan === undefined ? (
                <Typography textColor="neutral600">
                  {words.say(asksFirst ? 'crm.preview.fill' : 'crm.preview.choose')}
                </Typography>
              ) : (
                <BulkPlan plan={plan} />
              )}
            </Preview>
          ) : null}
        </Flex>
      </Modal.Body>
      {failure === undefined ? null : (
        <Box background="danger100" padding={4}>
          <RefusalNote>{words.refusal(failure)}</RefusalNote>
        </Box>
      )}
      <Modal.Footer>
        <Button variant="tertiary" onClick={onCancel}>
          {words.say('crm.cancel')}
        </Button>
        <Button
          variant={action.key === 'deactivate' ? 'danger' : 'default'}
          loading={starting.isLoading}
          disabled={!looked || plan === undefined || plan.done + plan.requested === 0}
          onClick={() => void run()}
        >
          {actionLabel(words, 'lead', action)}
        </Button>
      </Modal.Footer>
    </>
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
