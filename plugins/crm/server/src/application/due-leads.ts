import { dueWindow } from '../../../core/calendar/due';
import { leadsDueIn } from '../facts/due';
import { loadStanding } from '../facts/settings';
import { subselect } from '../store/asked';
import { reading } from '../store/transaction';
import { configuredSettings, type Request } from './context';

/**
 * R27: the leads with an open event or task in the window of three days either way, as a filter of Strapi's
 * own. Not by the next event of a lead: what has been overdue for weeks would hide what is due tomorrow.
 */
export const dueLeads = ({ strapi, now }: Pick<Request, 'strapi' | 'now'>): Promise<object> =>
  reading(strapi, async (tx) => {
    const { settings } = await loadStanding(tx, configuredSettings(strapi));
    const statement = leadsDueIn(tx, dueWindow(now, settings.timeZone));
    return { id: { $in: subselect(strapi, statement) } };
  });
