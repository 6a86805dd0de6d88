import { REQUEST_LABEL } from '../../../core/close-request/request';
import type { MasterTypeKey } from '../../../core/dropdown/types';
import type { Ref } from '../../../core/kernel/values';
import {
  LEAD_REFERENCES,
  type LeadFact,
  type LeadReference,
  type LeadState,
  type LeadStatus,
  type Outcome,
} from '../../../core/lead/model';
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
  sold_at: unknown;
  manager_active: unknown;
  last_acted_at: unknown;
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
} as const satisfies Record<LeadReference, readonly [record: string, label: string]>;

const aliasOf = (attribute: LeadReference): string => `r${LEAD_REFERENCES.indexOf(attribute)}`;

/**
 * The leads as the rules see them, in id order. One statement for any number of them. Of what they point to
 * only what is named is read: a dozen joins are nothing for one lead, and tell for thousands.
 */
export async function loadLeads(
  tx: Tx,
  ids: readonly number[],
  references: readonly LeadReference[] = LEAD_REFERENCES,
): Promise<LeadFact[]> {
  if (ids.length === 0) return [];
  const lead = tx.table('lead');
  const these = idsIn(tx.dialect, 'l.id', ids);
  const member = tx.table('member');
  const operation = tx.table('operation');
  const columns = [
    ...references.map((attribute) =>
      referenceColumns(tx, aliasOf(attribute), REFERENCES[attribute][1]),
    ),
    referenceColumns(tx, 'm', 'name'),
    referenceColumns(tx, 'q', 'name'),
    `${aliasOf('owner')}.active as owner_active`,
    'm.active as manager_active',
    'o.created_at as last_acted_at',
  ];
  const joins = [
    ...references.map(
      (attribute) =>
        `left join ${tx.quote(tx.table(REFERENCES[attribute][0]).name)} ${aliasOf(attribute)} on ${aliasOf(attribute)}.id = l.${lead.own(attribute)}`,
    ),
    `left join ${tx.quote(member.name)} m on m.id = ${aliasOf('owner')}.${member.own('manager')}`,
    `left join ${tx.quote(operation.name)} o on o.${operation.own('lead')} = l.id and o.${tx.quote('number')} = l.version`,
    `left join ${tx.quote(member.name)} q on q.id = ${aliasOf('pendingCloseRequest')}.${tx.table('close-request').own('requester')}`,
  ];
  const rows = await tx.rows<LeadRow>({
    sql: `select l.id, l.document_id, l.title, l.version, l.state, l.status, l.outcome, l.active, l.lead_score_kind, l.status_code_kind, l.disqualification_reason, l.close_notes, l.stage_entered_at, l.closed_at, l.sold_at, ${columns.join(', ')} from ${tx.quote(lead.name)} l ${joins.join(' ')} where ${these.sql} order by l.id`,
    bindings: these.bindings,
  });
  const unread = withFaults(references);
  return rows.map((row) => leadFrom(row, references, unread));
}

const referenceColumns = (tx: Tx, alias = '', label = ''): string =>
  `${alias}.id as ${alias}_id, ${alias}.document_id as ${alias}_document_id, ${alias}.${tx.quote(label)} as ${alias}_label`;

/** What was not read must not look like nothing: whoever looks there is told what to name. */
function withFaults(references: readonly LeadReference[]): object {
  const unread = LEAD_REFERENCES.filter((attribute) => !references.includes(attribute));
  return Object.defineProperties(
    {},
    Object.fromEntries(
      unread.map((attribute) => [
        attribute,
        {
          get(): never {
            throw new Error(`lead.${attribute} was not read: name it in what the action reads.`);
          },
        },
      ]),
    ),
  );
}

function leadFrom(row: LeadRow, references: readonly LeadReference[], unread: object): LeadFact {
  const at = (alias = ''): Ref | null => {
    const id = row[`${alias}_id`];
    if (typeof id !== 'number') return null;
    return {
      id,
      documentId: String(row[`${alias}_document_id`]),
      label: textOf(row[`${alias}_label`] as Stored),
    };
  };
  const read: Partial<Record<LeadReference, Ref | null>> = {};
  for (const attribute of references) read[attribute] = at(aliasOf(attribute));
  read.pendingCloseRequest = called(REQUEST_LABEL, read.pendingCloseRequest ?? null);
  return Object.assign(Object.create(unread) as LeadFact, read, {
    id: row.id,
    documentId: row.document_id,
    title: row.title ?? '',
    version: row.version ?? 1,
    state: row.state ?? 'new',
    status: row.status ?? 'open',
    outcome: row.outcome,
    active: flagFrom(row.active),
    stageEnteredAt: instantFrom(row.stage_entered_at),
    ownerActive: flagFrom(row.owner_active),
    ownerManager: at('m'),
    ownerManagerActive: flagFrom(row.manager_active),
    pendingRequester: at('q'),
    disqualificationReason: row.disqualification_reason,
    closeNotes: row.close_notes,
    soldAt: instantFrom(row.sold_at),
    leadScoreKind: row.lead_score_kind,
    statusCodeKind: row.status_code_kind,
    closedAt: instantFrom(row.closed_at),
    lastActedAt: instantFrom(row.last_acted_at),
  });
}

/** What has no name of its own is called by what it is. */
const called = (label: string, named: Ref | null): Ref | null =>
  named === null ? null : { ...named, label };
