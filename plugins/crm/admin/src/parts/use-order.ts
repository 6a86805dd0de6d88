import { useRef, useState } from 'react';
import { useCrmReorderMutation, type Place } from '../api/dictionary-api';
import { useWords } from '../words';
import { newPlaces } from './moved';
import { useTold } from './use-told';

/**
 * The order of a list that is kept as it is chosen. Moves may follow each other quicker than they are kept: each
 * is shown at once, and written after the one before it.
 */
export function useOrder<Row extends Place>(record: string, rows: readonly Row[] | undefined) {
  const words = useWords();
  const told = useTold();
  const [reorder, { isLoading }] = useCrmReorderMutation();
  const [ordered, setOrdered] = useState<readonly Row[]>();
  const written = useRef<Promise<unknown>>(Promise.resolve());
  const [waiting, setWaiting] = useState(0);
  const [read, setRead] = useState(rows);
  if (read !== rows) {
    setRead(rows);
    // What was read between two moves is not the order any more.
    if (waiting === 0) setOrdered(undefined);
  }
  return {
    isKeeping: isLoading,
    rows: ordered ?? rows ?? [],
    async keep(items: readonly Row[]): Promise<void> {
      const places = newPlaces(items);
      // Numbered as they are to be, so that the next move says what changes after this one.
      setOrdered(items.map((item, position) => ({ ...item, position })));
      setWaiting((before) => before + 1);
      const writing = written.current.then(() => reorder({ record, places }));
      written.current = writing;
      const reply = await writing;
      setWaiting((before) => before - 1);
      if (!told(reply, words.say('crm.stages.ordered'))) setOrdered(undefined);
    },
  };
}
