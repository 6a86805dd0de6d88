import type { ReportRow } from '../../../../core/report/reports';
import type { Tx } from '../../store/transaction';
import { dated, groupFrom, reportRows, type ReportAsk } from './parts';

const SECONDS_A_DAY = 24 * 60 * 60;

/**
 * How long leads that came in within the period stayed in each stage, of the stays that have ended: history
 * keeps which stage was left, and after how long. What was undone did not happen.
 */
export async function readTimeInStage(tx: Tx, ask: ReportAsk): Promise<ReportRow[]> {
  const within = dated(tx, ask);
  const table = (record: string): string => tx.quote(tx.table(record).name);
  const change = tx.table('change');
  const [left, stayed, by] = ['stageLeft', 'stayed', 'operation'].map(
    (name) => `c.${change.own(name)}`,
  );
  const undoing = (column: string): string =>
    `${by} not in (select u.${column} from ${table('operation')} u where u.undoes_id is not null)`;
  const days = (figure: string): string => `${figure}(${stayed}) * 1.0 / ${SECONDS_A_DAY}`;
  const rows = await reportRows(tx, {
    sql: `select s.document_id as group_key, s.name as group_label, p.name as pipeline, q.visits, q.average, q.shortest, q.longest from (select ${left} as stage, count(*) as visits, ${days('avg')} as average, ${days('min')} as shortest, ${days('max')} as longest from ${table('lead')} l join ${table('change')} c on c.record = 'lead' and c.record_id = l.id where ${within.sql} and ${left} is not null and ${stayed} is not null and ${undoing('id')} and ${undoing('undoes_id')} group by ${left}) q join ${table('stage')} s on s.id = q.stage left join ${table('pipeline')} p on p.id = s.${tx.table('stage').own('pipeline')} order by p.position, p.id, s.position, s.id`,
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
