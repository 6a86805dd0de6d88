import type { Ref } from '../../../core/kernel/values';
import type { Answers, ProcessFact, TaskFact, TaskProcess } from '../../../core/lead/facts';
import { QUALIFICATION_FIELDS } from '../../../core/lead/model';
import type { ProcessStep } from '../../../core/qualification/process';
import { idsIn, instantFrom, jsonFrom, type Sql } from '../store/sql';
import type { Tx } from '../store/transaction';
import { loadMembers } from './members';

/** What stands in the qualification fields of the leads (S7); a channel that was deleted reads as none. */
export async function loadAnswers(
  tx: Tx,
  leadIds: readonly number[],
): Promise<Map<number, Answers>> {
  const lead = tx.table('lead');
  const these = idsIn(tx.dialect, 'l.id', leadIds);
  const columns = QUALIFICATION_FIELDS.map((field, index) =>
    field === 'channel' ? `v.document_id as f${index}` : `l.${lead.own(field)} as f${index}`,
  );
  const rows = await tx.rows<{ id: number; [answer: string]: unknown }>({
    sql: `select l.id, ${columns.join(', ')} from ${tx.quote(lead.name)} l left join ${tx.quote(tx.table('dropdown-value').name)} v on v.id = l.${lead.own('channel')} where ${these.sql}`,
    bindings: these.bindings,
  });
  return new Map(
    rows.map((row) => [
      row.id,
      Object.fromEntries(
        QUALIFICATION_FIELDS.map((field, index) => [field, row[`f${index}`] as string | null]),
      ),
    ]),
  );
}

/** How many opportunities the leads have made, by lead (I13). */
export async function countOpportunities(
  tx: Tx,
  leadIds: readonly number[],
): Promise<Map<number, number>> {
  const opportunity = tx.table('opportunity');
  const key = opportunity.own('originatingLead');
  const these = idsIn(tx.dialect, key, leadIds);
  const rows = await tx.rows<{ lead: number; made: number | string }>({
    sql: `select ${key} as lead, count(*) as made from ${tx.quote(opportunity.name)} where ${these.sql} group by ${key}`,
    bindings: these.bindings,
  });
  return new Map(rows.map(({ lead, made }) => [lead, Number(made)]));
}

/** The opportunities of the leads that wait for somebody to decide on them (X37). */
export async function findUndecided(tx: Tx, leadIds: readonly number[]): Promise<Set<number>> {
  const opportunity = tx.table('opportunity');
  const these = idsIn(tx.dialect, opportunity.own('originatingLead'), leadIds);
  const rows = await tx.rows<{ id: number }>({
    sql: `select id from ${tx.quote(opportunity.name)} where ${these.sql} and ${opportunity.own('forDecision')} = ?`,
    bindings: [...these.bindings, true],
  });
  return new Set(rows.map(({ id }) => id));
}

interface ProcessRow {
  id: number;
  document_id: string;
  name: string;
  version: number | null;
  steps: unknown;
}

/** Every qualification process; there are few. With the members that their steps name. */
export async function loadProcesses(tx: Tx): Promise<Map<number, ProcessFact>> {
  const rows = await tx.rows<ProcessRow>({
    sql: `select id, document_id, name, version, steps from ${tx.quote(tx.table('qualification-process').name)}`,
    bindings: [],
  });
  const processes = rows.map((row) => ({ row, steps: jsonFrom<ProcessStep[]>(row.steps) ?? [] }));
  const members = await loadMembers(
    tx,
    processes.flatMap(({ steps }) =>
      steps.flatMap(({ assignee }) => (typeof assignee === 'object' ? [assignee.member] : [])),
    ),
  );
  return new Map(
    processes.map(({ row, steps }) => [
      row.id,
      {
        id: row.id,
        documentId: row.document_id,
        label: row.name,
        name: row.name,
        version: row.version ?? 1,
        steps,
        members,
      },
    ]),
  );
}

interface TaskRow {
  id: number;
  document_id: string;
  title: string;
  kind: TaskFact['kind'];
  status: TaskFact['status'];
  lead_id: number | null;
  assignee_id: number | null;
  assignee_document_id: string | null;
  assignee_name: string | null;
  form: unknown;
  process: unknown;
  step: number | null;
  completed_at: unknown;
  completed_by_id: number | null;
  completed_by_document_id: string | null;
  completed_by_name: string | null;
}

/** The open tasks of the leads, in the order in which they were made. */
export function loadOpenTasks(tx: Tx, leadIds: readonly number[]): Promise<TaskFact[]> {
  const these = idsIn(tx.dialect, `t.${tx.table('task').own('lead')}`, leadIds);
  return readTasks(tx, { ...these, sql: `${these.sql} and t.status = 'open'` });
}

/** One task by its documentId, settled or not. */
export async function findTask(tx: Tx, documentId: string): Promise<TaskFact | undefined> {
  const [task] = await readTasks(tx, { sql: 't.document_id = ?', bindings: [documentId] });
  return task;
}

export const readTasksById = (tx: Tx, ids: readonly number[]): Promise<TaskFact[]> =>
  readTasks(tx, idsIn(tx.dialect, 't.id', ids));

async function readTasks(tx: Tx, where: Sql): Promise<TaskFact[]> {
  const task = tx.table('task');
  const rows = await tx.rows<TaskRow>({
    sql: `select t.id, t.document_id, t.title, t.kind, t.status, t.${task.own('lead')} as lead_id, m.id as assignee_id, m.document_id as assignee_document_id, m.name as assignee_name, t.form, t.process, t.step, t.completed_at, d.id as completed_by_id, d.document_id as completed_by_document_id, d.name as completed_by_name from ${tx.quote(task.name)} t left join ${tx.quote(tx.table('member').name)} m on m.id = t.${task.own('assignee')} left join ${tx.quote(tx.table('member').name)} d on d.id = t.${task.own('completedBy')} where ${where.sql} order by t.id`,
    bindings: where.bindings,
  });
  return rows.map((row) => ({
    id: row.id,
    documentId: row.document_id,
    label: row.title,
    kind: row.kind,
    status: row.status,
    leadId: row.lead_id ?? 0,
    assignee: memberFrom(row.assignee_id, row.assignee_document_id, row.assignee_name),
    form: jsonFrom<Record<string, unknown>>(row.form) ?? {},
    process: jsonFrom<TaskProcess>(row.process),
    step: row.step ?? 0,
    completedAt: instantFrom(row.completed_at),
    completedBy: memberFrom(
      row.completed_by_id,
      row.completed_by_document_id,
      row.completed_by_name,
    ),
  }));
}

const memberFrom = (
  id: number | null,
  documentId: string | null,
  name: string | null,
): Ref | null => (id === null ? null : { id, documentId: documentId ?? '', label: name ?? '' });
