import { Box, Flex, IconButton, VisuallyHidden } from '@strapi/design-system';
import { Drag } from '@strapi/icons';
import { useState, type KeyboardEvent, type ReactNode } from 'react';
import { useDrag, useDrop } from 'react-dnd';
import { useWords } from '../words';
import { moved } from './moved';

interface Props<Item> {
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  readonly nameOf: (item: Item) => string;
  /** What has its place for good, at the top. */
  readonly isFixed?: (item: Item) => boolean;
  readonly onOrder: (items: readonly Item[]) => void;
  readonly children: (item: Item) => ReactNode;
}

/** A list put in order with the mouse, or at its handles with the arrow keys. */
export function Sortable<Item>({ items, keyOf, nameOf, isFixed, onOrder, children }: Props<Item>) {
  const words = useWords();
  const [said, setSaid] = useState('');
  const fixed = items.filter((item) => isFixed?.(item) === true).length;
  const move = (from: number, to: number) => {
    const item = items[from];
    if (item === undefined || to < fixed || to >= items.length || from === to) return;
    setSaid(words.say('crm.sort.moved', { name: nameOf(item), place: to + 1, of: items.length }));
    onOrder(moved(items, from, to));
  };
  return (
    <>
      <Flex tag="ol" direction="column" alignItems="stretch" gap={2}>
        {items.map((item, place) => (
          <SortableRow
            key={keyOf(item)}
            place={place}
            name={nameOf(item)}
            isFixed={isFixed?.(item) === true}
            onMove={move}
          >
            {children(item)}
          </SortableRow>
        ))}
      </Flex>
      <VisuallyHidden>
        <output aria-live="polite">{said}</output>
      </VisuallyHidden>
    </>
  );
}

const ROW = 'crm-sortable-row';

interface RowProps {
  readonly place: number;
  readonly name: string;
  readonly isFixed: boolean;
  readonly onMove: (from: number, to: number) => void;
  readonly children: ReactNode;
}

function SortableRow({ place, name, isFixed, onMove, children }: RowProps) {
  const words = useWords();
  const [{ isDragging }, drag, preview] = useDrag(
    () => ({
      type: ROW,
      item: { place },
      canDrag: !isFixed,
      collect: (monitor) => ({ isDragging: monitor.isDragging() }),
    }),
    [place, isFixed],
  );
  const [{ isOver }, drop] = useDrop(
    () => ({
      accept: ROW,
      canDrop: () => !isFixed,
      drop: (dragged: { place: number }) => onMove(dragged.place, place),
      collect: (monitor) => ({ isOver: monitor.isOver() && monitor.canDrop() }),
    }),
    [place, isFixed, onMove],
  );
  const onKey = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (by === 0) return;
    event.preventDefault();
    onMove(place, place + by);
  };
  return (
    <Flex
      tag="li"
      ref={(node: HTMLLIElement | null) => void preview(drop(node))}
      gap={3}
      padding={3}
      hasRadius
      background={isOver ? 'primary100' : 'neutral0'}
      borderColor={isOver ? 'primary500' : 'neutral150'}
      style={{ opacity: isDragging ? 0.5 : 1 }}
    >
      {isFixed ? (
        <Box width="3.2rem" shrink={0} aria-hidden />
      ) : (
        <IconButton
          ref={drag}
          variant="ghost"
          label={words.say('crm.sort.move', { name })}
          withTooltip={false}
          onKeyDown={onKey}
          style={{ cursor: 'grab' }}
        >
          <Drag />
        </IconButton>
      )}
      <Box flex={1} minWidth={0}>
        {children}
      </Box>
    </Flex>
  );
}
