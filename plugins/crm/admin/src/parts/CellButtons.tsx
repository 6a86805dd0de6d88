import { Flex } from '@strapi/design-system';
import type { KeyboardEvent, ReactNode } from 'react';

/** The keys that a table moves by. */
const OF_THE_TABLE = /^(Arrow|Home|End|Page)/;

/**
 * The buttons of a row, in their cell. Strapi's cell takes every key for itself where it holds several
 * buttons, and React hands it those of a menu as well that is opened here. A dialog stands beside the
 * table: Escape has to reach the document, and the cell would take it on the way.
 */
export const CellButtons = ({ children }: { children: ReactNode }) => (
  <Flex gap={1} justifyContent="flex-end" onKeyDown={keepFromTable}>
    {children}
  </Flex>
);

function keepFromTable(event: KeyboardEvent<HTMLElement>): void {
  // React's events come from elements.
  const isHere = event.currentTarget.contains(event.target as HTMLElement);
  const passes = event.key === 'Escape' || (isHere && OF_THE_TABLE.test(event.key));
  if (!passes) event.stopPropagation();
}
