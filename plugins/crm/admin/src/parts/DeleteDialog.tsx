import { Dialog, Typography } from '@strapi/design-system';
import { useState, type ReactNode } from 'react';
import { useCrmDeleteMutation } from '../api/dictionary-api';
import { useWords } from '../words';
import { ConfirmDialog } from './ConfirmDialog';
import { useTold } from './use-told';

interface Props {
  readonly record: string;
  readonly documentId: string;
  readonly name: string;
  /** What goes with it. */
  readonly sure: string;
  /** The button that asks. */
  readonly children: ReactNode;
  readonly onDeleted?: () => void;
}

/** Deletes a record for good, after being asked; stays open with the reason where it is refused. */
export function DeleteDialog({ record, documentId, name, sure, children, onDeleted }: Props) {
  const words = useWords();
  const told = useTold();
  const [open, setOpen] = useState(false);
  const [remove, { isLoading, error, reset }] = useCrmDeleteMutation();
  const show = (opens: boolean) => {
    reset();
    setOpen(opens);
  };
  async function confirm() {
    const reply = await remove({ record, documentId });
    if ('error' in reply) return;
    told(reply, words.say('crm.deleted', { name }));
    setOpen(false);
    onDeleted?.();
  }
  return (
    <Dialog.Root open={open} onOpenChange={show}>
      <Dialog.Trigger>{children}</Dialog.Trigger>
      <ConfirmDialog
        title={words.say('crm.deleteOne', { name })}
        confirm={words.say('crm.delete')}
        isRunning={isLoading}
        failure={error}
        onConfirm={() => void confirm()}
      >
        <Typography textAlign="center">{sure}</Typography>
      </ConfirmDialog>
    </Dialog.Root>
  );
}

interface LiftedProps extends Omit<Props, 'children' | 'onDeleted'> {
  readonly onClose: () => void;
}

/** The same where what asks is gone or in the way by then: an item of a menu, a button in a table. */
export function DeleteRecord({ record, documentId, name, sure, onClose }: LiftedProps) {
  const words = useWords();
  const told = useTold();
  const [remove, { isLoading, error }] = useCrmDeleteMutation();
  async function confirm() {
    const reply = await remove({ record, documentId });
    if ('error' in reply) return;
    told(reply, words.say('crm.deleted', { name }));
    onClose();
  }
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <ConfirmDialog
        title={words.say('crm.deleteOne', { name })}
        confirm={words.say('crm.delete')}
        isRunning={isLoading}
        failure={error}
        onConfirm={() => void confirm()}
      >
        <Typography textAlign="center">{sure}</Typography>
      </ConfirmDialog>
    </Dialog.Root>
  );
}
