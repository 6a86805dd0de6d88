import { Box, Flex } from '@strapi/design-system';
import type { ValueRow } from '../api/replies';
import { errorsIn, type FieldErrors } from './field-errors';
import { groupInput, withChange, type Input } from './form-input';
import { InputField } from './InputField';
import { InputGroup } from './InputGroup';
import type { Field } from './read-fields';

interface Props {
  readonly fields: readonly Field[];
  readonly input: Input;
  /** What the server found wrong, by path. */
  readonly errors: FieldErrors;
  readonly currentOf?: (field: Field) => ValueRow | null;
  readonly onChange: (input: Input) => void;
}

/** The fields of a form, or of a group in it: short ones side by side where there is room. */
export function InputFields({ fields, input, errors, currentOf, onChange }: Props) {
  const drawn = (field: Field) => {
    const value = input[field.name];
    const change = (changed: typeof value) => onChange(withChange(input, field.name, changed));
    if (field.kind !== 'group') {
      return (
        <InputField
          field={field}
          value={value}
          error={errors[field.name]}
          current={currentOf?.(field) ?? null}
          onChange={change}
        />
      );
    }
    return (
      <InputGroup field={field} error={errors[field.name]} inside={errorsIn(errors, field.name)}>
        <InputFields
          fields={field.fields}
          input={groupInput(field, value)}
          errors={errorsIn(errors, field.name)}
          onChange={change}
        />
      </InputGroup>
    );
  };
  return (
    <Flex wrap="wrap" alignItems="flex-start" gap={4}>
      {fields.map((field) => (
        <Box key={field.name} flex={isWide(field, fields) ? '1 1 100%' : '1 1 22rem'} minWidth={0}>
          {drawn(field)}
        </Box>
      ))}
    </Flex>
  );
}

/** A form of three fields reads better one below the other. */
const FEW = 3;

const WIDE: readonly Field['kind'][] = ['long-text', 'group', 'flag', 'moment'];

const isWide = ({ kind }: Field, fields: readonly Field[]): boolean =>
  fields.length <= FEW || WIDE.includes(kind);
