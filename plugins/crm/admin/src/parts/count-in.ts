import type { BoardStage } from '../api/board-api';
import type { Words } from '../words';

/** How many stand in a stage; of a great many only that there are more. */
export const countIn = (
  words: Pick<Words, 'number'>,
  { count, hasMore }: Pick<BoardStage, 'count' | 'hasMore'>,
): string => `${words.number(count)}${hasMore ? '+' : ''}`;
