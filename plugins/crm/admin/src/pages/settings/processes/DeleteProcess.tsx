import { Button, Dialog, Typography } from '@strapi/design-system';
import { Trash } from '@strapi/icons';
import { useState } from 'react';
import { useCrmDeleteMutation } from '../../../api/dictionary-api';
import { ConfirmDialog } from '../../../parts/ConfirmDialog';
import { useTold } from '../../../parts/use-told';
import { useWords } from '../../../words';
import type { ProcessRow } from './process-row';

interface Props {
  readonly process: ProcessRow;
  readonly onDeleted: () => void;
}

export function DeleteProcess({ process: { documentId, name }, onDeleted }: Props) {
  const words = useWords();
  const told = useTold();
  const [open, setOpen] = useState(false);
  const [remove, { isLoading, error, reset }] = useCrmDeleteMutation();
  const show = (opens: boolean) => {
    reset();
    setOpen(opens);
  };
  async function confirm() {
    const reply = await remove({ record: 'qualification-process', documentId });
    if ('error' in reply) return;
    told(reply, words.say('crm.deleted', { name }));
    onDeleted();
  }
  return (
    <Dialog.Root open={open} onOpenChange={show}>
      <Dialog.Trigger>
        <Button variant="danger-light" startIcon={<Trash />}>
          {words.say('crm.delete')}
        </Button>
      </Dialog.Trigger>
      <ConfirmDialog
        title={words.say('crm.deleteOne', { name })}
        confirm={words.say('crm.delete')}
        isRunning={isLoading}
        failure={error}
        onConfirm={() => void confirm()}
      >
        <Typography textAlign="center">
          {words.say('crm.processes.deleteSure', { name })}
        </Typography>
      </ConfirmDialog>
    </Dialog.Root>
  );
}
