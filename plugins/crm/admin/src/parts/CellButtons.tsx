import { Flex } from '@strapi/design-system';
import type { KeyboardEvent, ReactNode } from 'react';

/** The keys that a table moves by. */
const OF_THE_TABLE = /^(Arrow|Home|End|Page)/;
const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };

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
  const next = isHere ? neighbour(event) : undefined;
  next?.focus();
  const passes = event.key === 'Escape' || (isHere && OF_THE_TABLE.test(event.key));
  if (next !== undefined || !passes) event.stopPropagation();
}

/** The arrows go from button to button before they leave the cell. */
function neighbour({ key, target, currentTarget }: KeyboardEvent<HTMLElement>) {
  const buttons = [...currentTarget.querySelectorAll<HTMLElement>('button, a')];
  const step = STEPS[key];
  return step === undefined ? undefined : buttons[buttons.indexOf(target as HTMLElement) + step];
}
