import { Flex, Modal } from '@strapi/design-system';
import { useCrmOrderJobMutation, useCrmPreviewUndoJobQuery } from '../../../api/bulk-api';
import { useOutcome } from '../../../parts/use-outcome';
import { PlanFooter } from '../../../plan/PlanFooter';
import { Preview, RefusalNote } from '../../../plan/Preview';
import { useWords } from '../../../words';
import { BulkPlan } from './BulkPlan';

interface Props {
  readonly documentId: string;
  /** It has been left, or it is under way. */
  readonly onLeave: () => void;
}

/** Taking back a whole job: what would go back and what could not, then the button that does it. */
export function UndoJob({ documentId, onLeave }: Props) {
  const words = useWords();
  const outcome = useOutcome(onLeave);
  const preview = useCrmPreviewUndoJobQuery(documentId, { refetchOnMountOrArgChange: true });
  const [tell, { isLoading, error }] = useCrmOrderJobMutation();
  const plan = preview.currentData;

  async function confirm() {
    const reply = await tell({ documentId, order: 'undo' });
    outcome(reply, words.say('crm.bulk.told.undo'));
  }

  return (
    <>
      <Modal.Body>
        <Flex direction="column" alignItems="stretch" gap={4}>
          <Preview loading={preview.isFetching} failure={preview.error}>
            {plan === undefined ? null : <BulkPlan plan={plan} />}
          </Preview>
          {error === undefined ? null : <RefusalNote>{words.refusal(error)}</RefusalNote>}
        </Flex>
      </Modal.Body>
      <PlanFooter
        label={words.say('crm.undo')}
        loading={isLoading}
        disabled={plan === undefined || plan.done === 0}
        onCancel={onLeave}
        onConfirm={confirm}
      />
    </>
  );
}
