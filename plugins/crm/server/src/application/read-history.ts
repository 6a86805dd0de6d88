import { contactsToDeactivate, isUndoable } from '../../../core/history/undo';
import type { Change } from '../../../core/kernel/plan';
import { isRefusal, type Refusal } from '../../../core/kernel/refusals';
import { loadLeads } from '../facts/leads';
import { loadHistory } from '../facts/operations';
import { inTransaction, type Tx } from '../store/transaction';
import { judgeFor } from './bulk/undo-batch';
import type { Request } from './context';

export interface HistoryEntry {
  readonly documentId: string;
  readonly action: string;
  readonly number: number | null;
  readonly at: string | null;
  readonly actor: { readonly kind: string; readonly name: string };
  readonly door: string;
  readonly input: unknown;
  readonly kept: unknown;
  readonly undoes: string | null;
  readonly undoneBy: string | null;
  readonly changes: readonly Change[];
  /** Why it cannot be undone as things are, where that shows already. */
  readonly stays: Refusal | null;
}

/**
 * What happened to a record, newest first: the operations on it, and for a contact also those of its
 * leads that reached it.
 */
export const readHistory = (
  request: Request,
  query: { record: 'lead' | 'contact'; id: number; page: number; pageSize: number },
): Promise<{ operations: HistoryEntry[]; total: number }> =>
  inTransaction(request.strapi, async (tx) => {
    const { operations, total } = await loadHistory(tx, query);
    const stays =
      query.record === 'lead' ? await whatStays(tx, request, query.id, operations) : new Map();
    return {
      total,
      operations: operations.map(({ id, access: _access, ...operation }) => ({
        ...operation,
        stays: stays.get(id) ?? null,
      })),
    };
  });

type Loaded = Awaited<ReturnType<typeof loadHistory>>['operations'][number];

/** By the rule of undoing itself, for the whole page in as many statements as for one of them. */
async function whatStays(
  tx: Tx,
  request: Request,
  leadId: number,
  operations: readonly Loaded[],
): Promise<Map<number, Refusal>> {
  const [lead] = await loadLeads(tx, [leadId]);
  const facts = operations
    .filter(
      ({ action, undoneBy, changes }) =>
        undoneBy === null &&
        isUndoable(
          action,
          changes.map(({ subject: { record }, field }) => ({ record, field })),
        ) &&
        // Whom other leads keep active is asked of each by itself, once somebody means to undo it.
        contactsToDeactivate(changes).length === 0,
    )
    .map((operation) => ({ ...operation, leadId, contactId: null }));
  if (lead === undefined || facts.length === 0) return new Map();
  const judge = await judgeFor(tx, request, [lead], new Map([[leadId, facts]]));
  return new Map(
    facts.flatMap((fact) => {
      const plan = judge(lead, [fact]);
      return isRefusal(plan) ? [[fact.id, plan] as const] : [];
    }),
  );
}
