import { decidersOf } from '../../../../core/close-request/deciders';
import type { Tx } from '../../store/transaction';
import { loadWaitingRequests } from '../close-requests';
import { loadDeciders } from '../role-holders';
import { all, EXAMPLES, exampleOf, find, words, type Finding } from './finding';

/** `pending-request`: from either side; a closed or inactive lead waits for nothing. */
export function findLoosePendingRequests(tx: Tx): Promise<Finding> {
  const { table, column, no } = words(tx);
  const pending = column('l', 'lead', 'pendingCloseRequest');
  const lead = column('q', 'close-request', 'lead');
  const openKey = column('q', 'close-request', 'openKey');
  return find(
    tx,
    all([
      `select 'lead' as place, l.document_id from ${table('lead')} l left join ${table('close-request')} q on q.id = ${pending} where ${pending} is not null and (q.id is null or q.status <> 'pending' or ${lead} is null or ${lead} <> l.id or l.status <> 'open' or l.active = ${no})`,
      `select 'close-request' as place, q.document_id from ${table('close-request')} q left join ${table('lead')} l on l.id = ${lead} where (q.status = 'pending' and (${openKey} is null or ${openKey} <> ${lead} or l.id is null or ${pending} is null or ${pending} <> q.id)) or (q.status <> 'pending' and ${openKey} is not null)`,
    ]),
  );
}

/** `decided-request`. */
export function findWrongApprovals(tx: Tx): Promise<Finding> {
  const { table, column } = words(tx);
  const request = column('c', 'change', 'recordId');
  return find(
    tx,
    all([
      `select 'close-request' as place, q.document_id from ${table('close-request')} q left join (select ${request} as id, count(distinct o.id) as held from ${table('change')} c join ${table('operation')} o on o.id = ${column('c', 'change', 'operation')} where c.record = 'close-request' and o.action = 'approve-close-request' group by ${request}) a on a.id = q.id where coalesce(a.held, 0) <> case when q.status = 'approved' then 1 else 0 end`,
    ]),
  );
}

/** `stuck-request`: the rule is core's, and requests that wait are few. */
export async function findStuckRequests(tx: Tx): Promise<Finding> {
  const facts = await loadDeciders(tx);
  const stuck = (await loadWaitingRequests(tx)).filter(
    ({ requester }) =>
      (requester === null ? facts.managers : decidersOf(requester, facts)).length === 0,
  );
  return {
    count: stuck.length,
    examples: stuck
      .slice(0, EXAMPLES)
      .map(({ documentId }) => exampleOf('close-request', documentId)),
  };
}
