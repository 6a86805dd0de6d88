import { Combobox, ComboboxOption } from '@strapi/design-system';
import { useEffect, useState } from 'react';
import { useCrmChoicesQuery, useCrmChosenQuery } from '../api/crm-api';
import { useWords } from '../words';
import { useSettled } from './use-settled';

interface Props {
  readonly record: string;
  readonly filters: object;
  readonly value: string | undefined;
  readonly onChange: (documentId: string | undefined) => void;
}

/** Picks a record by its name; typing looks for it. */
export function RecordPicker({ record, filters, value, onChange }: Props) {
  const words = useWords();
  const { data: chosen } = useCrmChosenQuery(
    { record, documentId: value ?? '' },
    { skip: value === undefined },
  );
  const label = value === undefined ? '' : (chosen?.name ?? '');
  // What is being typed; without it the field shows what is chosen.
  const [typed, setTyped] = useState<string>();
  useEffect(() => setTyped(undefined), [value, label]);
  const search = useSettled(typed === undefined || typed === label ? '' : typed, 250);
  const { data: rows = [], isFetching } = useCrmChoicesQuery({ record, search, filters });
  return (
    <Combobox
      autocomplete="none"
      value={value ?? ''}
      textValue={typed ?? label}
      loading={isFetching}
      loadingMessage={words.say('crm.loading')}
      placeholder={words.say('crm.picker.search')}
      noOptionsMessage={() => words.say('crm.picker.noMatch')}
      clearLabel={words.say('crm.picker.clear')}
      onTextValueChange={setTyped}
      onClear={() => onChange(undefined)}
      // Left with a text that names nothing, the field hands out nothing.
      onChange={(documentId?: string) => onChange(documentId === '' ? undefined : documentId)}
    >
      {rows.map(({ documentId, name }) => (
        <ComboboxOption key={documentId} value={documentId} textValue={name}>
          {name}
        </ComboboxOption>
      ))}
    </Combobox>
  );
}
