import {
  Box,
  Checkbox,
  Field,
  SingleSelect,
  SingleSelectOption,
  Textarea,
  TextInput,
} from '@strapi/design-system';
import { useEffect, useState } from 'react';
import { useCrmValuesQuery } from '../api/crm-api';
import type { ValueRow } from '../api/replies';
import { useWords } from '../words';
import { DateInput } from './DateInput';
import { unreadAs, type InputValue } from './form-input';
import type { Field as FieldSpec, GroupField } from './read-fields';
import { MomentInput } from './MomentInput';
import { NumberInput } from './NumberInput';
import { RecordPicker } from './RecordPicker';
import { RecordsPicker } from './RecordsPicker';
import { StagePicker } from './StagePicker';
import { ValuePicker } from './ValuePicker';

interface InputProps {
  readonly field: Exclude<FieldSpec, GroupField>;
  readonly value: InputValue;
  /** What the record holds in this field now. */
  readonly current: ValueRow | null;
  readonly onChange: (value: InputValue) => void;
}

/** Draws one field of an action's input by its kind. */
export function InputField({ error, ...props }: InputProps & { error: string | undefined }) {
  const words = useWords();
  const { field, value, onChange } = props;
  const [isTyping, setTyping] = useState(false);
  const label = words.title(field.title);
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
  const unread = unreadAs(field.kind, value);
  // On the way to a number there is many a text that is none.
  const isUnread = unread !== undefined && !(unread === 'number' && isTyping);
  const wrong = isUnread ? words.unread(unread) : error === undefined ? false : words.said(error);
  return (
    <Box onFocus={() => setTyping(true)} onBlur={() => setTyping(false)}>
      <Field.Root name={field.name} hint={hint} required={field.required} error={wrong}>
        <Field.Label>{label}</Field.Label>
        <Input {...props} />
        <Field.Error />
        <Field.Hint />
      </Field.Root>
    </Box>
  );
}

function Input({ field, value, current, onChange }: InputProps) {
  const text = typeof value === 'string' ? value : undefined;
  switch (field.kind) {
    case 'dropdown-value':
      return <ValueInput field={field} value={value} current={current} onChange={onChange} />;
    case 'record':
      return (
        <RecordPicker
          record={field.of}
          filters={filtersOf(field)}
          value={text}
          onChange={onChange}
        />
      );
    case 'records':
      return (
        <RecordsPicker
          record={field.of}
          filters={filtersOf(field)}
          value={Array.isArray(value) ? value : []}
          onChange={onChange}
        />
      );
    case 'stage':
      return <StagePicker options={field.options} value={text} onChange={onChange} />;
    case 'choice':
      return <ChoiceInput field={field} value={text} onChange={onChange} />;
    case 'date':
      return <DateInput future={field.future} value={text} onChange={onChange} />;
    case 'moment':
      return <MomentInput label={field.title} value={text} onChange={onChange} />;
    case 'number':
      return <NumberInput value={typeof value === 'number' ? value : text} onChange={onChange} />;
    case 'text':
      return (
        <TextInput
          value={text ?? ''}
          onChange={({ target }: { target: HTMLInputElement }) => onChange(said(target.value))}
        />
      );
    case 'long-text':
      return (
        <Textarea
          rows={3}
          value={text ?? ''}
          onChange={({ target }) => onChange(said(target.value))}
        />
      );
    case 'flag':
      return null;
  }
}

interface ValueProps extends InputProps {
  readonly field: Extract<FieldSpec, { kind: 'dropdown-value' }>;
}

function ValueInput({ field, value, current, onChange }: ValueProps) {
  const now = current?.documentId ?? null;
  const text = typeof value === 'string' ? value : undefined;
  const [touched, setTouched] = useState(false);
  useDefault(field.type, value === undefined && now === null && !touched, onChange);
  return (
    <ValuePicker
      type={field.type}
      current={current}
      value={text ?? (value === null ? null : now)}
      // Saying again what is there already says nothing.
      onChange={(chosen) => {
        setTouched(true);
        onChange(chosen === now || (chosen === null && !field.nullable) ? undefined : chosen);
      }}
    />
  );
}

/** Chooses the default of a dropdown as long as nothing is chosen and nobody has. */
function useDefault(type: string, isOpen: boolean, choose: (documentId: string) => void): void {
  const { data: values = [] } = useCrmValuesQuery(type);
  const byDefault = values.find(({ isDefault }) => isDefault === true)?.documentId;
  useEffect(() => {
    if (isOpen && byDefault !== undefined) choose(byDefault);
  }, [isOpen, byDefault, choose]);
}

const said = (text: string): string | undefined => (text === '' ? undefined : text);

/** Whom or what can be chosen: people who have left the team cannot, nor pipelines of the other kind. */
function filtersOf(field: Extract<FieldSpec, { kind: 'record' | 'records' }>): object {
  if (field.of === 'member') return { active: { $eq: true } };
  if (field.kind === 'records') return {};
  const { pipelines, except } = field;
  if (pipelines !== undefined) return { kind: { $eq: pipelines } };
  return except === undefined ? {} : { documentId: { $ne: except } };
}

interface ChoiceProps {
  readonly field: Extract<FieldSpec, { kind: 'choice' }>;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

function ChoiceInput({ field, value, onChange }: ChoiceProps) {
  const words = useWords();
  return (
    <SingleSelect
      value={value ?? null}
      placeholder={words.say('crm.picker.none')}
      clearLabel={words.say('crm.picker.clear')}
      onChange={(chosen) => onChange(String(chosen))}
      // With a default there is always a choice.
      {...(field.byDefault === undefined ? { onClear: () => onChange(undefined) } : {})}
    >
      {field.options.map((option) => (
        <SingleSelectOption key={option} value={option}>
          {words.value(field.name, option)}
        </SingleSelectOption>
      ))}
    </SingleSelect>
  );
}
