import { useNotification } from '@strapi/strapi/admin';
import { Box, Button, Flex, Modal, Typography } from '@strapi/design-system';
import { useState } from 'react';
import { useCrmPreviewQuery, useCrmRunMutation, type ActionCall } from '../api/crm-api';
import type { RecordName, ValueRow } from '../api/replies';
import { PlanView } from '../plan/PlanView';
import { Preview, RefusalNote } from '../plan/Preview';
import { useWords } from '../words';
import { allShown, fieldErrors } from './field-errors';
import { forPreview, isComplete, said, startingInput, type Input } from './form-input';
import { InputFields } from './InputFields';
import type { Field } from './read-fields';
import { useSettled } from './use-settled';

/** A deed as its dialog asks for it, previews it and does it. */
export interface Deed {
  readonly record: ActionCall['record'];
  readonly documentId: string;
  readonly action: string;
  /** On the button. */
  readonly label: string;
  /** Afterwards, in a notification. */
  readonly done: string;
  readonly danger?: boolean;
  readonly version?: number | undefined;
  /** The record that the plan is about. */
  readonly about: { readonly record: RecordName; readonly documentId: string };
  readonly prefill: Readonly<Record<string, unknown>>;
  /** The fields, with what has been said so far. */
  fieldsFor(input: Input): readonly Field[];
  /** What the record holds now in a field that the deed sets. */
  currentOf?(field: Field): ValueRow | null;
  /** Does this little say anything at all? */
  isEnough?(data: Input): boolean;
}

interface Props {
  readonly deed: Deed;
  readonly onClose: () => void;
}

const PAUSE = 350;

/** The body and footer of a deed's dialog: its input, what it would do, and the button that does it. */
export function DeedForm({ deed, onClose }: Props) {
  const words = useWords();
  const { toggleNotification } = useNotification();
  const { record, documentId, action, version, isEnough = () => true } = deed;
  const [input, setInput] = useState<Input>(() =>
    startingInput(deed.fieldsFor(deed.prefill as Input), deed.prefill),
  );
  const fields = deed.fieldsFor(input);
  const data = said(fields, input);
  const ready = isComplete(fields, data) && isEnough(data);
  const asked = JSON.stringify(forPreview(fields, data));
  const settled = useSettled(asked, PAUSE);
  const settledData = JSON.parse(settled) as Input;
  const preview = useCrmPreviewQuery(
    { record, documentId, action, data: settledData },
    {
      skip: !ready || !isComplete(fields, settledData) || !isEnough(settledData),
      refetchOnMountOrArgChange: true,
    },
  );
  const [run, running] = useCrmRunMutation();
  const looked = ready && settled === asked && !preview.isFetching;
  const plan = ready ? (preview.currentData ?? preview.data) : undefined;
  const failure = running.error ?? (looked ? preview.error : undefined);
  const errors = fieldErrors(failure);
  const marked = allShown(fields, errors);

  const confirm = async (): Promise<void> => {
    const reply = await run({ record, documentId, action, data, version });
    if ('error' in reply) return;
    toggleNotification({ type: 'success', message: deed.done });
    onClose();
  };

  return (
    <>
      <Modal.Body>
        <Flex direction="column" alignItems="stretch" gap={5}>
          {fields.length === 0 ? null : (
            <InputFields
              fields={fields}
              input={input}
              errors={errors}
              {...(deed.currentOf === undefined ? {} : { currentOf: deed.currentOf })}
              onChange={(changed) => {
                running.reset();
                setInput(changed);
              }}
            />
          )}
          {failure === undefined ? (
            <Preview loading={ready && plan === undefined} failure={undefined}>
              {plan === undefined ? (
                <Typography textColor="neutral600">
                  {words.say(
                    fields.some(({ required }) => required)
                      ? 'crm.preview.fill'
                      : 'crm.preview.choose',
                  )}
                </Typography>
              ) : (
                <PlanView plan={plan} {...deed.about} />
              )}
            </Preview>
          ) : null}
        </Flex>
      </Modal.Body>
      {failure === undefined ? null : (
        // Below what scrolls: a long form must not hide why its button is off.
        <Box
          background="danger100"
          paddingLeft={7}
          paddingRight={7}
          paddingTop={3}
          paddingBottom={3}
        >
          <RefusalNote>
            {marked ? words.say('crm.preview.mend') : words.refusal(failure)}
          </RefusalNote>
        </Box>
      )}
      <Modal.Footer>
        <Button type="button" variant="tertiary" onClick={onClose}>
          {words.say('crm.cancel')}
        </Button>
        <Button
          type="button"
          variant={deed.danger === true ? 'danger' : 'default'}
          loading={running.isLoading}
          disabled={!looked || preview.currentData === undefined || plan?.changes.length === 0}
          onClick={() => void confirm()}
        >
          {deed.label}
        </Button>
      </Modal.Footer>
    </>
  );
}
