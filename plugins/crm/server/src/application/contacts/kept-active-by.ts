import type { Core } from '@strapi/strapi';
import { refuse } from '../../../../core/kernel/refusals';
import { loadKeepers, type Keepers } from '../../facts/keepers';
import { loadContacts } from '../../facts/people';
import { loadStanding } from '../../facts/settings';
import { findIds } from '../../store/lock';
import { reading } from '../../store/transaction';
import { configuredSettings } from '../context';
import { Refused } from '../refused';

/**
 * What keeps a contact active; nothing keeps one that is not.
 *
 * @throws Refused with `record.missing`
 */
export const keptActiveBy = (strapi: Core.Strapi, documentId: string): Promise<Keepers> =>
  reading(strapi, async (tx) => {
    const id = (await findIds(tx, 'contact', [documentId])).get(documentId);
    const contact = id === undefined ? undefined : (await loadContacts(tx, [id])).get(id);
    if (contact === undefined) throw new Refused(refuse('record.missing'));
    if (!contact.active) return { keepers: [], total: 0 };
    const { settings } = await loadStanding(tx, configuredSettings(strapi));
    return loadKeepers(tx, contact.id, settings);
  });
