import { Box, Flex, TextButton, Typography } from '@strapi/design-system';
import { ChevronDown, ChevronUp } from '@strapi/icons';
import { useId, useState, type ReactNode } from 'react';
import { useWords } from '../words';
import { errorsIn } from './field-errors';
import { groupInput } from './form-input';
import { InputFields } from './InputFields';
import type { InputFieldProps } from './InputField';
import type { GroupField } from './read-fields';

/** Fields that belong together, under their title; what may be left out is folded. */
export function InputGroup({ field, value, errors, onChange }: InputFieldProps<GroupField>) {
  const inside = (
    <InputFields
      fields={field.fields}
      input={groupInput(field, value)}
      errors={errorsIn(errors, field.name)}
      onChange={onChange}
    />
  );
  if (field.drawn === 'flat') return inside;
  const wrong = Object.keys(errors).some(
    (path) => path === field.name || path.startsWith(`${field.name}.`),
  );
  return (
    <Group field={field} error={errors[field.name]} wrong={wrong}>
      {inside}
    </Group>
  );
}

interface GroupProps {
  readonly field: GroupField;
  readonly error: string | undefined;
  /** Something is wrong with it or inside of it. */
  readonly wrong: boolean;
  readonly children: ReactNode;
}

function Group({ field, error, wrong, children }: GroupProps) {
  const words = useWords();
  const id = useId();
  const [unfolded, setUnfolded] = useState(field.drawn === 'open');
  // What is wrong is never hidden.
  const open = unfolded || wrong;
  return (
    <Box tag="section" aria-labelledby={id} borderColor="neutral200" hasRadius padding={4}>
      <Flex justifyContent="space-between" gap={2}>
        {field.drawn === 'open' ? (
          <Typography id={id} tag="h3" variant="delta">
            {words.title(field.title)}
          </Typography>
        ) : (
          <TextButton
            id={id}
            type="button"
            aria-expanded={open}
            endIcon={open ? <ChevronUp aria-hidden /> : <ChevronDown aria-hidden />}
            onClick={() => setUnfolded(!open)}
          >
            {words.title(field.title)}
          </TextButton>
        )}
      </Flex>
      {error === undefined ? null : (
        <Typography tag="p" role="alert" variant="pi" textColor="danger600" paddingTop={2}>
          {error}
        </Typography>
      )}
      {open ? <Box paddingTop={4}>{children}</Box> : null}
    </Box>
  );
}
