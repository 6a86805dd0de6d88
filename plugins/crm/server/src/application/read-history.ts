import { contactsToDeactivate, isUndoable } from '../../../core/history/undo';
import type { Change } from '../../../core/kernel/plan';
import { isRefusal, type Refusal } from '../../../core/kernel/refusals';
import { loadHistory } from '../facts/operations';
import { inTransaction, type Tx } from '../store/transaction';
import type { Request } from './context';
import { judgeUndo, loadUndoings } from './judge-undo';

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
    const stays = await whatStays(tx, request, operations);
    return {
      total,
      operations: operations.map(
        ({ id, access: _access, leadId: _lead, contactId: _contact, ...operation }) => ({
          ...operation,
          stays: stays.get(id) ?? null,
        }),
      ),
    };
  });

type Loaded = Awaited<ReturnType<typeof loadHistory>>['operations'][number];

/** By the rule of undoing itself, for the whole page in as many statements as for one of them. */
async function whatStays(
  tx: Tx,
  request: Request,
  operations: readonly Loaded[],
): Promise<Map<number, Refusal>> {
  const offered = operations.filter(
    ({ action, undoneBy, changes }) =>
      undoneBy === null &&
      isUndoable(
        action,
        changes.map(({ subject: { record }, field }) => ({ record, field })),
      ) &&
      // Whom other leads keep active is asked of each by itself, once somebody means to undo it.
      contactsToDeactivate(changes).length === 0,
  );
  if (offered.length === 0) return new Map();
  const undoings = await loadUndoings(tx, offered);
  const judge = await judgeUndo(tx, request, undoings);
  return new Map(
    undoings.flatMap((undoing) => {
      const plan = judge(undoing);
      return isRefusal(plan) ? undoing.operations.map(({ id }) => [id, plan] as const) : [];
    }),
  );
}
