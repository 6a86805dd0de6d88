import { useEffect, useRef } from 'react';
import { hasFailed, useTold, type Reply } from './use-told';

/**
 * How the deed of a dialog ended: what is done is said and closes it, a refusal stays to be read in it. Whoever
 * has left it on the way is told of either, and what they have opened since stays open.
 *
 * @returns whether it is done
 */
export function useOutcome(onClose: () => void): (reply: Reply, sentence: string) => boolean {
  const told = useTold();
  const shown = useRef(false);
  useEffect(() => {
    shown.current = true;
    return () => {
      shown.current = false;
    };
  }, []);
  return (reply, sentence) => {
    if (hasFailed(reply) && shown.current) return false;
    const done = told(reply, sentence);
    if (done && shown.current) onClose();
    return done;
  };
}
