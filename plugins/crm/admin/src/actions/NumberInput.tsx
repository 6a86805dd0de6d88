import { TextInput } from '@strapi/design-system';
import { useState, type ComponentProps } from 'react';
import { useWords } from '../words';

interface Props extends Omit<ComponentProps<typeof TextInput>, 'value' | 'onChange' | 'ref'> {
  /** What was typed and cannot be read is a text. */
  readonly value: number | string | undefined;
  readonly onChange: (value: number | string | undefined) => void;
}

/** A number as the reader's language writes it. Strapi's own leaves out what it cannot read, and takes the rest. */
export function NumberInput({ value, onChange, ...input }: Props) {
  const words = useWords();
  const [typed, setTyped] = useState<string>();
  const shown = typeof value === 'number' ? words.typedNumber(value) : (value ?? '');
  return (
    <TextInput
      {...input}
      inputMode="decimal"
      autoComplete="off"
      value={typed ?? shown}
      onChange={({ target }: { target: HTMLInputElement }) => {
        setTyped(target.value);
        const text = target.value.trim();
        onChange(text === '' ? undefined : (words.readNumber(text) ?? text));
      }}
      onBlur={() => setTyped(undefined)}
    />
  );
}
