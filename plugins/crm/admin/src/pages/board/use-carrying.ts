import { useState, type KeyboardEvent } from 'react';
import type { BoardStage, Card } from '../../api/board-api';
import { useWords } from '../../words';
import { cardName, type Move } from './use-move';

export interface Carrying {
  /** The card that the keyboard holds, and the column over which it is. */
  readonly carried: Move | undefined;
  /** For a screen reader. */
  readonly said: string;
  /** The card that was moved last, by its documentId: the focus goes along with it. */
  readonly followed: string | undefined;
  readonly follow: (card: Card) => void;
  readonly onKey: (event: KeyboardEvent, card: Card, from: BoardStage) => void;
  readonly onLeave: () => void;
}

/** Dragging with the keyboard: space picks a card up, arrows carry it, space drops it, escape lets it be. */
export function useCarrying(stages: readonly BoardStage[], drop: (move: Move) => void): Carrying {
  const words = useWords();
  const [carried, setCarried] = useState<Move>();
  const [followed, setFollowed] = useState<string>();
  const [said, setSaid] = useState('');

  const over = (move: Move) => {
    setCarried(move);
    setSaid(words.say('crm.board.over', { name: cardName(move.card), stage: move.to.name }));
  };

  const step = (move: Move, by: number) => {
    const place = stages.findIndex(({ documentId }) => documentId === move.to.documentId);
    const to = stages[place + by];
    if (to !== undefined) over({ ...move, to });
  };

  function letGo(sentence: string) {
    setCarried(undefined);
    setSaid(sentence);
  }

  return {
    carried,
    said,
    followed,
    follow: ({ documentId }) => setFollowed(documentId),
    onKey(event, card, from) {
      const { key } = event;
      if (carried === undefined) {
        if (key !== ' ' && key !== 'Enter') return;
        event.preventDefault();
        setCarried({ card, from, to: from });
        setSaid(words.say('crm.board.lifted', { name: cardName(card), stage: from.name }));
        return;
      }
      event.preventDefault();
      if (key === 'ArrowRight') step(carried, 1);
      else if (key === 'ArrowLeft') step(carried, -1);
      else if (key === 'Escape') letGo(words.say('crm.board.back', { name: cardName(card) }));
      else if (key === ' ' || key === 'Enter') {
        letGo(words.say('crm.board.dropped', { name: cardName(card), stage: carried.to.name }));
        setFollowed(card.documentId);
        drop(carried);
      }
    },
    onLeave: () => setCarried(undefined),
  };
}
