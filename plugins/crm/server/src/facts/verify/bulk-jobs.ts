import type { BulkItemStatus } from '../../../../core/bulk/model';
import { BULK_ITEM } from '../../store/bulk-items';
import type { Tx } from '../../store/transaction';
import { all, find, words, type Finding } from './finding';

/** What a job counts of its leads. */
const COUNTED = [
  'done',
  'requested',
  'refused',
  'failed',
] as const satisfies readonly BulkItemStatus[];

/** `bulk-job`: its counts against its leads, and its leads against the operations that carry it. */
export function findMiscountedJobs(tx: Tx): Promise<Finding> {
  const { table, column } = words(tx);
  const job = column('o', 'operation', 'bulkJob');
  const lead = column('o', 'operation', 'lead');
  const sums = [...COUNTED, 'pending'].map(
    (status) => `sum(case when status = '${status}' then 1 else 0 end) as ${status}_items`,
  );
  const differ = COUNTED.map(
    (status) => `coalesce(j.${status}, 0) <> coalesce(i.${status}_items, 0)`,
  );
  return find(
    tx,
    all([
      `select 'bulk-job' as place, j.document_id from ${table('bulk-job')} j left join (select job_id, count(*) as items, ${sums.join(', ')} from ${table(BULK_ITEM)} group by job_id) i on i.job_id = j.id where coalesce(j.total, 0) <> coalesce(i.items, 0) or ${differ.join(' or ')} or (j.status = 'done' and i.pending_items > 0)`,
      `select 'bulk-job.item' as place, l.document_id from ${table(BULK_ITEM)} x left join ${table('operation')} o on o.id = x.operation_id left join ${table('lead')} l on l.id = x.lead_id where (x.operation_id is not null and (x.status not in ('done', 'requested') or o.id is null or coalesce(${job}, 0) <> x.job_id or coalesce(${lead}, 0) <> x.lead_id)) or (x.status = 'requested') <> (x.request_id is not null)`,
      `select 'operation' as place, o.document_id from ${table('operation')} o left join ${table(BULK_ITEM)} x on x.job_id = ${job} and x.lead_id = ${lead} where ${job} is not null and (x.job_id is null or x.status not in ('done', 'requested'))`,
    ]),
  );
}
