import { parseInput } from '../../../../core/kernel/action';
import { isRefusal, refuse } from '../../../../core/kernel/refusals';
import { outboxQuery, type OutboxReply } from '../../../../core/outbox/replies';
import { findOutboxRow, listOutbox, redoRow } from '../../store/outbox-list';
import { inTransaction, reading } from '../../store/transaction';
import { onlyAdministrators } from '../access';
import type { Request } from '../context';
import { Refused } from '../refused';

interface Page {
  readonly rows: OutboxReply[];
  readonly page: number;
  readonly pageSize: number;
  readonly total: number;
}

/**
 * What has been put down to be done, newest first; for crm_admin.
 *
 * @throws Refused with `access.role` or `input.invalid`
 */
export async function readOutbox(request: Request, raw: unknown): Promise<Page> {
  onlyAdministrators(request, 'outbox');
  const query = parseInput(outboxQuery, raw);
  if (isRefusal(query)) throw new Refused(query);
  const { rows, total } = await reading(request.strapi, (tx) => listOutbox(tx, query));
  return { rows, total, page: query.page, pageSize: query.pageSize };
}

/**
 * Asks for a row that was given up, or skipped, once more. It has all its attempts again.
 *
 * @throws Refused with `access.role`, `record.missing`, or `request.settled` where it is not over
 */
export async function redoDelivery(request: Request, documentId: string): Promise<OutboxReply> {
  onlyAdministrators(request, 'outbox');
  return inTransaction(request.strapi, async (tx) => {
    const row = await findOutboxRow(tx, documentId);
    if (row === undefined) throw new Refused(refuse('record.missing'));
    if (!(await redoRow(tx, documentId, request.now))) {
      const because =
        row.status === 'delivered'
          ? 'It has been delivered.'
          : 'It is on its way; nothing needs to be asked for.';
      throw new Refused(refuse('request.settled', { because }));
    }
    return { ...row, status: 'waiting', attempts: 0, lastError: null, finishedAt: null };
  });
}
