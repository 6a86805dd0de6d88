import { Modal } from '@strapi/design-system';
import { useState } from 'react';
import { actionLabel, type PanelAction } from '../../../actions/actions-of';
import type { Selection } from '../../../api/bulk-api';
import { ModalWindow } from '../../../parts/ModalWindow';
import { useWords } from '../../../words';
import { BulkForm } from './BulkForm';
import { JobView } from './JobView';

/** What is to be done to which leads: chosen once, whatever becomes of the list meanwhile. */
export interface BulkWork {
  readonly action: PanelAction;
  readonly count: number;
  readonly selection: Selection;
}

interface Props {
  /** The dialog is open while there is some. */
  readonly work: BulkWork | undefined;
  /** With `true` once a job has been started. */
  readonly onClose: (started: boolean) => void;
}

/** An action on many leads: its form with a preview, then how far it is. */
export function BulkDialog({ work, onClose }: Props) {
  const words = useWords();
  const [job, setJob] = useState<string>();
  const close = () => {
    setJob(undefined);
    onClose(job !== undefined);
  };
  return (
    <Modal.Root open={work !== undefined} onOpenChange={(open) => (open ? undefined : close())}>
      {work === undefined ? null : (
        <ModalWindow
          isWide
          title={words.say('crm.bulk.title', {
            action: actionLabel(words, 'lead', work.action),
            count: work.count,
          })}
        >
          {job === undefined ? (
            <BulkForm
              action={work.action}
              selection={work.selection}
              onStarted={setJob}
              onCancel={close}
            />
          ) : (
            <JobView documentId={job} onClose={close} />
          )}
        </ModalWindow>
      )}
    </Modal.Root>
  );
}
