import {
  Checkbox,
  DatePicker,
  Field,
  SingleSelect,
  SingleSelectOption,
  Textarea,
} from '@strapi/design-system';
import { useState } from 'react';
import type { ValueRow } from '../api/replies';
import { useWords } from '../words';
import type { Field as FieldSpec } from './read-fields';
import { ValuePicker } from './ValuePicker';

/** `undefined` says nothing about a field, `null` empties it. */
export type InputValue = string | boolean | null | undefined;

interface Props {
  readonly field: FieldSpec;
  readonly value: InputValue;
  /** What the record holds in this field now. */
  readonly current: ValueRow | null;
  readonly onChange: (value: InputValue) => void;
}

/** Draws one field of an action's input by its kind. */
export function InputField({ field, value, current, onChange }: Props) {
  const words = useWords();
  const label = words.field(field.name, field.title);
  if (field.kind === 'flag') {
    return (
      <Checkbox checked={value === true} onCheckedChange={(checked) => onChange(checked === true)}>
        {label}
      </Checkbox>
    );
  }
  const hint =
    field.description === undefined
      ? undefined
      : words.sayOr(`crm.hint.${field.name}`, field.description);
  return (
    <Field.Root name={field.name} hint={hint}>
      <Field.Label>{label}</Field.Label>
      <Input field={field} value={value} current={current} onChange={onChange} />
      <Field.Hint />
    </Field.Root>
  );
}

function Input({ field, value, current, onChange }: Props) {
  const words = useWords();
  switch (field.kind) {
    case 'dropdown-value': {
      const now = current?.documentId ?? null;
      return (
        <ValuePicker
          type={field.type}
          current={current}
          value={typeof value === 'string' ? value : value === null ? null : now}
          // Saying again what is there already says nothing.
          onChange={(chosen) => onChange(chosen === now ? undefined : chosen)}
        />
      );
    }
    case 'choice':
      return (
        <SingleSelect
          value={typeof value === 'string' ? value : null}
          placeholder={words.say('crm.picker.none')}
          clearLabel={words.say('crm.picker.clear')}
          onClear={() => onChange(undefined)}
          onChange={(chosen) => onChange(String(chosen))}
        >
          {field.options.map((option) => (
            <SingleSelectOption key={option} value={option}>
              {words.value(field.name, option)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      );
    case 'date':
      return <DateInput value={value} onChange={onChange} />;
    case 'text':
      return (
        <Textarea
          rows={3}
          value={typeof value === 'string' ? value : ''}
          onChange={({ target }) => onChange(target.value === '' ? undefined : target.value)}
        />
      );
    case 'flag':
      return null;
  }
}

const DAY = 24 * 60 * 60 * 1000;

/** A day from tomorrow on. */
function DateInput({ value, onChange }: Pick<Props, 'value' | 'onChange'>) {
  const words = useWords();
  const [tomorrow] = useState(() => new Date(Date.now() + DAY));
  return (
    <DatePicker
      clearLabel={words.say('crm.picker.clear')}
      minDate={tomorrow}
      onClear={() => onChange(undefined)}
      // The picker hands out midnight in UTC of the day that was chosen.
      onChange={(date) => onChange(date?.toISOString().slice(0, 10))}
      {...(typeof value === 'string' ? { value: new Date(value) } : {})}
    />
  );
}
