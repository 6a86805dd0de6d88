import { Button } from '@strapi/design-system';
import { Trash } from '@strapi/icons';
import { DeleteDialog } from '../../../parts/DeleteDialog';
import { useWords } from '../../../words';
import type { ProcessRow } from './process-row';

export function DeleteProcess({ process: { documentId, name } }: { process: ProcessRow }) {
  const words = useWords();
  return (
    <DeleteDialog
      record="qualification-process"
      documentId={documentId}
      name={name}
      sure={words.say('crm.processes.deleteSure', { name })}
    >
      <Button variant="danger-light" startIcon={<Trash />}>
        {words.say('crm.delete')}
      </Button>
    </DeleteDialog>
  );
}
