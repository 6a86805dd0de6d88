import { together, type NotificationDetails } from '../../../core/notification/model';
import type { Notice } from '../../../core/notification/notices';
import { jsonText, type Ref } from '../../../core/kernel/values';
import { jsonFrom, textsIn } from '../store/sql';
import type { Tx } from '../store/transaction';
import { insertRecords, newDocumentIds, updateRows } from '../store/write';
import { enqueue } from './outbox';

interface Occasion {
  readonly bulkJob?: Ref | undefined;
  readonly now: Date;
}

/**
 * Writes notices as notifications, and a row of the outbox for each that goes out by mail. The mail holds
 * no more than the notification's id: who is to have it and what it says is looked up when it is sent.
 */
export async function writeNotices(
  tx: Tx,
  notices: readonly Notice[],
  { bulkJob, now }: Occasion,
): Promise<void> {
  if (notices.length === 0) return;
  const begun = bulkJob === undefined ? new Map<string, Begun>() : await findBegun(tx, notices);
  const fresh = notices.filter(({ key }) => !begun.has(key));
  const documentIds = newDocumentIds(fresh.length);
  await insertRecords(
    tx,
    'notification',
    fresh.map((notice, index) => ({ documentId: documentIds[index], ...rowOf(notice) })),
    now,
  );
  await updateRows(
    tx,
    'notification',
    notices.flatMap((notice) => {
      const digest = begun.get(notice.key);
      return digest === undefined ? [] : [grown(digest, notice)];
    }),
    now,
    false,
  );
  await enqueue(
    tx,
    fresh.flatMap(({ byEmail, key }, index) =>
      byEmail
        ? {
            kind: 'email',
            key: `email:${key}`,
            payload: {
              notification: documentIds[index],
              ...(bulkJob === undefined ? {} : { bulkJob: bulkJob.documentId }),
            },
          }
        : [],
    ),
    now,
  );
}

const rowOf = ({ key, kind, recipient, lead, details, inPanel }: Notice) => ({
  key,
  kind,
  recipient,
  lead: lead?.id ?? null,
  details,
  inPanel,
});

interface Begun {
  readonly id: number;
  readonly details: NotificationDetails;
}

/** X58: the digests that earlier batches of this job have begun; locked, as two nodes may share a job. */
async function findBegun(tx: Tx, notices: readonly Notice[]): Promise<Map<string, Begun>> {
  const key = tx.quote('key');
  const these = textsIn(
    tx.dialect,
    key,
    notices.map((notice) => notice.key),
  );
  const rows = await tx.rows<{ id: number; told: string; details: unknown }>({
    sql: `select id, ${key} as told, details from ${tx.quote(tx.table('notification').name)} where ${these.sql} order by id${tx.dialect === 'sqlite' ? '' : ' for update'}`,
    bindings: these.bindings,
  });
  return new Map(
    rows.flatMap(({ id, told, details }) => {
      const known = jsonFrom<NotificationDetails>(details);
      return known === null ? [] : [[told, { id, details: known }]];
    }),
  );
}

/** A digest that has grown is news again. */
const grown = ({ id, details }: Begun, notice: Notice) => ({
  id,
  set: { details: jsonText(together(details, notice.details)), lead: null, readAt: null },
});
