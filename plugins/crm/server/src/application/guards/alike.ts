import type { Stored } from '../../store/read';
import type { Made } from './guard';

type Wanted = ReadonlyMap<string, Stored>;

interface Group {
  readonly ids: number[];
  readonly wanted: Wanted;
}

/**
 * The rows of a batch that want the same, together, as one action carries them out with the statements
 * of one. Rows that want nothing are left out.
 *
 * @param made what its guard remembered is what each row wants
 */
export function groupAlike(made: readonly Made[]): Group[] {
  const groups = new Map<string, Group>();
  for (const { id, remembered } of made) {
    const wanted = remembered as Wanted;
    if (wanted.size === 0) continue;
    const key = JSON.stringify([...wanted].sort(([one], [other]) => (one < other ? -1 : 1)));
    const group = groups.get(key) ?? { ids: [], wanted };
    group.ids.push(id);
    groups.set(key, group);
  }
  return [...groups.values()];
}
