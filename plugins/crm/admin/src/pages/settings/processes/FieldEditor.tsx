import {
  Checkbox,
  Flex,
  IconButton,
  SingleSelect,
  SingleSelectOption,
  TextInput,
  Box,
} from '@strapi/design-system';
import { Trash } from '@strapi/icons';
import { STEP_FIELD_TYPES, type StepFieldType } from '../../../../../core/qualification/process';
import { useWords } from '../../../words';
import { keyFor, type DraftField } from './edit-steps';

interface Props {
  readonly field: DraftField;
  readonly onChange: (field: DraftField) => void;
  readonly onRemove: () => void;
}

/** One question of a step. Its key follows the label of a new question, and then stays what it is. */
export function FieldEditor({ field, onChange, onRemove }: Props) {
  const words = useWords();
  const { key, label, type, required } = field;
  const rename = (text: string) =>
    onChange({ ...field, label: text, key: key === keyFor(label) ? keyFor(text) : key });
  return (
    <Flex gap={3} wrap="wrap">
      <Box flex="2" minWidth="16rem">
        <TextInput
          size="S"
          aria-label={words.say('crm.processes.label')}
          placeholder={words.say('crm.processes.label')}
          value={label}
          onChange={({ target }: { target: HTMLInputElement }) => rename(target.value)}
        />
      </Box>
      <Box flex="1" minWidth="14rem">
        <SingleSelect
          size="S"
          aria-label={words.say('crm.processes.type')}
          value={type}
          // The select hands back one of the values that it was given.
          onChange={(chosen) => onChange({ ...field, type: chosen as StepFieldType })}
        >
          {STEP_FIELD_TYPES.map((value) => (
            <SingleSelectOption key={value} value={value}>
              {words.say(`crm.fieldType.${value}`)}
            </SingleSelectOption>
          ))}
        </SingleSelect>
      </Box>
      <Box flex="1" minWidth="12rem">
        <TextInput
          size="S"
          aria-label={words.say('crm.processes.key')}
          placeholder={words.say('crm.processes.key')}
          value={key}
          onChange={({ target }: { target: HTMLInputElement }) =>
            onChange({ ...field, key: target.value })
          }
        />
      </Box>
      <Checkbox
        checked={required}
        onCheckedChange={(ticked) => onChange({ ...field, required: ticked === true })}
      >
        {words.say('crm.processes.required')}
      </Checkbox>
      <IconButton
        variant="ghost"
        label={words.say('crm.deleteOne', { name: label })}
        withTooltip={false}
        onClick={onRemove}
      >
        <Trash />
      </IconButton>
    </Flex>
  );
}
