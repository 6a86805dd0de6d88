import type { Core } from '@strapi/strapi';
import type { BULK_JOB_STATUSES } from '../../../../core/bulk/model';
import { wordsOf } from '../../../../core/notification/words';
import { loadMailing, type Mailing } from '../../facts/mailing';
import { reading } from '../../store/transaction';
import type { OutboxHandler, Prepared } from './handler';
import { NO_MAIL, sendMail, sendsMail } from './send-mail';

/** While its job goes on a digest is still growing. */
const GOING_ON: readonly (typeof BULK_JOB_STATUSES)[number][] = ['queued', 'running', 'paused'];
const LOOK_AGAIN = 15_000;

/** R17: a notification by mail. Who is to have it, and where, is judged now and not when it was written. */
export const emailHandler: OutboxHandler = {
  kind: 'email',
  // Nobody wants a mail twice; the notification in the panel is there in any case.
  repeatable: false,

  async prepare({ strapi, row, now }): Promise<Prepared> {
    const mailing = await reading(strapi, (tx) =>
      loadMailing(tx, {
        notification: String(row.payload['notification']),
        bulkJob: textOrNull(row.payload['bulkJob']),
      }),
    );
    if (mailing === null) return skipped('The notification is not there any more.');
    if (mailing.jobStatus !== null && GOING_ON.some((status) => status === mailing.jobStatus)) {
      const because = 'The bulk job goes on; its digest is sent when it has ended.';
      return { outcome: 'later', at: new Date(now.getTime() + LOOK_AGAIN), because };
    }
    const refusal = refusalOf(mailing);
    if (refusal !== null) return skipped(refusal);
    if (!(await sendsMail(strapi))) return skipped(NO_MAIL);
    const { subject, sentence } = wordsOf(mailing.kind, mailing.details);
    return {
      outcome: 'ready',
      send: () =>
        sendMail(strapi, {
          to: mailing.email,
          subject,
          text: [`Hello ${mailing.name},`, sentence, ...linkTo(strapi, mailing), FOOTER].join(
            '\n\n',
          ),
          id: row.documentId,
        }),
    };
  },
};

const FOOTER = 'You can switch these mails off in your CRM settings.';

const skipped = (because: string): Prepared => ({ outcome: 'skipped', because });

const textOrNull = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** X49, R17: who has left, or has switched mails off, gets none, however late that was. */
function refusalOf({ active, byEmail, email }: Mailing): string | null {
  if (!active) return 'The recipient is inactive.';
  if (!byEmail) return 'The recipient has switched mails off.';
  return email === '' ? 'The recipient has no e-mail address.' : null;
}

/** To the lead's form in the panel, where the panel's address is known and it is about one lead. */
function linkTo(strapi: Core.Strapi, { details }: Mailing): string[] {
  const panel: string = strapi.config.get('admin.absoluteUrl', '');
  const [lead, another] = details.leads;
  return /^https?:/.test(panel) && lead !== undefined && another === undefined
    ? [`${panel}/content-manager/collection-types/plugin::crm.lead/${lead.documentId}`]
    : [];
}
