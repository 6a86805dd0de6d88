import { useSyncExternalStore } from 'react';

/** What somebody had typed into a form, by field, as the form sends it. */
export type Typed = Readonly<Record<string, unknown>>;

const kept = new Map<string, Typed>();
const listeners = new Set<() => void>();

/**
 * Keeps what was typed and could not be saved, because somebody else had saved the record meanwhile: the form
 * shows by then how it is now. Without fields what was kept is forgotten.
 */
export function keepTyped(uid: string, documentId: string, typed: Typed = {}): void {
  const record = `${uid}/${documentId}`;
  if (Object.keys(typed).length === 0) kept.delete(record);
  else kept.set(record, typed);
  for (const listener of listeners) listener();
}

export const useKept = (uid: string, documentId: string | undefined): Typed | undefined =>
  useSyncExternalStore(subscribe, () => kept.get(`${uid}/${documentId}`));

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What a form sends that is not as it had been loaded. Of a relation it sends what to connect and to disconnect. */
export const typedInto = (sent: Typed, loaded: Typed): Typed =>
  Object.fromEntries(
    Object.entries(sent).filter(([name, value]) =>
      isRelation(value)
        ? value.connect.length + value.disconnect.length > 0
        : JSON.stringify(value ?? null) !== JSON.stringify(loaded[name] ?? null),
    ),
  );

interface Relation {
  readonly connect: readonly unknown[];
  readonly disconnect: readonly unknown[];
}

export const isRelation = (value: unknown): value is Relation =>
  typeof value === 'object' && value !== null && 'connect' in value && 'disconnect' in value;
