import { Badge, Box, Flex, IconButton, Loader, Typography } from '@strapi/design-system';
import { EyeStriked } from '@strapi/icons';
import { useEffect, useRef } from 'react';
import { styled } from 'styled-components';
import type { BoardKind } from '../../../../core/pipeline/board';
import type { BoardAsked, BoardStage } from '../../api/board-api';
import { countIn } from '../../parts/count-in';
import { Dot } from '../../parts/StageName';
import { useWords } from '../../words';
import { BoardCard } from './BoardCard';
import type { Carrying } from './use-carrying';
import { useColumn } from './use-column';
import { useDropOn } from './use-drag';
import type { Move } from './use-move';

interface Props {
  readonly kind: BoardKind;
  readonly stage: BoardStage;
  readonly asked: BoardAsked;
  readonly moving: Move | undefined;
  readonly carrying: Carrying;
  readonly onDrop: (move: Move) => void;
  /** Hides a column again that an eye has shown. */
  readonly onFold?: () => void;
}

export function BoardColumn({ kind, stage, asked, moving, carrying, onDrop, onFold }: Props) {
  const words = useWords();
  const { cards, hasMore, isLoading, more } = useColumn(stage, asked);
  const { isOver, drop } = useDropOn(stage, onDrop);
  const { carried } = carrying;
  const isAimedAt = carried?.to.documentId === stage.documentId;
  const column = useInSight(isAimedAt, drop);
  const isTarget = isOver || isAimedAt;
  const leaving = moving?.from.documentId === stage.documentId ? moving.card.documentId : undefined;
  const arriving = moving?.to.documentId === stage.documentId ? moving.card : undefined;
  return (
    <Column
      ref={column}
      tag="li"
      aria-label={stage.name}
      direction="column"
      alignItems="stretch"
      hasRadius
      background={isTarget ? 'primary100' : 'neutral150'}
      borderColor={isTarget ? 'primary500' : 'neutral150'}
    >
      <ColumnHead stage={stage} {...(onFold === undefined ? {} : { onFold })} />
      <Cards
        tag="ul"
        direction="column"
        alignItems="stretch"
        gap={2}
        tabIndex={0}
        aria-label={stage.name}
      >
        {arriving === undefined ? null : (
          <BoardCard kind={kind} card={arriving} stage={stage} isDimmed carrying={carrying} />
        )}
        {cards
          .filter(({ documentId }) => documentId !== leaving)
          .map((card) => (
            <BoardCard
              key={card.documentId}
              kind={kind}
              card={card}
              stage={stage}
              isDimmed={false}
              carrying={carrying}
            />
          ))}
        {cards.length === 0 && arriving === undefined ? (
          <Box tag="li" padding={4}>
            <Typography tag="p" variant="pi" textColor="neutral600" textAlign="center">
              {words.say('crm.board.empty')}
            </Typography>
          </Box>
        ) : null}
        {hasMore ? <More isLoading={isLoading} onSeen={more} /> : null}
      </Cards>
    </Column>
  );
}

/** What a card is carried to with the keyboard may be beyond the edge. */
function useInSight(isAimedAt: boolean, drop: (element: HTMLElement | null) => void) {
  const shown = useRef<HTMLElement | null>(null);
  useEffect(() => {
    if (isAimedAt) shown.current?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [isAimedAt]);
  return (element: HTMLElement | null) => {
    shown.current = element;
    drop(element);
  };
}

const Column = styled(Flex)`
  flex: 1 0 27rem;
  max-width: 36rem;
  min-width: 0;
  border-width: 1px;
  border-style: solid;
  overflow: hidden;
`;

const Cards = styled(Flex)`
  flex: 1;
  overflow-y: auto;
  padding: ${({ theme }) => `0 ${theme.spaces[2]} ${theme.spaces[2]}`};
`;

function ColumnHead({ stage, onFold }: Pick<Props, 'stage' | 'onFold'>) {
  const words = useWords();
  return (
    <Flex justifyContent="space-between" gap={2} padding={3} alignItems="flex-start">
      <Flex direction="column" alignItems="flex-start" gap={1} minWidth={0}>
        <Flex gap={2} maxWidth="100%">
          <Dot colour={stage.colour} />
          <Typography tag="h2" variant="omega" fontWeight="bold" ellipsis>
            {stage.name}
          </Typography>
          <Badge size="S">{countIn(words, stage)}</Badge>
        </Flex>
        {stage.sum === null ? null : (
          <Typography variant="pi" textColor="neutral600">
            {words.say('crm.board.worth', { sum: words.amount(stage.sum) })}
          </Typography>
        )}
      </Flex>
      {onFold === undefined ? null : (
        <IconButton
          size="XS"
          variant="ghost"
          label={words.say('crm.board.hide', { stage: stage.name })}
          onClick={onFold}
        >
          <EyeStriked />
        </IconButton>
      )}
    </Flex>
  );
}

/** The end of what is there: coming into sight asks for more. */
function More({ isLoading, onSeen }: { isLoading: boolean; onSeen: () => void }) {
  const words = useWords();
  const end = useRef<HTMLLIElement>(null);
  useEffect(() => {
    // Watched anew with every load: what came may be too little to push the end out of sight.
    const watcher = new IntersectionObserver(([entry]) => {
      if (entry?.isIntersecting === true) onSeen();
    });
    if (end.current !== null) watcher.observe(end.current);
    return () => watcher.disconnect();
  }, [onSeen]);
  return (
    <Flex tag="li" ref={end} justifyContent="center" padding={2} minHeight="4rem">
      {isLoading ? <Loader small>{words.say('crm.loading')}</Loader> : null}
    </Flex>
  );
}
