import type { Core } from '@strapi/strapi';
import type { Change } from '../../../core/kernel/plan';
import { loadHistory } from '../facts/operations';
import { inTransaction } from '../store/transaction';

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
}

/**
 * What happened to a record, newest first: the operations on it, and for a contact also those of its
 * leads that reached it.
 */
export const readHistory = (
  strapi: Core.Strapi,
  query: { record: 'lead' | 'contact'; id: number; page: number; pageSize: number },
): Promise<{ operations: HistoryEntry[]; total: number }> =>
  inTransaction(strapi, (tx) => loadHistory(tx, query));
