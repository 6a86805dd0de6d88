import type { RequestDeed, RequestFact } from '../../../core/close-request/actions';
import { refuse, type Refusal } from '../../../core/kernel/refusals';
import type { Ref } from '../../../core/kernel/values';
import { findRequests } from '../facts/close-requests';
import { lockRows } from '../store/lock';
import { inTransaction, type Tx } from '../store/transaction';
import type { Done } from './carry-out';
import type { Request } from './context';
import { Refused } from './refused';
import { runLeadAction } from './run-lead-action';

export interface RequestCall {
  readonly documentIds: readonly string[];
  readonly deed: RequestDeed;
  readonly input: unknown;
  readonly preview: boolean;
  /** The bulk job that the batch is of. */
  readonly bulkJob?: Ref | undefined;
}

/** What became of one of several requests (X48). */
export interface RequestOutcome {
  readonly documentId: string;
  readonly action: string;
  readonly result: { readonly done: Done } | { readonly refusal: Refusal };
}

/**
 * Does something with waiting requests: one operation on the lead of each, on the one path of every lead
 * action, all of them in one batch. Read once more under the locks of the leads: the first decision wins,
 * and the second is told (X45). What cannot be done for one of them does not keep the others back.
 */
export async function runRequestDeed(
  request: Request,
  { documentIds, deed, input, preview, bulkJob }: RequestCall,
): Promise<RequestOutcome[]> {
  return inTransaction(request.strapi, async (tx) => {
    const found = await lockRequests(tx, documentIds, preview);
    const waiting = [...found.values()].filter(({ status }) => status === 'pending');
    const action = deed(waiting);
    const { done, refused } = await runLeadAction(request, {
      action,
      ids: waiting.map(({ leadId }) => leadId),
      input,
      preview,
      skipRefused: true,
      ...(bulkJob === undefined ? {} : { bulkJob }),
    });
    const results = new Map<number, RequestOutcome['result']>([
      ...done.map((one) => [one.plan.subject.id, { done: one }] as const),
      ...refused.map(({ lead, refusal }) => [lead.id, { refusal }] as const),
    ]);
    return documentIds.map((documentId) => {
      const asked = found.get(documentId);
      const result = asked?.status === 'pending' ? results.get(asked.leadId) : undefined;
      return {
        documentId,
        action: action.key,
        result: result ?? { refusal: notWaiting(asked) },
      };
    });
  });
}

const notWaiting = (asked: RequestFact | undefined): Refusal =>
  asked === undefined
    ? refuse('record.missing')
    : refuse('request.settled', { status: asked.status });

/** Whoever comes second reads what the first one left. */
async function lockRequests(
  tx: Tx,
  documentIds: readonly string[],
  preview: boolean,
): Promise<Map<string, RequestFact>> {
  const found = await findRequests(tx, documentIds);
  if (!preview) {
    await lockRows(
      tx,
      'lead',
      found.map(({ leadId }) => leadId),
    );
  }
  const now = preview ? found : await findRequests(tx, documentIds);
  return new Map(now.map((asked) => [asked.documentId, asked]));
}

/**
 * The same with one request.
 *
 * @throws Refused with `record.missing`, `request.settled` or the action's own refusal
 */
export async function runOneRequest(
  request: Request,
  { documentId, ...call }: Omit<RequestCall, 'documentIds'> & { readonly documentId: string },
): Promise<{ action: string; done: Done | undefined }> {
  const [outcome] = await runRequestDeed(request, { ...call, documentIds: [documentId] });
  if (outcome === undefined) throw new Refused(refuse('record.missing'));
  const { action, result } = outcome;
  if ('refusal' in result) throw new Refused(result.refusal);
  return { action, done: result.done };
}
