import { Th, VisuallyHidden } from '@strapi/design-system';
import type { ComponentProps } from 'react';
import { useWords } from '../words';

/** Above the buttons of the rows. What it is given is the table's, who tells each cell its place. */
export function ActionsHeader(props: Omit<ComponentProps<typeof Th>, 'children'>) {
  const words = useWords();
  return (
    <Th {...props}>
      <VisuallyHidden>{words.say('crm.bulk.actions')}</VisuallyHidden>
    </Th>
  );
}

interface Header {
  readonly name: string;
  readonly label: string;
}

/** With the column of the buttons: the arrow keys go no further than a table knows of columns. */
export const withActions = (headers: readonly Header[]): Header[] => [
  ...headers,
  { name: 'actions', label: '' },
];
