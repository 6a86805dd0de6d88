import { SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { useCrmValuesQuery } from '../api/crm-api';
import type { ValueRow } from '../api/replies';
import { useWords } from '../words';

interface Props {
  readonly type: string;
  /** What the record holds now; it may be retired and is offered all the same. */
  readonly current: ValueRow | null;
  readonly value: string | null;
  /** `null` empties the field. */
  readonly onChange: (documentId: string | null) => void;
}

/** Picks one of the values in use of a dropdown (X20: retired ones have left it). */
export function ValuePicker({ type, current, value, onChange }: Props) {
  const words = useWords();
  const { data: values = [], isLoading } = useCrmValuesQuery(type);
  const retired =
    current !== null &&
    !current.active &&
    values.every((row) => row.documentId !== current.documentId);
  return (
    <SingleSelect
      value={value}
      loading={isLoading}
      placeholder={words.say('crm.picker.none')}
      clearLabel={words.say('crm.picker.clear')}
      onClear={() => onChange(null)}
      onChange={(chosen) => onChange(String(chosen))}
    >
      {retired ? (
        <SingleSelectOption value={current.documentId}>
          {words.say('crm.picker.retired', { label: current.label })}
        </SingleSelectOption>
      ) : null}
      {values.map(({ documentId, label }) => (
        <SingleSelectOption key={documentId} value={documentId}>
          {label}
        </SingleSelectOption>
      ))}
    </SingleSelect>
  );
}
