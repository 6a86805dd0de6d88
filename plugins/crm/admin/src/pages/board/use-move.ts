import { useNotification } from '@strapi/strapi/admin';
import { useState } from 'react';
import { actionEntering } from '../../../../core/lead/actions/change-stage';
import type { BoardKind } from '../../../../core/pipeline/board';
import { useCrmMoveOpportunityMutation, type BoardStage, type Card } from '../../api/board-api';
import {
  useCrmRunMutation,
  useLazyCrmLeadActionsQuery,
  useLazyCrmPreviewQuery,
} from '../../api/crm-api';
import { reasonOf } from '../../refusal-words';
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
  const [offers] = useLazyCrmLeadActionsQuery();
  const [run] = useCrmRunMutation();
  const [moveOpportunity] = useCrmMoveOpportunityMutation();

  const putBack = (message: string) => toggleNotification({ type: 'danger', message });
  const refuse = (failure: unknown) => putBack(words.refusal(failure));

  /** Opens the form of the move, unless who fills it in would only be refused then. */
  async function ask(move: Move): Promise<void> {
    const { card, from, to } = move;
    const key = from.state === to.state ? 'change-stage' : actionEntering(to.state)?.key;
    const { data } = await offers(card.documentId);
    const refusal = data?.find(({ action }) => action === key)?.refusal ?? null;
    return refusal === null ? setAsking(move) : putBack(reasonOf(words, refusal));
  }

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
    if (looked.error !== undefined || from.state !== to.state) return ask(move);
    const version = 'version' in card ? card.version : undefined;
    const reply = await run({ ...call, version });
    return 'error' in reply ? refuse(reply.error) : done(move);
  }

  async function moveDeal(move: Move): Promise<void> {
    const { card, to } = move;
    if (to.state !== 'open') return setAsking(move);
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
