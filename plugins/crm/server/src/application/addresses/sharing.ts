import type { Core } from '@strapi/strapi';
import { loadStanding } from '../../facts/settings';
import type { Tx } from '../../store/transaction';
import { configuredSettings } from '../context';

/** May contacts share an address here (R28)? Asked only where two have one. */
export type Sharing = () => Promise<boolean>;

export const sharingOf =
  (strapi: Core.Strapi, tx: Tx): Sharing =>
  async () =>
    (await loadStanding(tx, configuredSettings(strapi))).settings.contacts.sharedEmail;
