import { Box, TextButton, Typography } from '@strapi/design-system';
import { ChevronDown, ChevronUp } from '@strapi/icons';
import { useId, useState } from 'react';
import { useWords } from '../words';
import type { FieldErrors } from './field-errors';
import type { GroupField } from './read-fields';

interface Props {
  readonly field: GroupField;
  readonly error: string | undefined;
  /** What is wrong with the fields in it. */
  readonly inside: FieldErrors;
  readonly children: JSX.Element;
}

/** Fields that belong together, under their title; what may be left out is folded. */
export function InputGroup({ field, error, inside, children }: Props) {
  const words = useWords();
  const id = useId();
  const [unfolded, setUnfolded] = useState(field.drawn === 'open');
  if (field.drawn === 'flat') return children;
  // What is wrong is never hidden.
  const open = unfolded || error !== undefined || Object.keys(inside).length > 0;
  return (
    <Box tag="section" aria-labelledby={id} borderColor="neutral200" hasRadius padding={4}>
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
      {error === undefined ? null : (
        <Typography tag="p" role="alert" variant="pi" textColor="danger600" paddingTop={2}>
          {error}
        </Typography>
      )}
      {open ? <Box paddingTop={4}>{children}</Box> : null}
    </Box>
  );
}
