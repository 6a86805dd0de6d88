import { conversionOf } from '../../../../core/report/figures';
import type { ReportRow } from '../../../../core/report/reports';
import { OUTCOMES } from '../../../../core/lead/model';
import type { Tx } from '../../store/transaction';
import { dated, dimension, groupFrom, reportRows, tally, type ReportAsk } from './parts';

const NOBODY: Readonly<Record<string, string>> = {
  owner: 'Nobody',
  pipeline: 'None',
  channel: 'Not known',
};

/** What has become of the leads that came in within the period; each counts once, where it stands today. */
export async function readFunnel(tx: Tx, ask: ReportAsk): Promise<ReportRow[]> {
  const within = dated(tx, ask);
  const { by, from, names, key, label } = dimension(tx, ask);
  const tallies = {
    leads: 'count(*)',
    worked: tally("l.state <> 'new'"),
    still_open: tally('l.outcome is null'),
    ...Object.fromEntries(OUTCOMES.map((outcome) => [outcome, tally(`l.outcome = '${outcome}'`)])),
  };
  const counted = Object.entries(tallies).map(([name, counts]) => `${counts} as ${name}`);
  const sums = Object.keys(tallies).map((name) => `sum(q.${name}) as ${name}`);
  const rows = await reportRows(tx, {
    sql: `select ${key} as group_key, ${label} as group_label, ${sums.join(', ')} from (select ${by} as grouped, ${counted.join(', ')} from ${from.sql} where ${within.sql} group by ${by}) q ${names} group by ${key}, ${label}`,
    bindings: [...from.bindings, ...within.bindings],
  });
  return rows.map((row) => {
    const figures = {
      leads: Number(row['leads']),
      worked: Number(row['worked']),
      open: Number(row['still_open']),
      ...Object.fromEntries(OUTCOMES.map((outcome) => [outcome, Number(row[outcome])])),
    };
    return {
      group: groupFrom(row, NOBODY[ask.by]),
      figures: { ...figures, conversion: conversionOf(figures) },
    };
  });
}
