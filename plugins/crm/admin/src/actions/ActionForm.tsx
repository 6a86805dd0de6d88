import { useNotification } from '@strapi/strapi/admin';
import { Flex, Modal, Typography } from '@strapi/design-system';
import { useMemo, useState } from 'react';
import { isRefusal } from '../../../core/kernel/refusals';
import { useCrmLeadQuery, useCrmPreviewQuery, useCrmRunMutation } from '../api/crm-api';
import type { LeadRow, RecordName, ValueRow } from '../api/replies';
import { PlanFooter } from '../plan/PlanFooter';
import { PlanView } from '../plan/PlanView';
import { Preview, RefusalNote } from '../plan/Preview';
import { useWords } from '../words';
import { actionDone, actionLabel, type PanelAction } from './actions-of';
import { InputField, type InputValue } from './InputField';
import { readFields, type Field } from './read-fields';

interface Props {
  readonly record: RecordName;
  readonly action: PanelAction;
  readonly documentId: string;
  readonly onClose: () => void;
}

type Input = Readonly<Record<string, InputValue>>;

/** The body and footer of an action's dialog: its input, what it would do, and the button that does it. */
export function ActionForm({ record, action, documentId, onClose }: Props) {
  const words = useWords();
  const { toggleNotification } = useNotification();
  const fields = useMemo(() => readFields(action.input), [action]);
  const [input, setInput] = useState<Input>(() => defaultsOf(fields));
  const { data: lead } = useCrmLeadQuery(documentId, { skip: record !== 'lead' });
  const data = said(input);
  const ready = !isRefusal(action.parse(data));
  const preview = useCrmPreviewQuery(
    { record, documentId, action: action.key, data: withoutTexts(fields, data) },
    { skip: !ready, refetchOnMountOrArgChange: true },
  );
  const [run, running] = useCrmRunMutation();
  const changesNothing = preview.currentData?.changes.length === 0;

  const confirm = async (): Promise<void> => {
    const call = { record, documentId, action: action.key, data, version: lead?.version };
    const reply = await run(call);
    if ('error' in reply) return;
    toggleNotification({ type: 'success', message: actionDone(words, record, action) });
    onClose();
  };

  return (
    <>
      <Modal.Body>
        <Flex direction="column" alignItems="stretch" gap={4}>
          {fields.map((field) => (
            <InputField
              key={field.name}
              field={field}
              value={input[field.name]}
              current={currentValue(lead, field)}
              onChange={(value) => setInput({ ...input, [field.name]: value })}
            />
          ))}
          <Preview
            loading={ready && preview.isFetching}
            failure={ready ? preview.error : undefined}
          >
            {ready && preview.currentData !== undefined ? (
              <PlanView plan={preview.currentData} record={record} documentId={documentId} />
            ) : (
              <Typography textColor="neutral600">{words.say('crm.preview.choose')}</Typography>
            )}
          </Preview>
          {running.error === undefined ? null : (
            <RefusalNote>{words.refusal(running.error)}</RefusalNote>
          )}
        </Flex>
      </Modal.Body>
      <PlanFooter
        label={actionLabel(words, record, action)}
        danger={action.key === 'deactivate'}
        loading={running.isLoading}
        disabled={!ready || preview.currentData === undefined || changesNothing}
        onCancel={onClose}
        onConfirm={confirm}
      />
    </>
  );
}

const defaultsOf = (fields: readonly Field[]): Input =>
  Object.fromEntries(
    fields.flatMap((field) => (field.kind === 'flag' ? [[field.name, field.byDefault]] : [])),
  );

const said = (input: Input): Record<string, string | boolean | null> =>
  Object.fromEntries(
    Object.entries(input).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

/** A reason is for the history and changes no plan: typing it asks the server nothing. */
const withoutTexts = (
  fields: readonly Field[],
  data: Readonly<Record<string, string | boolean | null>>,
): Record<string, string | boolean | null> => {
  const texts = new Set(fields.filter(({ kind }) => kind === 'text').map(({ name }) => name));
  return Object.fromEntries(Object.entries(data).filter(([name]) => !texts.has(name)));
};

function currentValue(lead: LeadRow | null | undefined, { kind, name }: Field): ValueRow | null {
  if (kind !== 'dropdown-value' || lead == null || !(name in lead)) return null;
  // Only the pickers ask, and each is named as the field of the lead that it sets.
  return lead[name as 'leadScore' | 'statusCode' | 'lostReason'];
}
