import { SingleSelect, SingleSelectOption } from '@strapi/design-system';
import { useWords } from '../words';
import type { StageOption } from './read-fields';

interface Props {
  readonly options: readonly StageOption[];
  readonly value: string | undefined;
  readonly onChange: (documentId: string | undefined) => void;
}

/** Picks a stage, in the order of the pipeline. */
export function StagePicker({ options, value, onChange }: Props) {
  const words = useWords();
  return (
    <SingleSelect
      value={value ?? null}
      disabled={options.length === 0}
      placeholder={words.say(options.length === 0 ? 'crm.picker.noStage' : 'crm.picker.none')}
      onChange={(chosen) => onChange(String(chosen))}
    >
      {options.map(({ documentId, name }) => (
        <SingleSelectOption key={documentId} value={documentId}>
          {name}
        </SingleSelectOption>
      ))}
    </SingleSelect>
  );
}
