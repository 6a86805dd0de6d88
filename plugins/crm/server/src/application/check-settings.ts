import { checkNotifications, checkQueue, type SettingsWarning } from '../../../core/settings/check';
import { loadNotificationFacts } from '../facts/notification-facts';
import { reading } from '../store/transaction';
import { findDriver } from './bulk/driver';
import type { Request } from './context';
import { sendsMail } from './outbox/send-mail';

/** What looks into the settings for promises that nobody keeps; each answers what it found. */
const CHECKS: readonly ((request: Request) => Promise<SettingsWarning[]>)[] = [
  async ({ strapi }) =>
    checkNotifications({
      ...(await reading(strapi, loadNotificationFacts)),
      sendsMail: await sendsMail(strapi),
    }),
  async ({ strapi }) => checkQueue((await findDriver(strapi)?.alone?.()) ?? null),
];

/** X50: what an administrator should know, in plain sentences; none when all is well. */
export async function checkSettings(request: Request): Promise<SettingsWarning[]> {
  const found: SettingsWarning[] = [];
  for (const check of CHECKS) found.push(...(await check(request)));
  return found;
}
