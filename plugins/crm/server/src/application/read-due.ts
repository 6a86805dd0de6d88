import { dueBounds, type DueItem, type DueQuery } from '../../../core/calendar/due-list';
import { isRefusal, refuseField } from '../../../core/kernel/refusals';
import { loadDue, type DuePosition } from '../facts/due';
import { loadStanding } from '../facts/settings';
import { reading } from '../store/transaction';
import { configuredSettings, type Request } from './context';
import { Refused } from './refused';

export type { DuePosition } from '../facts/due';

export interface DuePage {
  readonly items: readonly DueItem[];
  readonly next: DuePosition | null;
  readonly from: Date | null;
  readonly to: Date;
  readonly timeZone: string;
}

/**
 * A page of what is due (R26): two statements, however much there is.
 *
 * @throws Refused with `input.invalid` for a window that ends before it begins
 */
export const readDue = (
  { strapi, actor, now }: Request,
  { mine = false, limit, ...asked }: Omit<DueQuery, 'cursor'>,
  after: DuePosition | null,
): Promise<DuePage> =>
  reading(strapi, async (tx) => {
    if (mine && actor.member === null) {
      throw new Refused(refuseField('mine', 'This login is no member of the team.'));
    }
    const { timeZone } = (await loadStanding(tx, configuredSettings(strapi))).settings;
    const bounds = dueBounds(asked, now, timeZone);
    if (isRefusal(bounds)) throw new Refused(bounds);
    const member = mine ? (actor.member?.id ?? null) : null;
    // One more than asked for tells whether there is more.
    const found = await loadDue(tx, { ...bounds, member, after, limit: limit + 1 });
    const shown = found.slice(0, limit);
    return {
      items: shown.map(({ item }) => item),
      next: found.length > limit ? (shown.at(-1)?.position ?? null) : null,
      from: bounds.from,
      to: bounds.to,
      timeZone,
    };
  });
