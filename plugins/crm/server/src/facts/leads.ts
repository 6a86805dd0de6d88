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
  lead_score_kind: MasterTypeKey | null;
  status_code_kind: MasterTypeKey | null;
  disqualification_reason: string | null;
  close_notes: string | null;
  stage_entered_at: unknown;
  closed_at: unknown;
  owner_active: unknown;
  [reference: string]: unknown;
}

/** What a lead points to: the record, and the attribute that people call it by. */
const REFERENCES = {
  owner: ['member', 'name'],
  closedBy: ['member', 'name'],
  leadScore: ['dropdown-value', 'label'],
  statusCode: ['dropdown-value', 'label'],
  lostReason: ['dropdown-value', 'label'],
  disqualificationCode: ['dropdown-value', 'label'],
  pipeline: ['pipeline', 'name'],
  stage: ['stage', 'name'],
  company: ['company', 'name'],
  opportunity: ['opportunity', 'name'],
  pendingQualification: ['task', 'title'],
  pendingCloseRequest: ['close-request', 'document_id'],
} as const;

const NAMES = Object.entries(REFERENCES);
const ALIASES = Object.fromEntries(NAMES.map(([attribute], index) => [attribute, `r${index}`]));

/** The leads as the rules see them, in id order. One statement for any number of them. */
export async function loadLeads(tx: Tx, ids: readonly number[]): Promise<LeadFact[]> {
  if (ids.length === 0) return [];
  const lead = tx.table('lead');
  const these = idsIn(tx.dialect, 'l.id', ids);
  const member = tx.table('member');
  const columns = [
    ...NAMES.map(([attribute, [, label]]) => referenceColumns(tx, ALIASES[attribute], label)),
    referenceColumns(tx, 'm', 'name'),
    `${ALIASES['owner']}.active as owner_active`,
  ];
  const joins = [
    ...NAMES.map(
      ([attribute, [record]]) =>
        `left join ${tx.quote(tx.table(record).name)} ${ALIASES[attribute]} on ${ALIASES[attribute]}.id = l.${lead.own(attribute)}`,
    ),
    `left join ${tx.quote(member.name)} m on m.id = ${ALIASES['owner']}.${member.own('manager')}`,
  ];
  const rows = await tx.rows<LeadRow>({
    sql: `select l.id, l.document_id, l.title, l.version, l.state, l.status, l.outcome, l.active, l.lead_score_kind, l.status_code_kind, l.disqualification_reason, l.close_notes, l.stage_entered_at, l.closed_at, ${columns.join(', ')} from ${tx.quote(lead.name)} l ${joins.join(' ')} where ${these.sql} order by l.id`,
    bindings: these.bindings,
  });
  return rows.map(leadFrom);
}

const referenceColumns = (tx: Tx, alias = '', label = ''): string =>
  `${alias}.id as ${alias}_id, ${alias}.document_id as ${alias}_document_id, ${alias}.${tx.quote(label)} as ${alias}_label`;

function leadFrom(row: LeadRow): LeadFact {
  const at = (alias = ''): Ref | null => {
    const id = row[`${alias}_id`];
    if (typeof id !== 'number') return null;
    return {
      id,
      documentId: String(row[`${alias}_document_id`]),
      label: textOf(row[`${alias}_label`] as Stored),
    };
  };
  const reference = (attribute: keyof typeof REFERENCES): Ref | null => at(ALIASES[attribute]);
  return {
    id: row.id,
    documentId: row.document_id,
    title: row.title ?? '',
    version: row.version ?? 1,
    state: row.state ?? 'new',
    status: row.status ?? 'open',
    outcome: row.outcome,
    active: flagFrom(row.active),
    pipeline: reference('pipeline'),
    stage: reference('stage'),
    stageEnteredAt: instantFrom(row.stage_entered_at),
    owner: reference('owner'),
    ownerActive: flagFrom(row.owner_active),
    ownerManager: at('m'),
    company: reference('company'),
    opportunity: reference('opportunity'),
    pendingQualification: reference('pendingQualification'),
    pendingCloseRequest: reference('pendingCloseRequest'),
    leadScore: reference('leadScore'),
    statusCode: reference('statusCode'),
    lostReason: reference('lostReason'),
    disqualificationCode: reference('disqualificationCode'),
    disqualificationReason: row.disqualification_reason,
    closeNotes: row.close_notes,
    leadScoreKind: row.lead_score_kind,
    statusCodeKind: row.status_code_kind,
    closedAt: instantFrom(row.closed_at),
    closedBy: reference('closedBy'),
  };
}
