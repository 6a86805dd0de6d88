import { Flex, TimePicker } from '@strapi/design-system';
import { useWords } from '../words';
import { DateInput } from './DateInput';

interface Props {
  readonly label: string;
  /** `2026-03-31T09:00` by the reader's clock, or `2026-03-31` for the whole day. */
  readonly value: string | undefined;
  readonly onChange: (moment: string | undefined) => void;
}

/** A day and, where it is not the whole of it, a time. */
export function MomentInput({ label, value, onChange }: Props) {
  const words = useWords();
  const [day, time] = value?.split('T') ?? [];
  return (
    <Flex gap={2} wrap="wrap" alignItems="flex-start">
      <DateInput
        value={day}
        future={false}
        onChange={(chosen) => onChange(chosen === undefined ? undefined : momentOf(chosen, time))}
      />
      <TimePicker
        aria-label={words.say('crm.picker.timeOf', { field: label })}
        clearLabel={words.say('crm.picker.clear')}
        // Until there is a day, a time says nothing.
        disabled={day === undefined}
        value={time ?? ''}
        onClear={() => onChange(day)}
        onChange={(chosen?: string) =>
          onChange(day === undefined ? undefined : momentOf(day, chosen))
        }
      />
    </Flex>
  );
}

const momentOf = (day: string, time: string | undefined): string =>
  time === undefined || time === '' ? day : `${day}T${time}`;
