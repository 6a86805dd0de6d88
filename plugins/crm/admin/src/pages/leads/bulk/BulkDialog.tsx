import { Modal } from '@strapi/design-system';
import { useState } from 'react';
import { actionLabel, type PanelAction } from '../../../actions/actions-of';
import type { Selection } from '../../../api/bulk-api';
import { ModalWindow } from '../../../parts/ModalWindow';
import { useWords } from '../../../words';
import { BulkForm } from './BulkForm';
import { JobView } from './JobView';

interface Props {
  readonly action: PanelAction | undefined;
  readonly count: number;
  readonly selection: Selection;
  /** With `true` once a job has been started. */
  readonly onClose: (started: boolean) => void;
}

/** An action on many leads: its form with a preview, then how far it is. */
export function BulkDialog({ action, count, selection, onClose }: Props) {
  const words = useWords();
  const [job, setJob] = useState<string>();
  const close = () => {
    setJob(undefined);
    onClose(job !== undefined);
  };
  return (
    <Modal.Root open={action !== undefined} onOpenChange={(open) => (open ? undefined : close())}>
      {action === undefined ? null : (
        <ModalWindow
          isWide
          title={words.say('crm.bulk.title', { action: actionLabel(words, 'lead', action), count })}
        >
          {job === undefined ? (
            <BulkForm action={action} selection={selection} onStarted={setJob} onCancel={close} />
          ) : (
            <JobView documentId={job} onClose={close} />
          )}
        </ModalWindow>
      )}
    </Modal.Root>
  );
}
