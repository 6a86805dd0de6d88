import type { ReportRow } from '../../../../core/report/reports';
import type { Tx } from '../../store/transaction';
import { createdWithin, daysBetween, groupFrom, jsonAt, reportRows, type ReportAsk } from './parts';

/**
 * How long leads that came in within the period stayed in each stage, of the stays that have ended: history
 * keeps when a stage was entered and when it was left. What was undone did not happen.
 */
export async function readTimeInStage(tx: Tx, ask: ReportAsk): Promise<ReportRow[]> {
  const within = createdWithin(tx, ask);
  const table = (record: string): string => tx.quote(tx.table(record).name);
  const at = (side: 'before' | 'after'): string =>
    jsonAt(tx, 'c.fields', ['stageEnteredAt', side], 'text');
  const stay = daysBetween(tx, at('before'), at('after'));
  const stage = jsonAt(tx, 'c.fields', ['stage', 'before', 'id'], 'integer');
  const rows = await reportRows(tx, {
    sql: `select s.document_id as group_key, s.name as group_label, p.name as pipeline, count(*) as visits, avg(${stay}) as average, min(${stay}) as shortest, max(${stay}) as longest from ${table('lead')} l join ${table('change')} c on c.record = 'lead' and c.record_id = l.id join ${table('operation')} o on o.id = c.operation_id join ${table('stage')} s on s.id = ${stage} left join ${table('pipeline')} p on p.id = s.${tx.table('stage').own('pipeline')} where ${within.sql} and o.undoes_id is null and o.id not in (select u.undoes_id from ${table('operation')} u where u.undoes_id is not null) and ${at('before')} is not null and ${at('after')} is not null group by s.document_id, s.name, s.position, p.name, p.position order by p.position, s.position`,
    bindings: within.bindings,
  });
  return rows.map((row) => ({
    group: groupFrom({
      ...row,
      group_label: [row['pipeline'], row['group_label']].filter(Boolean).join(': '),
    }),
    figures: {
      visits: Number(row['visits']),
      averageDays: rounded(row['average']),
      shortestDays: rounded(row['shortest']),
      longestDays: rounded(row['longest']),
    },
  }));
}

const rounded = (days: unknown): number => Math.round(Number(days) * 100) / 100;
