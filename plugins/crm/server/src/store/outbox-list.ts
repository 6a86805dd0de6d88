import type { OutboxStatus } from '../../../core/outbox/delivery';
import type { OutboxReply } from '../../../core/outbox/replies';
import { OUTBOX_MODEL } from './outbox';
import { instantFrom, jsonFrom, toBinding } from './sql';
import type { Tx } from './transaction';

interface Row {
  document_id: string;
  kind: string;
  payload: unknown;
  status: OutboxStatus;
  attempts: number;
  next_attempt_at: unknown;
  last_error: string | null;
  created_at: unknown;
  finished_at: unknown;
}

const COLUMNS =
  'document_id, kind, payload, status, attempts, next_attempt_at, last_error, created_at, finished_at';

const table = (tx: Tx): string => tx.quote(tx.table(OUTBOX_MODEL.uid).name);

const shown = (row: Row): OutboxReply => ({
  documentId: row.document_id,
  kind: row.kind,
  payload: jsonFrom(row.payload),
  status: row.status,
  attempts: row.attempts,
  nextAttemptAt: instantFrom(row.next_attempt_at),
  lastError: row.last_error,
  createdAt: instantFrom(row.created_at),
  finishedAt: instantFrom(row.finished_at),
});

/** A page of the outbox, newest first. */
export async function listOutbox(
  tx: Tx,
  asked: { status?: OutboxStatus | undefined; page: number; pageSize: number },
): Promise<{ rows: OutboxReply[]; total: number }> {
  const { status, page, pageSize } = asked;
  const where = status === undefined ? '' : ' where status = ?';
  const bindings = status === undefined ? [] : [status];
  const [count] = await tx.rows<{ total: number | string }>({
    sql: `select count(*) as total from ${table(tx)}${where}`,
    bindings,
  });
  const rows = await tx.rows<Row>({
    sql: `select ${COLUMNS} from ${table(tx)}${where} order by id desc limit ${pageSize} offset ${(page - 1) * pageSize}`,
    bindings,
  });
  return { rows: rows.map(shown), total: Number(count?.total ?? 0) };
}

export async function findOutboxRow(tx: Tx, documentId: string): Promise<OutboxReply | undefined> {
  const [row] = await tx.rows<Row>({
    sql: `select ${COLUMNS} from ${table(tx)} where document_id = ?`,
    bindings: [documentId],
  });
  return row === undefined ? undefined : shown(row);
}

/** `false` unless it is over without having been delivered. */
export const redoRow = async (tx: Tx, documentId: string, now: Date): Promise<boolean> =>
  (await tx.changed({
    sql: `update ${table(tx)} set status = 'waiting', attempts = 0, next_attempt_at = ?, last_error = null, finished_at = null, claimed_by = null where document_id = ? and status in ('dead', 'skipped')`,
    bindings: [toBinding(tx.dialect, 'datetime', now), documentId],
  })) === 1;
