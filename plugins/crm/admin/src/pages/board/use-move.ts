import { useNotification } from '@strapi/strapi/admin';
import { useState } from 'react';
import type { BoardKind } from '../../../../core/pipeline/board';
import { useCrmMoveOpportunityMutation, type BoardStage, type Card } from '../../api/board-api';
import { useCrmRunMutation, useLazyCrmPreviewQuery } from '../../api/crm-api';
import { useWords } from '../../words';

/** A card on its way from one column to another. */
export interface Move {
  readonly card: Card;
  readonly from: BoardStage;
  readonly to: BoardStage;
}

interface Mover {
  /** Under way, or waiting for its dialog: the card stands dimmed in its new column. */
  readonly moving: Move | undefined;
  /** A move that asks for something first. */
  readonly asking: Move | undefined;
  readonly move: (move: Move) => void;
  readonly finish: () => void;
}

/** What a form can mend; every other refusal puts the card back. */
const ASKS_FIRST = [
  'input.invalid',
  'reason.required',
  'qualification.incomplete',
  'dropdown.retired',
];

export const cardName = (card: Card): string => ('title' in card ? card.title : card.name);

/**
 * E2: dropping a card is changing its stage. Where the state stays the same, it is done at once; where it
 * changes, the dialog of that change opens, filled in with the stage; where it cannot be, the card goes
 * back and the reason is said.
 */
export function useMove(kind: BoardKind): Mover {
  const words = useWords();
  const { toggleNotification } = useNotification();
  const [moving, setMoving] = useState<Move>();
  const [asking, setAsking] = useState<Move>();
  const [preview] = useLazyCrmPreviewQuery();
  const [run] = useCrmRunMutation();
  const [moveOpportunity] = useCrmMoveOpportunityMutation();

  const refuse = (failure: unknown) =>
    toggleNotification({ type: 'danger', message: words.refusal(failure) });

  async function moveLead(move: Move): Promise<void> {
    const { card, from, to } = move;
    const call = {
      record: 'lead' as const,
      documentId: card.documentId,
      action: 'change-stage',
      data: { stage: to.documentId },
    };
    const looked = await preview(call);
    if (looked.error !== undefined && !isMended(looked.error)) return refuse(looked.error);
    if (looked.error !== undefined || from.state !== to.state) return setAsking(move);
    const version = 'version' in card ? card.version : undefined;
    const reply = await run({ ...call, version });
    return 'error' in reply ? refuse(reply.error) : done(move);
  }

  async function moveDeal(move: Move): Promise<void> {
    const { card, to } = move;
    const reply = await moveOpportunity({ documentId: card.documentId, stage: to.documentId });
    return 'error' in reply ? refuse(reply.error) : done(move);
  }

  const done = ({ card, to }: Move) =>
    toggleNotification({
      type: 'success',
      message: words.say('crm.board.moved', { name: cardName(card), stage: to.name }),
    });

  return {
    moving: moving ?? asking,
    asking,
    move(move) {
      if (move.from.documentId === move.to.documentId || moving !== undefined) return;
      setMoving(move);
      void (kind === 'lead' ? moveLead(move) : moveDeal(move)).finally(() => setMoving(undefined));
    },
    finish: () => setAsking(undefined),
  };
}

const isMended = (failure: unknown): boolean => {
  const { code, details } = failure as { code?: string; details?: { code?: string } };
  return ASKS_FIRST.includes(details?.code ?? code ?? '');
};
