import { useEffect, useState } from 'react';
import {
  useLazyCrmBoardColumnQuery,
  type BoardAsked,
  type BoardStage,
  type Card,
} from '../../api/board-api';

interface Column {
  readonly cards: readonly Card[];
  readonly hasMore: boolean;
  readonly isLoading: boolean;
  readonly more: () => void;
}

interface Loaded {
  /** The answer of the board that these go on from. */
  readonly from: BoardStage;
  readonly cards: readonly Card[];
  readonly cursor: string | null;
}

const AT_ONCE = 20;
const AT_MOST = 100;

/**
 * The cards of a column: the board brings the first of them, the others come as it scrolls. When the
 * board has been asked again, as many as were shown are read again, so that nobody loses their place.
 */
export function useColumn(stage: BoardStage, asked: BoardAsked): Column {
  const [ask, { isFetching }] = useLazyCrmBoardColumnQuery();
  const [loaded, setLoaded] = useState<Loaded>();
  const current = loaded ?? { from: stage, cards: stage.cards, cursor: stage.cursor };
  const isStale = loaded !== undefined && loaded.from !== stage;

  useEffect(() => {
    if (!isStale) return;
    void (async () => {
      const limit = Math.min(AT_MOST, Math.max(AT_ONCE, loaded.cards.length));
      const { data } = await ask({ ...asked, stage: stage.documentId, limit });
      setLoaded(
        data === undefined ? undefined : { from: stage, cards: data.cards, cursor: data.cursor },
      );
    })();
  }, [isStale, loaded, ask, asked, stage]);

  return {
    cards: current.cards,
    hasMore: current.cursor !== null,
    isLoading: isFetching,
    more() {
      const { cursor } = current;
      if (cursor === null || isFetching || isStale) return;
      void (async () => {
        const { data } = await ask({ ...asked, stage: stage.documentId, limit: AT_ONCE, cursor });
        if (data === undefined) return;
        setLoaded({ from: stage, cards: [...current.cards, ...data.cards], cursor: data.cursor });
      })();
    },
  };
}
