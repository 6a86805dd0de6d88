import { useDrag, useDrop } from 'react-dnd';
import type { BoardStage, Card } from '../../api/board-api';
import type { Move } from './use-move';

const CARD = 'crm-card';

type Dragged = Pick<Move, 'card' | 'from'>;

export function useDragCard(card: Card, from: BoardStage) {
  const [{ isDragging }, drag] = useDrag(
    () => ({
      type: CARD,
      item: (): Dragged => ({ card, from }),
      collect: (monitor) => ({ isDragging: monitor.isDragging() }),
    }),
    [card, from],
  );
  return { isDragging, drag };
}

export function useDropOn(stage: BoardStage, onDrop: (move: Move) => void) {
  const [{ isOver }, drop] = useDrop(
    () => ({
      accept: CARD,
      drop: (dragged: Dragged) => onDrop({ ...dragged, to: stage }),
      collect: (monitor) => ({ isOver: monitor.isOver() }),
    }),
    [stage, onDrop],
  );
  return { isOver, drop };
}
