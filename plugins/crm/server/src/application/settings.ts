import { parseInput } from '../../../core/kernel/action';
import { isRefusal } from '../../../core/kernel/refusals';
import {
  mergeSettings,
  settingsChange,
  settingsSchema,
  type Settings,
} from '../../../core/kernel/settings';
import { loadStanding, nothingYet } from '../facts/settings';
import { readSettings, writeSettings } from '../store/settings';
import { reading } from '../store/transaction';
import { onlyAdministrators } from './access';
import { configuredSettings, type Request } from './context';
import { Refused } from './refused';

/** The settings in force: the configuration file with what administrators have changed since. */
export const currentSettings = ({ strapi }: Pick<Request, 'strapi'>): Promise<Settings> =>
  reading(strapi, async (tx) => (await loadStanding(tx, configuredSettings(strapi))).settings);

/** Has nobody settled yet how to work here, nor begun to? */
export const isFresh = ({ strapi }: Pick<Request, 'strapi'>): Promise<boolean> =>
  reading(strapi, (tx) => nothingYet(tx));

/**
 * Changes part of the settings, for every node and from the next deed on.
 *
 * @throws Refused with `access.role` to anyone but crm_admin, or `input.invalid` naming the setting
 */
export async function changeSettings(request: Request, raw: unknown): Promise<Settings> {
  const { strapi } = request;
  onlyAdministrators(request, 'settings');
  const change = parseInput(settingsChange, raw);
  if (isRefusal(change)) throw new Refused(change);
  const changed = mergeSettings(await readSettings(strapi), change);
  const settings = settingsSchema.parse(mergeSettings(configuredSettings(strapi), changed));
  await writeSettings(strapi, changed);
  return settings;
}
