import { Box, Flex, IconButton, VisuallyHidden } from '@strapi/design-system';
import { Drag } from '@strapi/icons';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
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

/** A list put in order with the mouse, or at its handles with the arrow keys, which escape takes back; lists may stand inside each other. */
export function Sortable<Item>({ items, keyOf, nameOf, isFixed, onOrder, children }: Props<Item>) {
  const words = useWords();
  const [said, setSaid] = useState('');
  const list = useId();
  const shown = useFocusAfterLoss(items.length);
  const fixed = items.filter((item) => isFixed?.(item) === true).length;
  /** The order that a handle was taken in, while the keyboard moves it. */
  const lifted = useRef<readonly Item[]>();
  const move = (from: number, to: number) => {
    const item = items[from];
    if (item === undefined || to < fixed || to >= items.length || from === to) return;
    setSaid(words.say('crm.sort.moved', { name: nameOf(item), place: to + 1, of: items.length }));
    onOrder(moved(items, from, to));
  };
  const carry = (from: number, to: number) => {
    lifted.current ??= items;
    move(from, to);
  };
  /** Puts an item back where the keyboard took it from; what else has changed meanwhile stays as it is. */
  const putBack = (from: number): boolean => {
    const [item, before] = [items[from], lifted.current];
    lifted.current = undefined;
    if (item === undefined || before === undefined) return false;
    const to = before.findIndex((one) => keyOf(one) === keyOf(item));
    if (to === -1 || to === from) return false;
    onOrder(moved(items, from, to));
    setSaid(words.say('crm.sort.back', { name: nameOf(item), place: to + 1, of: items.length }));
    return true;
  };
  return (
    <>
      <Flex tag="ol" ref={shown} tabIndex={-1} direction="column" alignItems="stretch" gap={2}>
        {items.map((item, place) => (
          <SortableRow
            key={keyOf(item)}
            list={list}
            place={place}
            name={nameOf(item)}
            isFixed={isFixed?.(item) === true}
            onMove={move}
            onCarry={carry}
            onPutBack={putBack}
            onLeave={() => (lifted.current = undefined)}
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

/** Where a row goes that had the focus, the list takes it: the keyboard goes on from there. */
function useFocusAfterLoss(count: number) {
  const list = useRef<HTMLOListElement>(null);
  const before = useRef(count);
  useEffect(() => {
    const isLess = count < before.current;
    before.current = count;
    if (isLess && document.activeElement === document.body) list.current?.focus();
  }, [count]);
  return list;
}

interface RowProps {
  /** Rows are dragged within their own list alone: a row of a list inside this one, too, lies over a row of this. */
  readonly list: string;
  readonly place: number;
  readonly name: string;
  readonly isFixed: boolean;
  readonly onMove: (from: number, to: number) => void;
  /** The same by the keyboard, which can take it back as long as the handle has the focus. */
  readonly onCarry: (from: number, to: number) => void;
  readonly onPutBack: (from: number) => boolean;
  readonly onLeave: () => void;
  readonly children: ReactNode;
}

function SortableRow({ list, place, name, isFixed, onMove, children, ...keyboard }: RowProps) {
  const words = useWords();
  const [{ isDragging }, drag, preview] = useDrag(
    () => ({
      type: list,
      item: { place },
      canDrag: !isFixed,
      collect: (monitor) => ({ isDragging: monitor.isDragging() }),
    }),
    [list, place, isFixed],
  );
  const [{ isOver }, drop] = useDrop(
    () => ({
      accept: list,
      canDrop: () => !isFixed,
      drop: (dragged: { place: number }) => onMove(dragged.place, place),
      collect: (monitor) => ({ isOver: monitor.isOver() && monitor.canDrop() }),
    }),
    [list, place, isFixed, onMove],
  );
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && keyboard.onPutBack(place)) {
      // It is for the move: a dialog that the list may stand in stays open.
      event.preventDefault();
      event.stopPropagation();
      return;
    }
    const by = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
    if (by === 0) return;
    event.preventDefault();
    keyboard.onCarry(place, place + by);
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
          onBlur={keyboard.onLeave}
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
