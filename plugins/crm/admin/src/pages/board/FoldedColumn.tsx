import { Badge, Flex, IconButton, Typography } from '@strapi/design-system';
import { Eye } from '@strapi/icons';
import { styled } from 'styled-components';
import type { BoardStage } from '../../api/board-api';
import { countIn } from '../../parts/count-in';
import { Dot } from '../../parts/StageName';
import { useWords } from '../../words';
import { useDropOn } from './use-drag';
import type { Move } from './use-move';

interface Props {
  readonly stage: BoardStage;
  readonly onDrop: (move: Move) => void;
  readonly onOpen: () => void;
}

/** E8: a hidden stage is a narrow strip that still counts, and that a card can be dropped on (X61). */
export function FoldedColumn({ stage, onDrop, onOpen }: Props) {
  const words = useWords();
  const { isOver, drop } = useDropOn(stage, onDrop);
  return (
    <Folded
      ref={drop}
      tag="li"
      aria-label={stage.name}
      direction="column"
      gap={2}
      paddingTop={2}
      paddingBottom={2}
      hasRadius
      background={isOver ? 'primary100' : 'neutral150'}
      borderColor={isOver ? 'primary500' : 'neutral150'}
    >
      <IconButton
        size="XS"
        variant="ghost"
        label={words.say('crm.board.show', { stage: stage.name })}
        onClick={onOpen}
      >
        <Eye />
      </IconButton>
      <Badge size="S">{countIn(words, stage)}</Badge>
      <Dot colour={stage.colour} />
      <Upright variant="pi" fontWeight="semiBold" textColor="neutral700">
        {stage.name}
      </Upright>
    </Folded>
  );
}

const Folded = styled(Flex)`
  flex: 0 0 4.4rem;
  border-width: 1px;
  border-style: solid;
`;

const Upright = styled(Typography)`
  writing-mode: vertical-rl;
  white-space: nowrap;
`;
