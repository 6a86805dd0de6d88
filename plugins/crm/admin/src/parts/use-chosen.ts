import { useSearchParams } from 'react-router-dom';

/**
 * Which one of several a page shows, in its address: it can be passed on, Back goes to the one before, and
 * leaving one with changes that are not saved is leaving a page.
 */
export function useChosen(name: string): [string | undefined, (documentId: string) => void] {
  const [parameters, setParameters] = useSearchParams();
  return [parameters.get(name) ?? undefined, (documentId) => setParameters({ [name]: documentId })];
}
