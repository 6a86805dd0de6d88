import { Modal } from '@strapi/design-system';
import type { RecordName } from '../api/replies';
import { ModalWindow } from '../parts/ModalWindow';
import { useWords } from '../words';
import { ActionForm } from './ActionForm';
import type { Input } from './form-input';
import { actionLabel, type PanelAction } from './actions-of';

interface Props {
  readonly record: RecordName;
  /** The action whose dialog is open. */
  readonly action: PanelAction | undefined;
  readonly documentId: string;
  /** What is known already, as the stage of a card that was dropped. */
  readonly prefill?: Input;
  readonly onClose: () => void;
}

export function ActionDialog({ record, action, documentId, prefill = {}, onClose }: Props) {
  const words = useWords();
  return (
    <Modal.Root open={action !== undefined} onOpenChange={(open) => (open ? undefined : onClose())}>
      {action === undefined ? null : (
        <ModalWindow isWide title={actionLabel(words, record, action)}>
          <ActionForm
            record={record}
            action={action}
            documentId={documentId}
            prefill={prefill}
            onClose={onClose}
          />
        </ModalWindow>
      )}
    </Modal.Root>
  );
}
