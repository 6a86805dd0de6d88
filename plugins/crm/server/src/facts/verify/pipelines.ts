import { STAGE_STATES } from '../../../../core/pipeline/rules';
import type { Tx } from '../../store/transaction';
import { all, find, words, type Finding } from './finding';

/** `default-pipeline`: the flag, and the column that its unique index stands on. */
export function findPipelinesWithoutDefault(tx: Tx): Promise<Finding> {
  const { table, column, yes, no } = words(tx);
  const pipelines = table('pipeline');
  const of = column('p', 'pipeline', 'defaultOf');
  return find(
    tx,
    all([
      `select 'pipeline' as place, min(p.document_id) as document_id from ${pipelines} p group by p.kind having sum(case when p.is_default = ${yes} then 1 else 0 end) <> 1`,
      `select 'pipeline' as place, p.document_id from ${pipelines} p where (p.is_default = ${yes} and coalesce(${of}, '') <> p.kind) or (coalesce(p.is_default, ${no}) = ${no} and ${of} is not null)`,
    ]),
  );
}

/** `first-stage`: none is new, or another one comes before it. */
export function findMissingFirstStages(tx: Tx): Promise<Finding> {
  const { table, column } = words(tx);
  const [s, n] = ['s', 'n'].map((alias) => column(alias, 'stage', 'pipeline'));
  const isFirst = `not exists (select 1 from ${table('stage')} n where ${n} = ${s} and (n.position < s.position or (n.position = s.position and n.id < s.id)))`;
  return find(
    tx,
    all([
      `select 'pipeline' as place, p.document_id from ${table('pipeline')} p where p.kind = 'lead' and not exists (select 1 from ${table('stage')} s where ${s} = p.id and s.state = 'new' and ${isFirst})`,
    ]),
  );
}

/** `stage-state`. */
export function findForeignStages(tx: Tx): Promise<Finding> {
  const { table, column } = words(tx);
  const fits = Object.entries(STAGE_STATES).map(
    ([kind, states]) =>
      `(p.kind = '${kind}' and s.state in (${states.map((state) => `'${state}'`).join(', ')}))`,
  );
  return find(
    tx,
    all([
      `select 'stage' as place, s.document_id from ${table('stage')} s left join ${table('pipeline')} p on p.id = ${column('s', 'stage', 'pipeline')} where p.id is null or s.state is null or not (${fits.join(' or ')}) or (s.state <> 'qualified' and ${column('s', 'stage', 'process')} is not null)`,
    ]),
  );
}
