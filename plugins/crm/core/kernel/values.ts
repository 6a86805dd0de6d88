/** A record that a field points to: its row id for the store, its documentId and label for people. */
export interface Ref {
  readonly id: number;
  readonly documentId: string;
  readonly label: string;
}

/** What a guarded field can hold. Instants are ISO 8601 strings in UTC. */
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
