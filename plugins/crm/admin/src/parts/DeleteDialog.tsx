import { Dialog, Typography } from '@strapi/design-system';
import { useState, type ReactNode } from 'react';
import { useCrmDeleteMutation } from '../api/dictionary-api';
import { useWords } from '../words';
import { ConfirmDialog } from './ConfirmDialog';
import { useTold } from './use-told';

interface Asking {
  readonly record: string;
  readonly documentId: string;
  readonly name: string;
  /** What goes with it. */
  readonly sure: string;
}

interface Props extends Asking {
  /** The button that asks. */
  readonly children: ReactNode;
  readonly onDeleted?: () => void;
}

/** Deletes a record for good, after being asked; stays open with the reason where it is refused. */
export function DeleteDialog({ children, onDeleted, ...asking }: Props) {
  const [open, setOpen] = useState(false);
  const leave = () => {
    setOpen(false);
    onDeleted?.();
  };
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger>{children}</Dialog.Trigger>
      {open ? <Question {...asking} onDeleted={leave} /> : null}
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
  onDeleted,
}: Asking & { onDeleted: () => void }) {
  const words = useWords();
  const told = useTold();
  const [remove, { isLoading, error }] = useCrmDeleteMutation();
  async function confirm() {
    const reply = await remove({ record, documentId });
    if ('error' in reply) return;
    told(reply, words.say('crm.deleted', { name }));
    onDeleted();
  }
  return (
    <ConfirmDialog
      title={words.say('crm.deleteOne', { name })}
      confirm={words.say('crm.delete')}
      isRunning={isLoading}
      failure={error}
      onConfirm={() => void confirm()}
    >
      <Typography textAlign="center">{sure}</Typography>
    </ConfirmDialog>
  );
}
