/**
 * What a caller wants to write, in one shape. Relations arrive in many: a bare id through `db.query`,
 * `{ set }` or `{ connect, disconnect }` through the Document Service, a documentId in between.
 */
export type Target = { readonly id: number } | { readonly documentId: string } | null;

export type WrittenData = Record<string, unknown>;

/** The record that a relation is to point to, `null` for none, `undefined` when it is left alone. */
export function targetOf(value: unknown): Target | undefined {
  if (value === undefined) return undefined;
  if (value === null) return null;
  if (typeof value === 'number') return { id: value };
  if (typeof value === 'string')
    return /^\d+$/.test(value) ? { id: Number(value) } : { documentId: value };
  if (Array.isArray(value)) return value.length === 0 ? null : targetOf(value.at(-1));
  if (typeof value !== 'object') return null;
  if ('set' in value) return targetOf(value.set ?? null);
  if ('connect' in value || 'disconnect' in value) return connected(value);
  if ('id' in value && value.id !== undefined) return targetOf(value.id);
  if ('documentId' in value && typeof value.documentId === 'string') {
    return { documentId: value.documentId };
  }
  return null;
}

/** Those whom a write would have in a relation to many afterwards: all of a `set`, the new ones of a `connect`. */
export function addedIn(value: unknown): Target[] {
  const { all, added } = linksIn(value);
  return all ?? added;
}

/** What a write says of a relation to many: all of its targets, or which ones come and go. */
export function linksIn(value: unknown): { all?: Target[]; added: Target[]; removed: Target[] } {
  const targets = (named: unknown): Target[] =>
    [named ?? []].flat().flatMap((one) => targetOf(one) ?? []);
  if (value === undefined) return { added: [], removed: [] };
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    return { all: targets(value), added: [], removed: [] };
  }
  if ('set' in value) return { all: targets(value.set), added: [], removed: [] };
  const { connect, disconnect } = value as { connect?: unknown; disconnect?: unknown };
  return { added: targets(connect), removed: targets(disconnect) };
}

function connected(value: { connect?: unknown; disconnect?: unknown }): Target | undefined {
  const connect = [value.connect ?? []].flat();
  if (connect.length > 0) return targetOf(connect.at(-1));
  const disconnect = [value.disconnect ?? []].flat();
  return disconnect.length > 0 ? null : undefined;
}
