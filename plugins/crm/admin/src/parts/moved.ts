/** A list with one of its items in another place. */
export function moved<Item>(items: readonly Item[], from: number, to: number): readonly Item[] {
  const rest = items.filter((_item, place) => place !== from);
  const item = items[from];
  return item === undefined ? items : [...rest.slice(0, to), item, ...rest.slice(to)];
}

interface Placed {
  readonly documentId: string;
  readonly position: number;
}

/** What has to be written so that a list is kept in this order: those whose place changed. */
export const newPlaces = (items: readonly Placed[]): Placed[] =>
  items.flatMap(({ documentId, position: before }, position) =>
    before === position ? [] : [{ documentId, position }],
  );
