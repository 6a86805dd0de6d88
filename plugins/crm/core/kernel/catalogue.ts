/** A typed list with look-up by key that refuses two entries of one name. */
export interface Catalogue<Entry extends { readonly key: string }> {
  readonly all: readonly Entry[];
  find(key: string): Entry | undefined;
}

export function catalogue<Entry extends { readonly key: string }>(
  entries: readonly Entry[],
): Catalogue<Entry> {
  const byKey = new Map<string, Entry>();
  for (const entry of entries) {
    if (byKey.has(entry.key)) throw new Error(`The catalogue has two entries called ${entry.key}.`);
    byKey.set(entry.key, entry);
  }
  return { all: entries, find: (key) => byKey.get(key) };
}
