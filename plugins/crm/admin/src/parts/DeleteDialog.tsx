import { Dialog, Typography } from '@strapi/design-system';
import { useState, type ReactNode } from 'react';
import { useCrmDeleteMutation } from '../api/dictionary-api';
import { useWords } from '../words';
import { ConfirmDialog } from './ConfirmDialog';
import { useOutcome } from './use-outcome';

interface Asking {
  readonly record: string;
  readonly documentId: string;
  readonly name: string;
  /** What goes with it. */
  readonly sure: string;
  /** Whether it can be done was asked before: `null` while nobody has answered. */
  readonly hindrance?: { readonly failure: unknown; readonly instead: string } | null | undefined;
  /** Why it was refused, where there is more to say than the refusal does. */
  readonly refused?: (failure: unknown) => string | undefined;
}

interface Props extends Asking {
  /** The button that asks. */
  readonly children: ReactNode;
}

/** Deletes a record for good, after being asked; stays open with the reason where it is refused. */
export function DeleteDialog({ children, ...asking }: Props) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger>{children}</Dialog.Trigger>
      {open ? <Question {...asking} onDeleted={() => setOpen(false)} /> : null}
    </Dialog.Root>
  );
}

interface LiftedProps extends Asking {
  readonly onClose: () => void;
}

/** The same where what asks is gone or in the way by then: an item of a menu, a button in a table. */
export const DeleteRecord = ({ onClose, ...asking }: LiftedProps) => (
  <Dialog.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
    <Question {...asking} onDeleted={onClose} />
  </Dialog.Root>
);

function Question({
  record,
  documentId,
  name,
  sure,
  refused,
  hindrance,
  onDeleted,
}: Asking & { onDeleted: () => void }) {
  const words = useWords();
  const outcome = useOutcome(onDeleted);
  const [remove, { isLoading, error }] = useCrmDeleteMutation();
  const because = refused?.(error);
  async function confirm() {
    const reply = await remove({ record, documentId });
    outcome(reply, words.say('crm.deleted', { name }));
  }
  return (
    <ConfirmDialog
      title={words.say('crm.deleteOne', { name })}
      confirm={words.say('crm.delete')}
      isRunning={isLoading}
      failure={because === undefined ? (error ?? hindrance?.failure) : { message: because }}
      isOff={hindrance !== undefined}
      onConfirm={() => void confirm()}
    >
      {hindrance === null ? null : (
        <Typography textAlign="center">{hindrance?.instead ?? sure}</Typography>
      )}
    </ConfirmDialog>
  );
}
