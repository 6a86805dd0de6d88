import { Combobox, ComboboxOption } from '@strapi/design-system';
import { useWords } from '../words';
import { Labelled } from './fields';

interface Props {
  readonly label: string;
  readonly zones: readonly string[];
  readonly value: string;
  readonly onChange: (zone: string) => void;
}

/** Some four hundred names: typing finds one. */
export function ZonePicker({ label, zones, value, onChange }: Props) {
  const words = useWords();
  return (
    <Labelled label={label}>
      <Combobox
        value={value}
        autocomplete={{ type: 'list', filter: 'contains' }}
        noOptionsMessage={() => words.say('crm.picker.noMatch')}
        onChange={(zone?: string) =>
          zone === undefined || zone === '' ? undefined : onChange(zone)
        }
      >
        {zones.map((zone) => (
          <ComboboxOption key={zone} value={zone}>
            {zone}
          </ComboboxOption>
        ))}
      </Combobox>
    </Labelled>
  );
}
