import { useRef, useState } from 'react';

/** What a second click does not begin again while the first is on its way. */
export function useOneAtATime(work: () => Promise<void>): { isRunning: boolean; run: () => void } {
  const running = useRef(false);
  const [isRunning, setRunning] = useState(false);
  const once = async (): Promise<void> => {
    running.current = true;
    setRunning(true);
    try {
      await work();
    } finally {
      running.current = false;
      setRunning(false);
    }
  };
  return { isRunning, run: () => (running.current ? undefined : void once()) };
}
