import type { Core } from '@strapi/strapi';
import { randomBytes } from 'node:crypto';
import { mayBeContacted } from '../../../../core/contact/rules/may-be-contacted';
import type { ContactFact } from '../../../../core/contact/model';
import { loadContacts } from '../../facts/people';
import { loadStanding } from '../../facts/settings';
import { sealInvitation } from '../../store/portal-invitations';
import { inTransaction } from '../../store/transaction';
import { configuredSettings } from '../context';
import type { OutboxHandler, Prepared } from '../outbox/handler';
import { NO_MAIL, sendMail, sendsMail } from '../outbox/send-mail';

const DAY = 86_400_000;

interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/**
 * Writes to a contact who was invited. Whether they may be written to is asked now and not when they were
 * invited (R30); the token is made now as well, so that it is nowhere but in the mail. A second mail makes
 * the first one's token worthless, so that it may go out again.
 */
export const invitationHandler: OutboxHandler = {
  kind: 'portal-invitation',
  repeatable: true,

  async prepare({ strapi, row, now }): Promise<Prepared> {
    if (!(await sendsMail(strapi))) return { outcome: 'skipped', because: NO_MAIL };
    const letter = await prepareLetter(strapi, Number(row.payload['contact']), now);
    if (letter === null) {
      return { outcome: 'skipped', because: 'The contact is not invited any more.' };
    }
    return { outcome: 'ready', send: () => sendMail(strapi, { ...letter, id: row.documentId }) };
  },
};

const prepareLetter = (strapi: Core.Strapi, contactId: number, now: Date): Promise<Letter | null> =>
  inTransaction(strapi, async (tx) => {
    const contact = (await loadContacts(tx, [contactId])).get(contactId);
    if (contact === undefined || !isStillInvited(contact)) return null;
    const { settings } = await loadStanding(tx, configuredSettings(strapi));
    const { url, invitationDays } = settings.portal;
    const token = randomBytes(32).toString('base64url');
    const expires = new Date(now.getTime() + invitationDays * DAY);
    if (!(await sealInvitation(tx, contactId, token, expires))) return null;
    return letterTo(contact, { token, url, days: invitationDays });
  });

const isStillInvited = (contact: ContactFact): boolean =>
  contact.active &&
  mayBeContacted(contact) === true &&
  contact.portalUserId === null &&
  contact.email !== null;

function letterTo(
  contact: ContactFact,
  { token, url, days }: { token: string; url: string; days: number },
): Letter {
  const way =
    url === ''
      ? `Your invitation: ${token}`
      : `Choose a password here: ${url}${url.includes('?') ? '&' : '?'}token=${token}`;
  return {
    to: contact.email ?? '',
    subject: 'Your access to our portal',
    text: [
      `Hello ${contact.name},`,
      'you are invited to our portal, where you see how your matters stand and what is to be done.',
      way,
      `The invitation works once and for ${days} days. If you did not expect it, there is nothing for you to do.`,
    ].join('\n\n'),
  };
}
