/** A record that a field points to: its row id for the store, its documentId and label for people. */
export interface Ref {
  readonly id: number;
  readonly documentId: string;
  readonly label: string;
}

/** What a field of a plan can hold. Instants are ISO 8601 strings in UTC; JSON is its canonical text. */
export type Value = string | number | boolean | null | Ref;

export const isRef = (value: unknown): value is Ref =>
  typeof value === 'object' && value !== null && 'documentId' in value && 'id' in value;

/** Equal as the database sees it: references by row, everything else by value. */
export function sameValue(left: Value, right: Value): boolean {
  if (isRef(left) || isRef(right)) return isRef(left) && isRef(right) && left.id === right.id;
  return left === right;
}

/**
 * Stands for the operation that is about to be written; its row does not exist while a plan is made.
 * The store puts the real reference in its place.
 */
export const THIS_OPERATION: Ref = { id: 0, documentId: 'this-operation', label: 'this operation' };

/** JSON as one text: equal data gives equal texts, whatever the order of their keys. */
export const jsonText = (data: unknown): string =>
  JSON.stringify(data, (_key, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
