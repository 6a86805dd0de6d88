import type { LeadCard, OpportunityCard } from '../../../core/pipeline/board';
import { textOf, type Stored } from '../store/read';
import { flagFrom, instantFrom } from '../store/sql';
import type { Tx } from '../store/transaction';

/** A card as the board's statement reads it; the columns of its face by the attributes' names. */
export interface CardRow {
  id: number;
  stage: number;
  created_at: unknown;
  document_id: string;
  amount: unknown;
  person_document_id: string | null;
  person_name: string | null;
  person_active: unknown;
  company_document_id: string | null;
  company_name: string | null;
  [column: string]: unknown;
}

const named = (documentId: string | null, name: string | null) =>
  documentId === null ? null : { documentId, name: name ?? '' };

const companyOf = (row: CardRow) => named(row.company_document_id, row.company_name);
function personOf(row: CardRow) {
  const person = named(row.person_document_id, row.person_name);
  return person === null ? null : { ...person, active: flagFrom(row.person_active) };
}
const amountOf = ({ amount }: CardRow) =>
  amount === null || amount === undefined ? null : Number(amount);

/** What a card of each kind shows, and where the record keeps it. */
export const FACES = {
  lead: {
    person: 'owner',
    amount: 'estimatedValue',
    columns: [
      'title',
      'stageEnteredAt',
      'nextEventAt',
      'status',
      'outcome',
      'active',
      'version',
      'pendingQualification',
      'pendingCloseRequest',
    ],
    card: (row: CardRow): LeadCard => ({
      documentId: row.document_id,
      title: textOf(row['title'] as Stored),
      owner: personOf(row),
      company: companyOf(row),
      estimatedValue: amountOf(row),
      stageEnteredAt: instantFrom(row['stageEnteredAt']),
      nextEventAt: instantFrom(row['nextEventAt']),
      status: (row['status'] as LeadCard['status'] | null) ?? 'open',
      outcome: row['outcome'] as LeadCard['outcome'],
      active: flagFrom(row['active']),
      version: Number(row['version'] ?? 1),
      pendingQualification: row['pendingQualification'] !== null,
      pendingCloseRequest: row['pendingCloseRequest'] !== null,
    }),
  },
  opportunity: {
    person: 'responsible',
    amount: 'estimatedRevenue',
    columns: ['name'],
    card: (row: CardRow): OpportunityCard => ({
      documentId: row.document_id,
      name: textOf(row['name'] as Stored),
      responsible: personOf(row),
      company: companyOf(row),
      estimatedRevenue: amountOf(row),
    }),
  },
} as const;

/** The record that a card points to: by the key column, or by the link table where there is none. */
export function joinTo(
  tx: Tx,
  record: string,
  attribute: string,
  target: string,
  as: string,
): string {
  const column = tx.table(record).column(attribute);
  const table = tx.quote(tx.table(target).name);
  if (column.kind !== 'linked' || column.key !== null) {
    return `left join ${table} ${as} on ${as}.id = l.${tx.table(record).own(attribute)}`;
  }
  return `left join ${tx.quote(column.table)} ${as}k on ${as}k.${column.from} = l.id left join ${table} ${as} on ${as}.id = ${as}k.${column.to}`;
}
