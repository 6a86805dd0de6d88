import type { BulkItemStatus, BulkJobStatus } from '../../../core/bulk/model';
import type { Door } from '../reactions/history';
import { BULK_ITEM } from '../store/bulk-items';
import { flagFrom, idsIn, instantFrom, jsonFrom, toBinding, type Sql } from '../store/sql';
import type { Tx } from '../store/transaction';
import type { Login } from './actor';

/** Who a job acts as: a login to be looked up anew for each batch, or the system. */
export interface BulkActor {
  readonly door: Door;
  readonly login: Pick<Login, 'kind' | 'id' | 'name'> | null;
}

export interface BulkJobFact {
  readonly id: number;
  readonly documentId: string;
  readonly action: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly status: BulkJobStatus;
  readonly total: number;
  readonly done: number;
  readonly requested: number;
  readonly refused: number;
  readonly failed: number;
  readonly unchanged: number;
  readonly voided: number;
  readonly contacts: { readonly inactive: number; readonly active: number };
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly problem: string | null;
  readonly startedBy: { readonly documentId: string; readonly label: string } | null;
  readonly startedById: number | null;
  readonly actor: BulkActor;
  readonly undoesId: number | null;
  readonly undoes: string | null;
  readonly settled: boolean;
}

interface JobRow {
  id: number;
  document_id: string;
  action: string;
  input: unknown;
  status: BulkJobStatus;
  total: number;
  done: number;
  requested: number | null;
  refused: number;
  failed: number;
  unchanged: number | null;
  voided: number | null;
  contacts_inactive: number | null;
  contacts_active: number | null;
  started_at: unknown;
  finished_at: unknown;
  problem: string | null;
  actor: unknown;
  undoes_id: number | null;
  undoes: string | null;
  settled: unknown;
  member_id: number | null;
  member_document_id: string | null;
  member_name: string | null;
}

/**
 * One job, by its row id or documentId. With `lock` nobody else works on it until the transaction ends:
 * two nodes take turns, each lead once.
 */
export async function loadBulkJob(
  tx: Tx,
  by: { readonly id: number } | { readonly documentId: string },
  { lock = false }: { lock?: boolean } = {},
): Promise<BulkJobFact | undefined> {
  const jobs = tx.quote(tx.table('bulk-job').name);
  const [where, value] =
    'id' in by ? (['id', by.id] as const) : (['document_id', by.documentId] as const);
  if (lock && tx.dialect !== 'sqlite') {
    await tx.run({
      sql: `select id from ${jobs} where ${where} = ? for update`,
      bindings: [value],
    });
  }
  const member = tx.table('bulk-job').own('startedBy');
  const [row] = await tx.rows<JobRow>({
    sql: `select j.id, j.document_id, j.action, j.input, j.status, j.total, j.done, j.requested, j.refused, j.failed, j.unchanged, j.voided, j.contacts_inactive, j.contacts_active, j.started_at, j.finished_at, j.problem, j.actor, j.undoes_id, u.document_id as undoes, j.settled, m.id as member_id, m.document_id as member_document_id, m.name as member_name from ${jobs} j left join ${jobs} u on u.id = j.undoes_id left join ${tx.quote(tx.table('member').name)} m on m.id = j.${member} where j.${where} = ?`,
    bindings: [value],
  });
  return row === undefined ? undefined : jobFrom(row);
}

const jobFrom = (row: JobRow): BulkJobFact => ({
  id: row.id,
  documentId: row.document_id,
  action: row.action,
  input: jsonFrom<Record<string, unknown>>(row.input) ?? {},
  status: row.status,
  total: row.total,
  done: row.done,
  requested: row.requested ?? 0,
  refused: row.refused,
  failed: row.failed ?? 0,
  unchanged: row.unchanged ?? 0,
  voided: row.voided ?? 0,
  contacts: { inactive: row.contacts_inactive ?? 0, active: row.contacts_active ?? 0 },
  startedAt: instantFrom(row.started_at),
  finishedAt: instantFrom(row.finished_at),
  problem: row.problem,
  startedBy:
    row.member_document_id === null
      ? null
      : { documentId: row.member_document_id, label: row.member_name ?? '' },
  startedById: row.member_id,
  actor: jsonFrom<BulkActor>(row.actor) ?? { door: 'code', login: null },
  undoesId: row.undoes_id,
  undoes: row.undoes,
  settled: flagFrom(row.settled),
});

/** The jobs that somebody still has to work on, the oldest first. */
export async function unfinishedJobs(tx: Tx): Promise<string[]> {
  const rows = await tx.rows<{ document_id: string }>({
    sql: `select document_id from ${tx.quote(tx.table('bulk-job').name)} where status in ('queued', 'running') or (status in ('cancelled', 'failed') and settled = ?) order by id`,
    bindings: [toBinding(tx.dialect, 'boolean', false)],
  });
  return rows.map((row) => row.document_id);
}

export interface RefusedGroup {
  readonly status: BulkItemStatus;
  readonly code: string;
  readonly count: number;
  readonly message: string;
}

/** Why leads of a job were refused, the most frequent first; a sentence for each code as an example. */
export async function refusalsOf(tx: Tx, job: number): Promise<RefusedGroup[]> {
  const rows = await tx.rows<{
    status: BulkItemStatus;
    code: string;
    found: number | string;
    message: string | null;
  }>({
    sql: `select status, code, count(*) as found, min(message) as message from ${tx.quote(tx.table(BULK_ITEM).name)} where job_id = ? and status in ('refused', 'failed') group by status, code order by count(*) desc, code`,
    bindings: [job],
  });
  return rows.map(({ status, code, found, message }) => ({
    status,
    code,
    count: Number(found),
    message: message ?? '',
  }));
}

export interface ItemFact {
  readonly lead: { readonly documentId: string; readonly label: string };
  readonly status: BulkItemStatus;
  readonly code: string | null;
  readonly message: string | null;
  readonly operation: string | null;
  readonly request: string | null;
}

/** A page of a job's leads with these statuses, in the order of the leads. */
export async function itemsOf(
  tx: Tx,
  job: number,
  query: { statuses: readonly BulkItemStatus[]; page: number; pageSize: number },
): Promise<{ items: ItemFact[]; total: number }> {
  const items = tx.quote(tx.table(BULK_ITEM).name);
  // Statuses are words of ours, not the caller's.
  const where = `i.job_id = ? and i.status in (${query.statuses.map((status) => `'${status}'`).join(',')})`;
  const rows = await tx.rows<{
    document_id: string | null;
    title: string | null;
    status: BulkItemStatus;
    code: string | null;
    message: string | null;
    operation: string | null;
    request: string | null;
  }>({
    sql: `select l.document_id, l.title, i.status, i.code, i.message, o.document_id as operation, q.document_id as request from ${items} i left join ${tx.quote(tx.table('lead').name)} l on l.id = i.lead_id left join ${tx.quote(tx.table('operation').name)} o on o.id = i.operation_id left join ${tx.quote(tx.table('close-request').name)} q on q.id = i.request_id where ${where} order by i.lead_id limit ? offset ?`,
    bindings: [job, query.pageSize, (query.page - 1) * query.pageSize],
  });
  const [count] = await tx.rows<{ found: number | string }>({
    sql: `select count(*) as found from ${items} i where ${where}`,
    bindings: [job],
  });
  return {
    total: Number(count?.found ?? 0),
    items: rows.map((row) => ({
      lead: { documentId: row.document_id ?? '', label: row.title ?? '' },
      status: row.status,
      code: row.code,
      message: row.message,
      operation: row.operation,
      request: row.request,
    })),
  };
}

/** How many open leads these members have, by member. */
export async function openLeadsOf(
  tx: Tx,
  memberIds: readonly number[],
): Promise<Map<number, number>> {
  const owner = tx.table('lead').own('owner');
  const these = idsIn(tx.dialect, owner, memberIds);
  const rows = await tx.rows<{ member: number; found: number | string }>({
    sql: `select ${owner} as member, count(*) as found from ${tx.quote(tx.table('lead').name)} where ${these.sql} and active = ? and status = 'open' group by ${owner}`,
    bindings: [...these.bindings, toBinding(tx.dialect, 'boolean', true)],
  });
  return new Map(rows.map(({ member, found }) => [member, Number(found)]));
}

/** Those of the leads that can be given to somebody at all, in order. */
export async function allocatable(tx: Tx, job: number): Promise<number[]> {
  const rows = await tx.rows<{ id: number }>({
    sql: `select l.id from ${tx.quote(tx.table(BULK_ITEM).name)} i join ${tx.quote(tx.table('lead').name)} l on l.id = i.lead_id where i.job_id = ? and ${CAN_BE_GIVEN} order by l.id`,
    bindings: [job, toBinding(tx.dialect, 'boolean', true)],
  });
  return rows.map(({ id }) => id);
}

const CAN_BE_GIVEN = `l.active = ? and l.status = 'open' and l.state in ('new', 'assigned')`;

/** The same of leads that are no job's yet. */
export async function allocatableAmong(tx: Tx, leadIds: readonly number[]): Promise<number[]> {
  const these = idsIn(tx.dialect, 'l.id', leadIds);
  const rows = await tx.rows<{ id: number }>({
    sql: `select l.id from ${tx.quote(tx.table('lead').name)} l where ${CAN_BE_GIVEN} and ${these.sql} order by l.id`,
    bindings: [toBinding(tx.dialect, 'boolean', true), ...these.bindings],
  });
  return rows.map(({ id }) => id);
}

/** How many leads a job has. */
export async function countItemsOf(tx: Tx, job: number): Promise<number> {
  const [row] = await tx.rows<{ found: number | string }>({
    sql: `select count(*) as found from ${tx.quote(tx.table(BULK_ITEM).name)} where job_id = ?`,
    bindings: [job],
  });
  return Number(row?.found ?? 0);
}

/** The leads on which a job has done something, as a select of their ids. */
export const undoableLeads = (tx: Tx, job: number): Sql => ({
  sql: `select lead_id as id from ${tx.quote(tx.table(BULK_ITEM).name)} where job_id = ? and status in ('done', 'requested') and operation_id is not null`,
  bindings: [job],
});
