import { Flex, Modal, Typography } from '@strapi/design-system';
import { useCrmPreviewUndoQuery, useCrmUndoMutation } from '../api/crm-api';
import type { HistoryEntry, RecordName } from '../api/replies';
import { ModalWindow } from '../parts/ModalWindow';
import { useOutcome } from '../parts/use-outcome';
import { PlanFooter } from '../plan/PlanFooter';
import { PlanView } from '../plan/PlanView';
import { Preview, RefusalNote } from '../plan/Preview';
import { useWords } from '../words';
import { deedOf } from './history-words';

interface Props {
  readonly record: RecordName;
  readonly documentId: string;
  /** The entry to undo; the dialog is open while there is one. */
  readonly entry: HistoryEntry | undefined;
  readonly onClose: () => void;
}

export function UndoDialog({ record, documentId, entry, onClose }: Props) {
  const words = useWords();
  return (
    <Modal.Root open={entry !== undefined} onOpenChange={(open) => (open ? undefined : onClose())}>
      {entry === undefined ? null : (
        <ModalWindow isWide title={words.say('crm.undo.title')}>
          <Undo record={record} documentId={documentId} entry={entry} onClose={onClose} />
        </ModalWindow>
      )}
    </Modal.Root>
  );
}

function Undo({ record, documentId, entry, onClose }: Props & { entry: HistoryEntry }) {
  const words = useWords();
  const outcome = useOutcome(onClose);
  const preview = useCrmPreviewUndoQuery(entry.documentId, { refetchOnMountOrArgChange: true });
  const [undo, undoing] = useCrmUndoMutation();

  const confirm = async (): Promise<void> => {
    const reply = await undo({ operation: entry.documentId, record, documentId });
    outcome(reply, words.say('crm.undo.done'));
  };

  return (
    <>
      <Modal.Body>
        <Flex direction="column" alignItems="stretch" gap={4}>
          <Typography textColor="neutral800">
            {words.say('crm.undo.what', {
              actor: entry.actor.name,
              deed: deedOf(words, record, entry),
              at: entry.at === null ? '' : words.moment(entry.at),
            })}
          </Typography>
          <Preview loading={preview.isFetching} failure={preview.error}>
            {preview.currentData === undefined ? null : (
              <PlanView plan={preview.currentData} record={record} documentId={documentId} />
            )}
          </Preview>
          {undoing.error === undefined ? null : (
            <RefusalNote>{words.refusal(undoing.error)}</RefusalNote>
          )}
        </Flex>
      </Modal.Body>
      <PlanFooter
        label={words.say('crm.undo')}
        loading={undoing.isLoading}
        disabled={preview.currentData === undefined}
        onCancel={onClose}
        onConfirm={confirm}
      />
    </>
  );
}
