import { useState } from 'react';
import type { LeadsAsked } from '../../api/list-api';
import type { LeadListRow } from '../../api/replies';

type Ticked = readonly [leads: readonly LeadListRow[], tick: (leads: LeadListRow[]) => void];

/** The leads that are ticked, until the list shows others: what is out of sight is not worked on. */
export function useTicked(asked: LeadsAsked): Ticked {
  const list = JSON.stringify(asked);
  const [shown, setShown] = useState(list);
  const [ticked, setTicked] = useState<readonly LeadListRow[]>([]);
  // While it is drawn, not afterwards: else the new list would be seen with the old ticks first.
  if (shown !== list) {
    setShown(list);
    setTicked([]);
  }
  return [ticked, setTicked];
}
