import {
  NOTIFICATION_KINDS,
  type NotificationDetails,
  type NotificationKind,
} from '../../../core/notification/model';
import { flagFrom, jsonFrom } from '../store/sql';
import type { Tx } from '../store/transaction';
import { isOn } from './audience';

/** A notification and its recipient as they are now, when it is to be sent. */
export interface Mailing {
  readonly kind: NotificationKind;
  readonly details: NotificationDetails;
  readonly name: string;
  readonly email: string;
  readonly active: boolean;
  readonly byEmail: boolean;
  /** Of the bulk job whose digest it is; `null` where it is none's. */
  readonly jobStatus: string | null;
}

interface MailingRow {
  kind: string;
  details: unknown;
  name: string;
  email: string | null;
  active: unknown;
  by_email: unknown;
  job_status: string | null;
}

/** One statement; `null` where the notification or its recipient is gone. */
export async function loadMailing(
  tx: Tx,
  { notification, bulkJob }: { notification: string; bulkJob: string | null },
): Promise<Mailing | null> {
  const [told, member, job] = ['notification', 'member', 'bulk-job'].map((name) => tx.table(name));
  if (told === undefined || member === undefined || job === undefined) return null;
  const [row] = await tx.rows<MailingRow>({
    sql: `select n.kind, n.details, m.name, m.email, m.active, m.${member.own('notifyByEmail')} as by_email, (select j.status from ${tx.quote(job.name)} j where j.document_id = ?) as job_status from ${tx.quote(told.name)} n join ${tx.quote(member.name)} m on m.id = n.${told.own('recipient')} where n.document_id = ?`,
    bindings: [bulkJob, notification],
  });
  const kind = NOTIFICATION_KINDS.find((known) => known === row?.kind);
  const details = jsonFrom<NotificationDetails>(row?.details);
  if (row === undefined || kind === undefined || details === null) return null;
  return {
    kind,
    details,
    name: row.name,
    email: row.email ?? '',
    active: flagFrom(row.active),
    byEmail: isOn(row.by_email),
    jobStatus: row.job_status,
  };
}
