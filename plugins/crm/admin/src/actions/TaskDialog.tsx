import { Modal } from '@strapi/design-system';
import { cancelForm, completionForm, reopenForm } from '../../../core/task/actions';
import type { TaskRow } from '../api/replies';
import { ModalWindow } from '../parts/ModalWindow';
import { useWords } from '../words';
import { DeedForm } from './DeedForm';
import { readFields, schemaOf } from './read-fields';
import type { Deed } from './use-deed';

export type TaskDeed = 'complete' | 'cancel' | 'reopen';

interface Props {
  readonly task: TaskRow;
  /** What is to be done with it; the dialog is open while there is something. */
  readonly deed: TaskDeed | undefined;
  readonly onClose: () => void;
}

export function TaskDialog({ task, deed, onClose }: Props) {
  const words = useWords();
  return (
    <Modal.Root open={deed !== undefined} onOpenChange={(open) => (open ? undefined : onClose())}>
      {deed === undefined ? null : (
        <ModalWindow
          isWide
          title={deed === 'complete' ? task.title : words.say(`crm.task.${deed}`)}
        >
          <TaskForm task={task} deed={deed} onClose={onClose} />
        </ModalWindow>
      )}
    </Modal.Root>
  );
}

const formFor = (deed: TaskDeed, task: TaskRow) =>
  ({ complete: completionForm(task), cancel: cancelForm, reopen: reopenForm })[deed];

function TaskForm({ task, deed, onClose }: Props & { deed: TaskDeed }) {
  const words = useWords();
  const fields = readFields(schemaOf(formFor(deed, task)));
  const { documentId } = task;
  const form: Deed = {
    record: 'task',
    documentId,
    action: deed,
    label: words.say(`crm.task.${deed}`),
    done: words.say(`crm.task.done.${deed}`),
    // The plan is the lead's: the task is one of the records that it reaches.
    about: { record: 'lead', documentId: task.lead?.documentId ?? '' },
    prefill: deed === 'complete' ? (task.form ?? {}) : {},
    fieldsFor: () => fields,
  };
  return <DeedForm deed={form} onClose={onClose} />;
}
