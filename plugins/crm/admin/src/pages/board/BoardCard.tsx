import { Box, Flex, IconButton, Link, Menu, Typography } from '@strapi/design-system';
import { Drag, More } from '@strapi/icons';
import { useEffect, useRef, useState } from 'react';
import { Link as RouterLink } from 'react-router-dom';
import { styled } from 'styled-components';
import type { BoardKind } from '../../../../core/pipeline/board';
import { ActionDialog } from '../../actions/ActionDialog';
import type { PanelAction } from '../../actions/actions-of';
import type { BoardStage, Card } from '../../api/board-api';
import type { OwnerRow } from '../../api/replies';
import { MenuContent } from '../../parts/MenuContent';
import { pathOf } from '../../records';
import { Mark } from '../../parts/Mark';
import { Due } from '../../parts/Due';
import { ownerName } from '../../parts/owner-name';
import { WaitingMarks } from '../../parts/WaitingMarks';
import { useWords } from '../../words';
import { RowActionItems } from '../leads/RowActions';
import type { Carrying } from './use-carrying';
import { useDragCard } from './use-drag';
import { cardName } from './use-move';

interface Props {
  readonly kind: BoardKind;
  readonly card: Card;
  readonly stage: BoardStage;
  /** On its way here, and not yet said to stay. */
  readonly isDimmed: boolean;
  readonly carrying: Carrying;
}

export function BoardCard({ kind, card, stage, isDimmed, carrying }: Props) {
  const words = useWords();
  const { isDragging, drag } = useDragCard(card, stage);
  const name = cardName(card);
  const handle = useFollowed(carrying.followed === card.documentId);
  const isHeld = carrying.carried?.card.documentId === card.documentId;
  return (
    <Ground
      tag="li"
      ref={drag}
      background="neutral0"
      hasRadius
      shadow="tableShadow"
      padding={3}
      borderColor={isHeld ? 'primary600' : 'neutral0'}
      $isFaded={isDragging || isDimmed}
    >
      <Flex justifyContent="space-between" alignItems="flex-start" gap={1}>
        <Title tag={RouterLink} to={pathOf(kind, card.documentId)}>
          <Typography tag="span" variant="omega" fontWeight="semiBold">
            {name}
          </Typography>
        </Title>
        <Flex shrink={0}>
          <IconButton
            ref={handle}
            id={`crm-card-${card.documentId}`}
            size="XS"
            variant="ghost"
            label={words.say('crm.board.move', { name })}
            withTooltip={false}
            aria-pressed={isHeld}
            onKeyDown={(event: React.KeyboardEvent) => carrying.onKey(event, card, stage)}
            onBlur={carrying.onLeave}
            style={{ cursor: 'grab' }}
          >
            <Drag />
          </IconButton>
          {'title' in card ? (
            <CardMenu card={card} stage={stage} onChoose={() => carrying.follow(card)} />
          ) : null}
        </Flex>
      </Flex>
      <CardFacts card={card} />
    </Ground>
  );
}

/** A card in another column is another element: the focus that went with the old one is given to it. */
function useFollowed(isFollowed: boolean) {
  const handle = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isFollowed && document.activeElement === document.body) handle.current?.focus();
  }, [isFollowed]);
  return handle;
}

/** Breaks a word that is wider than the card, which would push handle and menu out of it. */
const Title = styled(Link)`
  min-width: 0;
  overflow-wrap: anywhere;
`;

const Ground = styled(Box)<{ $isFaded: boolean }>`
  border-width: 1px;
  border-style: solid;
  cursor: grab;
  opacity: ${({ $isFaded }) => ($isFaded ? 0.5 : 1)};
`;

type MenuProps = Pick<Props, 'card' | 'stage'> & { readonly onChoose: () => void };

function CardMenu({ card, stage, onChoose }: MenuProps) {
  const words = useWords();
  const [open, setOpen] = useState<PanelAction>();
  return (
    <>
      <Menu.Root>
        <Menu.Trigger
          variant="ghost"
          size="S"
          endIcon={null}
          aria-label={words.say('crm.leads.actions', { title: cardName(card) })}
          style={{ padding: '0.4rem', height: '2.4rem' }}
        >
          <More aria-hidden width="1.2rem" fill="currentColor" />
        </Menu.Trigger>
        <MenuContent popoverPlacement="bottom-end">
          <RowActionItems
            lead={{ ...card, state: stage.state, ...pendingOf(card) }}
            onChoose={(action) => {
              onChoose();
              setOpen(action);
            }}
          />
        </MenuContent>
      </Menu.Root>
      <ActionDialog
        record="lead"
        action={open}
        documentId={card.documentId}
        onClose={() => setOpen(undefined)}
      />
    </>
  );
}

const isPending = (card: Card): boolean =>
  'pendingQualification' in card && card.pendingQualification;

/** A row names the task, a card only says that there is one; the menu asks whether there is any. */
const pendingOf = (card: Card) => ({ pendingQualification: isPending(card) ? { count: 1 } : null });

function CardFacts({ card }: { card: Card }) {
  const words = useWords();
  const owner = 'title' in card ? card.owner : card.responsible;
  const worth = 'title' in card ? card.estimatedValue : card.estimatedRevenue;
  const since = 'title' in card ? card.stageEnteredAt : null;
  const next = 'title' in card ? card.nextEventAt : null;
  const about = [card.company?.name, worth === null ? undefined : words.amount(worth)];
  return (
    <Flex direction="column" alignItems="stretch" gap={2} paddingTop={1}>
      <Typography variant="pi" textColor="neutral700" ellipsis>
        {about.filter((part) => part !== undefined).join(' · ')}
      </Typography>
      <Marks card={card} />
      {next === null ? null : <Due at={next} />}
      <Flex justifyContent="space-between" gap={2}>
        <Owner owner={owner} />
        {since === null ? null : (
          <Typography
            variant="pi"
            textColor="neutral600"
            title={`${words.field('stageEnteredAt')}: ${words.moment(since)}`}
          >
            {words.days(since)}
          </Typography>
        )}
      </Flex>
    </Flex>
  );
}

/** What is out of the ordinary about a card. */
function Marks({ card }: { card: Card }) {
  const words = useWords();
  const isInactive = 'active' in card && !card.active;
  const isAsked = 'pendingCloseRequest' in card && card.pendingCloseRequest;
  if (!isInactive && !isAsked && !isPending(card)) return null;
  return (
    <Flex gap={1} wrap="wrap">
      <WaitingMarks qualification={isPending(card)} close={isAsked} />
      {isInactive ? <Mark tone="neutral">{words.value('active', false)}</Mark> : null}
    </Flex>
  );
}

function Owner({ owner }: { owner: OwnerRow | null }) {
  const words = useWords();
  return (
    <Flex gap={2} minWidth={0}>
      {owner === null ? null : (
        <Initials aria-hidden background="primary100" borderRadius="50%" justifyContent="center">
          <Typography tag="span" textColor="primary700" fontWeight="bold">
            {initials(owner.name)}
          </Typography>
        </Initials>
      )}
      <Typography variant="pi" textColor="neutral600" ellipsis>
        {ownerName(words, owner)}
      </Typography>
    </Flex>
  );
}

const Initials = styled(Flex)`
  flex: 0 0 2.2rem;
  height: 2.2rem;

  span {
    font-size: 0.9rem;
    line-height: 1;
  }
`;

const initials = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((part) => part.charAt(0).toUpperCase())
    .join('');
