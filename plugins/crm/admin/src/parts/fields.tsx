import {
  Field,
  MultiSelect,
  MultiSelectOption,
  SingleSelect,
  SingleSelectOption,
  TextInput,
  Toggle,
} from '@strapi/design-system';
import type { ReactNode } from 'react';
import { useWords } from '../words';

interface Labelled {
  readonly label: string;
  readonly hint?: string;
  readonly required?: boolean;
  /** What is wrong with the value. */
  readonly error?: string | undefined;
}

/** The plain fields of a settings form, each with its label, its hint and what is wrong with it. */
export function Labelled({
  label,
  hint,
  required,
  error,
  children,
}: Labelled & { children: ReactNode }) {
  return (
    <Field.Root
      required={required ?? false}
      error={error ?? false}
      {...(hint === undefined ? {} : { hint })}
      width="100%"
    >
      <Field.Label>{label}</Field.Label>
      {children}
      <Field.Error />
      <Field.Hint />
    </Field.Root>
  );
}

interface TextProps extends Labelled {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: 'text' | 'email' | 'color';
}

export const TextField = ({ value, onChange, type = 'text', ...labelled }: TextProps) => (
  <Labelled {...labelled}>
    <TextInput
      type={type}
      value={value}
      onChange={({ target }: { target: HTMLInputElement }) => onChange(target.value)}
    />
  </Labelled>
);

interface FlagProps extends Labelled {
  readonly value: boolean;
  readonly onChange: (value: boolean) => void;
}

export function FlagField({ value, onChange, ...labelled }: FlagProps) {
  const words = useWords();
  return (
    <Labelled {...labelled}>
      <Toggle
        checked={value}
        onLabel={words.say('crm.value.yes')}
        offLabel={words.say('crm.value.no')}
        onChange={({ target }: { target: HTMLInputElement }) => onChange(target.checked)}
      />
    </Labelled>
  );
}

interface ChoiceProps<Value extends string> extends Labelled {
  readonly value: Value | '';
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
  /** Where nothing may be chosen as well. */
  readonly onClear?: () => void;
}

export function ChoiceField<Value extends string>({
  value,
  options,
  onChange,
  onClear,
  ...labelled
}: ChoiceProps<Value>) {
  const words = useWords();
  return (
    <Labelled {...labelled}>
      <SingleSelect
        value={value}
        placeholder={words.say('crm.picker.none')}
        clearLabel={words.say('crm.picker.clear')}
        // The select hands back one of the values that it was given.
        onChange={(chosen) => onChange(chosen as Value)}
        {...(onClear === undefined ? {} : { onClear })}
      >
        {options.map((option) => (
          <SingleSelectOption key={option.value} value={option.value}>
            {option.label}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Labelled>
  );
}

interface ManyProps extends Labelled {
  readonly value: readonly string[];
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly none: string;
  readonly onChange: (value: readonly string[]) => void;
}

/** Several of a few. As words: Strapi's tags have buttons that no screen reader can name. */
export function ManyField({ value, options, none, onChange, ...labelled }: ManyProps) {
  const words = useWords();
  const chosen = options.filter((option) => value.includes(option.value));
  return (
    <Labelled {...labelled}>
      <MultiSelect
        value={[...value]}
        placeholder={none}
        clearLabel={words.say('crm.picker.clear')}
        customizeContent={() => words.list(chosen.map(({ label }) => label))}
        onChange={(values: string[]) => onChange(values)}
        onClear={() => onChange([])}
      >
        {options.map((option) => (
          <MultiSelectOption key={option.value} value={option.value}>
            {option.label}
          </MultiSelectOption>
        ))}
      </MultiSelect>
    </Labelled>
  );
}
