import { DatePicker } from '@strapi/design-system';
import { useState } from 'react';
import { useWords } from '../words';

interface Props {
  /** Where no label of a field stands above it. */
  readonly label?: string;
  readonly value: string | undefined;
  /** From tomorrow on. */
  readonly future: boolean;
  readonly onChange: (day: string | undefined) => void;
}

const DAY = 24 * 60 * 60 * 1000;

export function DateInput({ label, value, future, onChange }: Props) {
  const words = useWords();
  const [tomorrow] = useState(() => new Date(Date.now() + DAY));
  return (
    <DatePicker
      {...(label === undefined
        ? {}
        : { 'aria-label': label, placeholder: label, size: 'S' as const })}
      clearLabel={words.say('crm.picker.clear')}
      onClear={() => onChange(undefined)}
      // The picker hands out midnight in UTC of the day that was chosen.
      onChange={(date) => onChange(date?.toISOString().slice(0, 10))}
      {...(future ? { minDate: tomorrow } : {})}
      {...(value === undefined ? {} : { value: new Date(value) })}
    />
  );
}
