import type { Core } from '@strapi/strapi';
import { loadStanding } from '../../facts/settings';
import { reading } from '../../store/transaction';
import { configuredSettings } from '../context';

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The same at every attempt, so that a mail server knows a repeated mail again. */
  readonly id: string;
}

interface EmailPlugin {
  send(mail: object): Promise<unknown>;
}

/**
 * Is there a way to send mail? Strapi's own provider hands each mail straight to the recipient's server,
 * which from most machines is refused or taken for spam: it is used only where the settings say so.
 */
export async function sendsMail(strapi: Core.Strapi): Promise<boolean> {
  const { settings } = await reading(strapi, (tx) => loadStanding(tx, configuredSettings(strapi)));
  switch (settings.notifications.email) {
    case 'always':
      return true;
    case 'never':
      return false;
    case 'when-configured':
      return strapi.config.get('plugin::email.provider') !== 'sendmail';
  }
}

export const NO_MAIL =
  'No mail is sent from here: configure a provider for the e-mail plugin of Strapi, or see the setting notifications.email.';

/** Hands a mail to Strapi's e-mail plugin. Never inside a transaction. */
export async function sendMail(strapi: Core.Strapi, { id, ...mail }: Mail): Promise<void> {
  // Strapi hands out plugin services untyped.
  const email = strapi.plugin('email').service<EmailPlugin>('email');
  await email.send({ ...mail, headers: { 'Message-ID': messageId(strapi, id) } });
}

function messageId(strapi: Core.Strapi, id: string): string {
  const from: string = strapi.config.get('plugin::email.settings.defaultFrom', '');
  const domain = /@([\w.-]+)/.exec(from)?.[1] ?? 'crm.invalid';
  return `<${id}@${domain}>`;
}
