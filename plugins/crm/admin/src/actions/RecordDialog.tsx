import { useState } from 'react';
import type { AnyRow } from '../api/dictionary-api';
import type { ValueRow } from '../api/replies';
import { FormDialog } from '../parts/FormDialog';
import { useSaving } from '../parts/use-saving';
import { fieldErrors } from './field-errors';
import { isComplete, said, startingInput, type Input } from './form-input';
import { InputFields } from './InputFields';
import type { Field } from './read-fields';

interface Props {
  readonly record: string;
  /** Absent where one is made. */
  readonly documentId?: string;
  readonly title: string;
  /** On the button, where it does more than save. */
  readonly save?: string;
  readonly fields: readonly Field[];
  readonly prefill?: Input;
  readonly currentOf?: (field: Field) => ValueRow | null;
  /** What is written, in the words of the Content Manager. */
  readonly dataOf: (input: Input) => Readonly<Record<string, unknown>>;
  /** Afterwards, in a notification. */
  readonly done: string;
  /** The lead that it is about, where that changes with it. */
  readonly lead?: string;
  readonly onSaved?: (row: AnyRow) => void;
  readonly onClose: () => void;
}

/** A record of the Content Manager in a dialog: the few fields that matter where it is opened. */
export function RecordDialog({ record, fields, prefill, onClose, ...props }: Props) {
  const { documentId, lead, onSaved, dataOf, done, currentOf, ...shown } = props;
  const {
    save,
    errors: _errors,
    ...saving
  } = useSaving(record, (row) => {
    onClose();
    onSaved?.(row);
  });
  const [input, setInput] = useState<Input>(() => startingInput(fields, prefill));
  const data = said(fields, input);
  return (
    <FormDialog
      open
      {...shown}
      {...saving}
      maySave={isComplete(fields, data)}
      onSave={() => void save({ documentId, data: dataOf(data), said: done, lead })}
      onClose={onClose}
    >
      <InputFields
        fields={fields}
        input={input}
        errors={fieldErrors(saving.failure)}
        {...(currentOf === undefined ? {} : { currentOf })}
        onChange={setInput}
      />
    </FormDialog>
  );
}
