import { Box, Flex } from '@strapi/design-system';
import type { ValueRow } from '../api/replies';
import type { FieldErrors } from './field-errors';
import { withChange, type Input } from './form-input';
import { InputField } from './InputField';
import type { Field } from './read-fields';

interface Props {
  readonly fields: readonly Field[];
  readonly input: Input;
  readonly errors: FieldErrors;
  readonly currentOf?: (field: Field) => ValueRow | null;
  readonly onChange: (input: Input) => void;
}

/** The fields of a form or of a group in it: short ones side by side where there is room. */
export function InputFields({ fields, input, errors, currentOf, onChange }: Props) {
  return (
    <Flex wrap="wrap" alignItems="flex-start" gap={4}>
      {fields.map((field) => (
        <Box key={field.name} flex={isWide(field, fields) ? '1 1 100%' : '1 1 22rem'} minWidth={0}>
          <InputField
            field={field}
            value={input[field.name]}
            errors={errors}
            current={currentOf?.(field) ?? null}
            onChange={(value) => onChange(withChange(input, field.name, value))}
          />
        </Box>
      ))}
    </Flex>
  );
}

/** A form of three fields reads better one below the other. */
const FEW = 3;

const isWide = ({ kind }: Field, fields: readonly Field[]): boolean =>
  fields.length <= FEW || kind === 'long-text' || kind === 'group' || kind === 'flag';
