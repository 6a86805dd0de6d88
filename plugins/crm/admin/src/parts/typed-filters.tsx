import { Field } from '@strapi/design-system';
import { useField } from '@strapi/strapi/admin';
import { useState, type ReactNode } from 'react';
import { DateInput } from '../actions/DateInput';
import { unreadAs, type InputValue } from '../actions/form-input';
import { MomentInput } from '../actions/MomentInput';
import { NumberInput } from '../actions/NumberInput';
import { useWords } from '../words';
import { instantOf, localMoment } from './moment';

/*
 * The inputs of Strapi's filters for what it misreads when it is typed. What cannot be read is no filter: it is said,
 * and the button adds nothing.
 */

interface Props {
  readonly name: string;
  readonly 'aria-label'?: string;
}

type Kind = 'date' | 'moment' | 'number';
type Unread = ReturnType<typeof unreadAs>;

/** What is typed, beside what the filter has of it. */
function useTyped<Typed extends InputValue>(
  { name }: Props,
  kind: Kind,
  shown: (value: string) => Typed | undefined,
  kept: (typed: NonNullable<Typed>) => string,
) {
  const { value, onChange } = useField<string | undefined>(name);
  const [typed, setTyped] = useState(() =>
    value === undefined || value === '' ? undefined : shown(value),
  );
  return {
    typed,
    unread: unreadAs(kind, typed),
    change: (changed: Typed | undefined) => {
      setTyped(changed);
      const isRead = changed != null && unreadAs(kind, changed) === undefined;
      onChange(name, isRead ? kept(changed) : '');
    },
  };
}

function Framed({ unread, children }: { unread: Unread; children: ReactNode }) {
  const words = useWords();
  const wrong = unread === undefined ? false : words.unread(unread);
  return (
    <Field.Root error={wrong} maxWidth="36rem">
      {children}
      <Field.Error />
    </Field.Root>
  );
}

function DateFilter(props: Props) {
  const { typed, unread, change } = useTyped<string>(props, 'date', asItIs, asItIs);
  const label = props['aria-label'] ?? '';
  return (
    <Framed unread={unread}>
      <DateInput label={label} value={typed} future={false} onChange={change} />
    </Framed>
  );
}

function MomentFilter(props: Props) {
  const { typed, unread, change } = useTyped<string>(props, 'moment', localMoment, instantOf);
  const label = props['aria-label'] ?? '';
  return (
    <Framed unread={unread}>
      <MomentInput label={label} value={typed} onChange={change} />
    </Framed>
  );
}

function NumberFilter(props: Props) {
  const { typed, unread, change } = useTyped<number | string>(props, 'number', Number, String);
  return (
    <Framed unread={unread}>
      <NumberInput aria-label={props['aria-label']} value={typed} onChange={change} />
    </Framed>
  );
}

const asItIs = (value: string): string => value;

export type TypedFilter = 'date' | 'datetime' | 'decimal' | 'integer';

export const TYPED_FILTERS = {
  date: DateFilter,
  datetime: MomentFilter,
  decimal: NumberFilter,
  integer: NumberFilter,
} as const satisfies Record<TypedFilter, unknown>;
