import { Flex } from '@strapi/design-system';
import type { KeyboardEvent, ReactNode } from 'react';

/** The keys that a table and its cells move by, or that leave a cell. */
const OF_THE_TABLE = /^(Arrow|Home|End|Page|Escape)/;

/**
 * The buttons of a row, in their cell. Strapi's cell takes every key for itself where it holds several
 * buttons, and React hands it those of a dialog as well that is opened from here.
 */
export const CellButtons = ({ children }: { children: ReactNode }) => (
  <Flex gap={1} justifyContent="flex-end" onKeyDown={keepFromTable}>
    {children}
  </Flex>
);

function keepFromTable(event: KeyboardEvent<HTMLElement>): void {
  // React's events come from elements.
  const isHere = event.currentTarget.contains(event.target as HTMLElement);
  if (!isHere || !OF_THE_TABLE.test(event.key)) event.stopPropagation();
}
