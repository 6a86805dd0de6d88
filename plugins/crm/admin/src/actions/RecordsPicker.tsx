import { MultiSelect, MultiSelectOption } from '@strapi/design-system';
import { useCrmRecordsQuery } from '../api/dictionary-api';
import type { NamedRow } from '../api/replies';
import { useWords } from '../words';

interface Props {
  readonly record: string;
  readonly filters: object;
  readonly value: readonly string[];
  readonly onChange: (documentIds: readonly string[]) => void;
}

/** Picks several records of a kind of which there are few. */
export function RecordsPicker({ record, filters, value, onChange }: Props) {
  const words = useWords();
  const { data = [] } = useCrmRecordsQuery({ record, sort: 'name:ASC', filters });
  // What is picked from has a name.
  const rows = data as unknown as readonly NamedRow[];
  return (
    <MultiSelect
      withTags
      value={rows.length === 0 ? [] : [...value]}
      placeholder={words.say('crm.picker.none')}
      clearLabel={words.say('crm.picker.clear')}
      onClear={() => onChange([])}
      onChange={(chosen: string[]) => onChange(chosen)}
    >
      {rows.map(({ documentId, name }) => (
        <MultiSelectOption key={documentId} value={documentId}>
          {name}
        </MultiSelectOption>
      ))}
    </MultiSelect>
  );
}
