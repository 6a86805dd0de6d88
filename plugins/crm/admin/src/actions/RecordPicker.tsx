import { Combobox, ComboboxOption } from '@strapi/design-system';
import { useEffect, useState, type ReactNode } from 'react';
import { useCrmChoicesQuery, useCrmChosenQuery } from '../api/crm-api';
import { useWords } from '../words';
import { useSettled } from './use-settled';

interface Props {
  readonly record: string;
  readonly filters: object;
  readonly value: string | undefined;
  readonly onChange: (documentId: string | undefined) => void;
}

const PAUSE = 250;

/** Picks a record by its name; typing looks for it. */
export function RecordPicker({ record, filters, value, onChange }: Props) {
  const words = useWords();
  const { data: chosen } = useCrmChosenQuery(
    { record, documentId: value ?? '' },
    { skip: value === undefined },
  );
  const label = value === undefined ? '' : (chosen?.name ?? '');
  // What is being typed, and over which choice: with another one the field shows that.
  const [typing, setTyping] = useState<{ text: string; over: string | undefined }>();
  const text = typing !== undefined && typing.over === value ? typing.text : label;
  const search = useSettled(text === label ? '' : text, PAUSE);
  const { data: rows = [], isFetching } = useCrmChoicesQuery({ record, search, filters });
  return (
    <Combobox
      autocomplete="none"
      value={value ?? ''}
      textValue={text}
      placeholder={words.say('crm.picker.search')}
      noOptionsMessage={() => words.say(isFetching ? 'crm.loading' : 'crm.picker.noMatch')}
      clearLabel={words.say('crm.picker.clear')}
      onTextValueChange={(typed) => setTyping({ text: typed, over: value })}
      onClear={() => onChange(undefined)}
      // Left with a text that names nothing, the field hands out nothing.
      onChange={(documentId?: string) => onChange(documentId === '' ? undefined : documentId)}
    >
      <Later>
        {rows.map(({ documentId, name }) => (
          <ComboboxOption key={documentId} value={documentId} textValue={name}>
            {name}
          </ComboboxOption>
        ))}
      </Later>
    </Combobox>
  );
}

/** The sentence that nothing matches goes when it hears of an option: options that are there before it, it misses. */
function Later({ children }: { children: ReactNode }) {
  const [isLater, setIsLater] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsLater(true));
    return () => clearTimeout(timer);
  }, []);
  return isLater ? children : null;
}
