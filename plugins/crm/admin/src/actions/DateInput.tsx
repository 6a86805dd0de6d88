import { DatePicker } from '@strapi/design-system';
import { useRef, useState, type KeyboardEvent } from 'react';
import { isDay } from '../typed';
import { useWords } from '../words';

interface Props {
  /** Where no label of a field stands above it. */
  readonly label?: string;
  /** `2026-12-31`, or what was typed and cannot be read. */
  readonly value: string | undefined;
  /** From tomorrow on. */
  readonly future: boolean;
  readonly disabled?: boolean;
  readonly onChange: (day: string | undefined) => void;
}

const DAY = 24 * 60 * 60 * 1000;

/**
 * Strapi's picker, which takes what is typed for the nearest day that its calendar can show. Here it is read by us,
 * once it is typed: what is no date stays as it was typed, for whoever asked to refuse it.
 */
export function DateInput({ label, value, future, disabled = false, onChange }: Props) {
  const words = useWords();
  const [tomorrow] = useState(() => new Date(Date.now() + DAY));
  // A date that is new is written into the text; over what cannot be read the one before stays, or it were emptied.
  const [date, setDate] = useState(() => dateOf(value));
  // Where somebody else takes back what cannot be read, the picker would keep its text: it is drawn anew.
  const [before, setBefore] = useState(value);
  const [told, setTold] = useState(value);
  const [drawn, drawAnew] = useState(0);
  if (before !== value) {
    setBefore(value);
    if (!isRead(before) && isRead(value) && value !== told) drawAnew(drawn + 1);
  }
  if (isRead(value) && dayOf(date) !== value?.slice(0, 10)) setDate(dateOf(value));
  /** The text is not the date's: it was typed, and then a day of the calendar looked for with the arrow keys. */
  const text = useRef<'shown' | 'typed' | 'searched'>('shown');

  const choose = (day: string | undefined) => {
    text.current = 'shown';
    setDate(dateOf(day));
    setTold(day);
    onChange(day);
  };
  const commit = (typed: string) => {
    if (typed.trim() === '') return choose(undefined);
    const day = words.readDay(typed);
    if (day !== undefined) return choose(day);
    text.current = 'shown';
    setTold(typed.trim());
    onChange(typed.trim());
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key.startsWith('Arrow') && event.currentTarget.ariaExpanded === 'true') {
      if (text.current === 'typed') text.current = 'searched';
    } else if (event.key === 'Enter' && text.current === 'typed') {
      event.preventDefault();
      commit(event.currentTarget.value);
      // The calendar over the field closes by itself when the window changes, and at no word of ours.
      window.dispatchEvent(new Event('resize'));
    }
  };
  return (
    <DatePicker
      key={drawn}
      {...(label === undefined
        ? {}
        : { 'aria-label': label, placeholder: label, size: 'S' as const })}
      disabled={disabled}
      clearLabel={words.say('crm.picker.clear')}
      onClear={() => choose(undefined)}
      // The picker hands out midnight in UTC of the day that was chosen.
      onChange={(chosen) => choose(dayOf(chosen))}
      onInput={() => {
        text.current = 'typed';
      }}
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        // The picker would take the day that its calendar is at.
        event.preventDefault();
        if (text.current !== 'shown') commit(event.currentTarget.value);
      }}
      {...(future ? { minDate: tomorrow } : {})}
      {...(date === undefined ? {} : { value: date })}
    />
  );
}

const isRead = (value: string | undefined): boolean =>
  value === undefined || isDay(value.slice(0, 10));

const dayOf = (date: Date | undefined): string | undefined => date?.toISOString().slice(0, 10);

const dateOf = (value: string | undefined): Date | undefined =>
  value !== undefined && isDay(value.slice(0, 10)) ? new Date(value.slice(0, 10)) : undefined;
