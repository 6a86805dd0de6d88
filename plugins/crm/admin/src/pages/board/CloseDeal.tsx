import { Dialog, Typography } from '@strapi/design-system';
import { useCrmMoveOpportunityMutation } from '../../api/board-api';
import { ConfirmDialog } from '../../parts/ConfirmDialog';
import { useOutcome } from '../../parts/use-outcome';
import { useWords } from '../../words';
import { cardName, type Move } from './use-move';

interface Props {
  readonly move: Move;
  readonly onClose: () => void;
}

/** A drop on a final stage closes an opportunity, mostly for good (R19): it is asked first. */
export function CloseDeal({ move: { card, to }, onClose }: Props) {
  const words = useWords();
  const outcome = useOutcome(onClose);
  const [moveOpportunity, { isLoading, error }] = useCrmMoveOpportunityMutation();
  const names = { name: cardName(card), stage: to.name };
  async function confirm() {
    const reply = await moveOpportunity({ documentId: card.documentId, stage: to.documentId });
    outcome(reply, words.say('crm.board.moved', names));
  }
  return (
    <Dialog.Root open onOpenChange={(open) => (open ? undefined : onClose())}>
      <ConfirmDialog
        isHarmless
        title={words.say('crm.board.close', names)}
        confirm={words.say('crm.board.closeNow')}
        isRunning={isLoading}
        failure={error}
        onConfirm={() => void confirm()}
      >
        <Typography textAlign="center">{words.say('crm.board.closeAbout')}</Typography>
      </ConfirmDialog>
    </Dialog.Root>
  );
}
