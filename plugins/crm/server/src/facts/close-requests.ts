import type { RequestFact } from '../../../core/close-request/actions';
import { REQUEST_LABEL } from '../../../core/close-request/request';
import type { Ref } from '../../../core/kernel/values';
import { instantFrom, jsonFrom, textsIn, type Sql } from '../store/sql';
import type { Tx } from '../store/transaction';
import { loadRolesOf } from './role-holders';

interface RequestRow {
  id: number;
  document_id: string;
  status: RequestFact['status'];
  form: unknown;
  created_at: unknown;
  lead_id: number | null;
  lead_document_id: string | null;
  lead_title: string | null;
  requester_id: number | null;
  requester_document_id: string | null;
  requester_name: string | null;
}

/** A request that waits, with what a list says of it. */
export interface WaitingRequest extends Pick<RequestFact, 'documentId' | 'requester' | 'form'> {
  readonly lead: Ref;
  readonly askedAt: string | null;
}

/** Requests by their documentIds, settled or not, with the roles of who asked. Two statements. */
export async function findRequests(tx: Tx, documentIds: readonly string[]): Promise<RequestFact[]> {
  const rows = await readRequests(tx, textsIn(tx.dialect, 'q.document_id', documentIds));
  const requesters = rows.flatMap(({ requester_id }) => requester_id ?? []);
  const roles = await loadRolesOf(tx, [...new Set(requesters)]);
  return rows.map((row) => ({
    id: row.id,
    documentId: row.document_id,
    label: REQUEST_LABEL,
    leadId: row.lead_id ?? 0,
    requester: requesterOf(row),
    requesterRoles: roles.get(row.requester_id ?? 0) ?? [],
    form: jsonFrom<Record<string, unknown>>(row.form) ?? {},
    status: row.status,
  }));
}

/** Every request that waits, the oldest first. */
export async function loadWaitingRequests(tx: Tx): Promise<WaitingRequest[]> {
  const rows = await readRequests(tx, { sql: 'q.open_key is not null', bindings: [] });
  return rows.map((row) => ({
    documentId: row.document_id,
    requester: requesterOf(row),
    form: jsonFrom<Record<string, unknown>>(row.form) ?? {},
    lead: {
      id: row.lead_id ?? 0,
      documentId: row.lead_document_id ?? '',
      label: row.lead_title ?? '',
    },
    askedAt: instantFrom(row.created_at),
  }));
}

function readRequests(tx: Tx, where: Sql): Promise<RequestRow[]> {
  const request = tx.table('close-request');
  return tx.rows<RequestRow>({
    sql: `select q.id, q.document_id, q.status, q.form, q.created_at, l.id as lead_id, l.document_id as lead_document_id, l.title as lead_title, m.id as requester_id, m.document_id as requester_document_id, m.name as requester_name from ${tx.quote(request.name)} q left join ${tx.quote(tx.table('lead').name)} l on l.id = q.${request.own('lead')} left join ${tx.quote(tx.table('member').name)} m on m.id = q.${request.own('requester')} where ${where.sql} order by q.id`,
    bindings: where.bindings,
  });
}

const requesterOf = (row: RequestRow): Ref | null =>
  row.requester_id === null
    ? null
    : {
        id: row.requester_id,
        documentId: row.requester_document_id ?? '',
        label: row.requester_name ?? '',
      };
