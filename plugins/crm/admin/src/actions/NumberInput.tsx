import { TextInput } from '@strapi/design-system';
import { useState, type ComponentProps, type KeyboardEvent } from 'react';
import { useWords } from '../words';

/** A step leaves no traces of binary fractions. */
const DECIMALS = 8;

interface Props extends Omit<ComponentProps<typeof TextInput>, 'value' | 'onChange' | 'ref'> {
  /** What was typed and cannot be read is a text. */
  readonly value: number | string | undefined;
  readonly onChange: (value: number | string | undefined) => void;
}

/**
 * A number as the reader's language writes it, one more and one less by the arrow keys. Strapi's own leaves
 * out what it cannot read, and takes the rest.
 */
export function NumberInput({ value, onChange, ...input }: Props) {
  const words = useWords();
  const [typed, setTyped] = useState<string>();
  const shown = typeof value === 'number' ? words.typedNumber(value) : (value ?? '');
  const step = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowUp' ? 1 : event.key === 'ArrowDown' ? -1 : 0;
    // With shift the keys select text, and what cannot be read has no neighbours.
    if (by === 0 || event.shiftKey || typeof value === 'string') return;
    event.preventDefault();
    setTyped(undefined);
    onChange(Number(((value ?? 0) + by).toFixed(DECIMALS)));
  };
  return (
    <TextInput
      {...input}
      inputMode="decimal"
      autoComplete="off"
      value={typed ?? shown}
      onKeyDown={step}
      onChange={({ target }: { target: HTMLInputElement }) => {
        setTyped(target.value);
        const text = target.value.trim();
        onChange(text === '' ? undefined : (words.readNumber(text) ?? text));
      }}
      onBlur={() => setTyped(undefined)}
    />
  );
}
