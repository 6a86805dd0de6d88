import type { MasterTypeKey } from '../../../core/dropdown/types';
import type { Ref } from '../../../core/kernel/values';
import type { LeadFact, LeadState, LeadStatus, Outcome } from '../../../core/lead/model';
import { textOf, type Stored } from '../store/read';
import { flagFrom, idsIn, instantFrom } from '../store/sql';
import type { Tx } from '../store/transaction';

interface LeadRow {
  id: number;
  document_id: string;
  title: string | null;
  version: number | null;
  state: LeadState | null;
  status: LeadStatus | null;
  outcome: Outcome | null;
  active: unknown;
  company_key: number | null;
  lead_score_kind: MasterTypeKey | null;
  status_code_kind: MasterTypeKey | null;
  closed_at: unknown;
  manager_key: number | null;
  [reference: string]: unknown;
}

const REFERENCES = {
  owner: ['member', 'name'],
  closedBy: ['member', 'name'],
  leadScore: ['dropdown-value', 'label'],
  statusCode: ['dropdown-value', 'label'],
  lostReason: ['dropdown-value', 'label'],
} as const;

/** The leads as the rules see them, in id order. One statement for any number of them. */
export async function loadLeads(tx: Tx, ids: readonly number[]): Promise<LeadFact[]> {
  if (ids.length === 0) return [];
  const lead = tx.table('lead');
  const these = idsIn(tx.dialect, 'l.id', ids);
  const names = Object.entries(REFERENCES);
  const columns = names.flatMap(([attribute, [, label]], index) => [
    `r${index}.id as r${index}_id`,
    `r${index}.document_id as r${index}_document_id`,
    `r${index}.${tx.quote(label)} as r${index}_label`,
    ...(attribute === 'owner'
      ? [`r${index}.${tx.table('member').own('manager')} as manager_key`]
      : []),
  ]);
  const joins = names.map(
    ([attribute, [record]], index) =>
      `left join ${tx.quote(tx.table(record).name)} r${index} on r${index}.id = l.${lead.own(attribute)}`,
  );
  const rows = await tx.rows<LeadRow>({
    sql: `select l.id, l.document_id, l.title, l.version, l.state, l.status, l.outcome, l.active, l.company_key, l.lead_score_kind, l.status_code_kind, l.closed_at, ${columns.join(', ')} from ${tx.quote(lead.name)} l ${joins.join(' ')} where ${these.sql} order by l.id`,
    bindings: these.bindings,
  });
  return rows.map(leadFrom);
}

function leadFrom(row: LeadRow): LeadFact {
  const reference = (attribute: keyof typeof REFERENCES): Ref | null => {
    const prefix = `r${Object.keys(REFERENCES).indexOf(attribute)}`;
    const id = row[`${prefix}_id`];
    if (typeof id !== 'number') return null;
    return {
      id,
      documentId: String(row[`${prefix}_document_id`]),
      label: textOf(row[`${prefix}_label`] as Stored),
    };
  };
  return {
    id: row.id,
    documentId: row.document_id,
    title: row.title ?? '',
    version: row.version ?? 1,
    state: row.state ?? 'new',
    status: row.status ?? 'open',
    outcome: row.outcome,
    active: flagFrom(row.active),
    owner: reference('owner'),
    ownerManagerId: row.manager_key,
    companyId: row.company_key,
    leadScore: reference('leadScore'),
    statusCode: reference('statusCode'),
    lostReason: reference('lostReason'),
    leadScoreKind: row.lead_score_kind,
    statusCodeKind: row.status_code_kind,
    closedAt: instantFrom(row.closed_at),
    closedBy: reference('closedBy'),
  };
}
