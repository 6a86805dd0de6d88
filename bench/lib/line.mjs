// One line of the table: what the plugin takes, what the yardstick takes, and how many times as much.
import { round } from './figures.mjs';

/**
 * @param target `{ most }` or `{ least }`: the ratio plugin / yardstick, or with `times: true` the other way round
 */
export function line({ id = '', what, plugin, yardstick, name, target, note = '', unit = 'ms' }) {
  const ratio = round(plugin.median / yardstick.median);
  const times = round(yardstick.median / plugin.median, 1);
  return { id, what, unit, plugin, yardstick: { name, ...yardstick }, ratio, times, target, note };
}

/** What a noisy machine may add to a ratio. */
const NOISE = 1.25;

export const meets = ({ ratio, times, target }, noise = 1) =>
  target === undefined ||
  (target.most !== undefined ? ratio <= target.most * noise : times * noise >= target.least);

/** Over its bound by more than noise explains. */
export const isFarOff = (entry) => !meets(entry, NOISE);
