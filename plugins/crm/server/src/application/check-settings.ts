import { checkNotifications, type SettingsWarning } from '../../../core/settings/check';
import { loadNotificationFacts } from '../facts/notification-facts';
import { reading } from '../store/transaction';
import type { Request } from './context';
import { sendsMail } from './outbox/send-mail';

/** What looks into the settings for promises that nobody keeps; each answers what it found. */
const CHECKS: readonly ((request: Request) => Promise<SettingsWarning[]>)[] = [
  async ({ strapi }) =>
    checkNotifications({
      ...(await reading(strapi, loadNotificationFacts)),
      sendsMail: await sendsMail(strapi),
    }),
];

/** X50: what an administrator should know, in plain sentences; none when all is well. */
export async function checkSettings(request: Request): Promise<SettingsWarning[]> {
  const found: SettingsWarning[] = [];
  for (const check of CHECKS) found.push(...(await check(request)));
  return found;
}
