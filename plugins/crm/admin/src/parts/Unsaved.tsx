import { Dialog } from '@strapi/design-system';
import { useEffect } from 'react';
import { useBlocker, type Location } from 'react-router-dom';
import { useWords } from '../words';
import { ConfirmDialog } from './ConfirmDialog';

const pageOf = ({ pathname, search }: Location): string => pathname + search;

/** Asks before somebody leaves a page with changes that have not been saved; Strapi's own does it for its forms alone. */
export function Unsaved({ isChanged }: { readonly isChanged: boolean }) {
  const words = useWords();
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      isChanged && pageOf(currentLocation) !== pageOf(nextLocation),
  );
  useEffect(() => {
    if (!isChanged) return undefined;
    // Where the browser itself is left or reloaded, only its own question can be asked.
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isChanged]);
  return (
    <Dialog.Root
      open={blocker.state === 'blocked'}
      onOpenChange={(open) => (open ? undefined : blocker.reset?.())}
    >
      <ConfirmDialog
        title={words.say('crm.leave.title')}
        confirm={words.say('crm.leave.go')}
        isRunning={false}
        failure={undefined}
        onConfirm={() => blocker.proceed?.()}
      >
        {words.say('crm.leave.about')}
      </ConfirmDialog>
    </Dialog.Root>
  );
}
