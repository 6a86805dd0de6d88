import { z } from 'zod';

/** What an administrator should know about the settings: nothing is broken, and something will not happen. */
export const settingsWarning = z.object({
  code: z.string(),
  message: z.string(),
});
export type SettingsWarning = z.output<typeof settingsWarning>;

/** Said in the log and by the check, where PostgreSQL gives bulk jobs no queue that nodes could share. */
export const withoutQueue = (because: string): string =>
  `The CRM could not set up its job queue in PostgreSQL (${because}). Bulk jobs run in the process that starts them. For several nodes to share them, let the database user create schemas (grant create on database) and start again.`;

export const checkQueue = (alone: string | null): SettingsWarning[] =>
  alone === null ? [] : [{ code: 'bulk.not-shared', message: alone }];

export interface NotificationFacts {
  /** Is there a role record for L3? */
  readonly roleExists: boolean;
  /** Who is active and holds it. */
  readonly holders: number;
  /** Of those, who has not switched both ways off. */
  readonly listening: number;
  /** Is there a way to send mail, and does anybody want any? */
  readonly sendsMail: boolean;
  readonly wantMail: number;
  /** Rows of the outbox that were given up. */
  readonly dead: number;
}

/** X50: notifications that are configured and reach nobody. */
export function checkNotifications(facts: NotificationFacts): SettingsWarning[] {
  const warnings: SettingsWarning[] = [];
  if (facts.roleExists && facts.holders === 0) {
    warnings.push({
      code: 'notification.no-recipient',
      message:
        'The role receive_closed_lost_notification exists, but no active member holds it: nobody but the owner is told of a lost lead. Give somebody the role.',
    });
  } else if (facts.roleExists && facts.listening === 0) {
    warnings.push({
      code: 'notification.nobody-listens',
      message:
        'Everybody who holds the role receive_closed_lost_notification has switched notifications off, in the panel and by mail: nobody but the owner is told of a lost lead.',
    });
  }
  if (!facts.sendsMail && facts.wantMail > 0) {
    warnings.push({
      code: 'mail.not-configured',
      message: `${facts.wantMail} active ${facts.wantMail === 1 ? 'member wants' : 'members want'} mails, and none are sent from here. Configure a provider for the e-mail plugin of Strapi.`,
    });
  }
  if (facts.dead > 0) {
    warnings.push({
      code: 'outbox.dead',
      message: `${facts.dead} ${facts.dead === 1 ? 'delivery was' : 'deliveries were'} given up. See GET /outbox?status=dead, and ask for them again.`,
    });
  }
  return warnings;
}
