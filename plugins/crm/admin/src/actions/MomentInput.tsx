import { Box, Flex, TimePicker } from '@strapi/design-system';
import { useRef, type KeyboardEvent, type SyntheticEvent } from 'react';
import { readTime } from '../typed';
import { useWords } from '../words';
import { DateInput } from './DateInput';

interface Props {
  readonly label: string;
  /** `2026-03-31T09:00` by the reader's clock, or `2026-03-31` for the whole day; with what cannot be read as it is. */
  readonly value: string | undefined;
  readonly disabled?: boolean;
  readonly onChange: (moment: string | undefined) => void;
}

/** A day and, where it is not the whole of it, a time. */
export function MomentInput({ label, value, disabled = false, onChange }: Props) {
  const words = useWords();
  const [day, time] = value?.split('T') ?? [];
  const typed = useRef<string>();
  const keepTyped = ({ target }: SyntheticEvent) => {
    typed.current = target instanceof HTMLInputElement ? target.value.trim() : undefined;
  };
  const readTyped = () => {
    const text = typed.current;
    typed.current = undefined;
    if (day === undefined || text === undefined || text === (time ?? '')) return;
    onChange(momentOf(day, readTime(text) ?? text));
  };
  return (
    <Flex gap={2} wrap="wrap" alignItems="flex-start">
      <Box flex={HALF}>
        <DateInput
          value={day}
          future={false}
          disabled={disabled}
          onChange={(chosen) => onChange(chosen === undefined ? undefined : momentOf(chosen, time))}
        />
      </Box>
      <Box
        flex={HALF}
        // Strapi's picker takes a part of what it cannot read, or what was there before: what we read comes after it.
        onBlurCapture={keepTyped}
        onBlur={readTyped}
        onKeyDownCapture={(event) => (isEntered(event) ? keepTyped(event) : undefined)}
        onKeyDown={(event) => (isEntered(event) ? readTyped() : undefined)}
      >
        <TimePicker
          aria-label={words.say('crm.picker.timeOf', { field: label })}
          clearLabel={words.say('crm.picker.clear')}
          // Until there is a day, a time says nothing.
          disabled={disabled || day === undefined}
          value={time ?? ''}
          onClear={() => onChange(day)}
          onChange={(chosen?: string) =>
            onChange(day === undefined ? undefined : momentOf(day, chosen))
          }
        />
      </Box>
    </Flex>
  );
}

/** Side by side and equally wide, or below each other where a column is narrow. */
const HALF = '1 1 16rem';

/** With a time of the list at hand, that one is chosen. */
const isEntered = ({ key, target }: KeyboardEvent): boolean =>
  key === 'Enter' &&
  target instanceof Element &&
  (target.getAttribute('aria-activedescendant') ?? '') === '';

const momentOf = (day: string, time: string | undefined): string =>
  time === undefined || time === '' ? day : `${day}T${time}`;
