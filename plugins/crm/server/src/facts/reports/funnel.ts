import { conversionOf } from '../../../../core/report/figures';
import type { ReportRow } from '../../../../core/report/reports';
import { OUTCOMES } from '../../../../core/lead/model';
import type { Tx } from '../../store/transaction';
import { createdWithin, dimension, groupFrom, reportRows, tally, type ReportAsk } from './parts';

const NOBODY: Readonly<Record<string, string>> = {
  owner: 'Nobody',
  pipeline: 'None',
  channel: 'Not known',
};

/** What has become of the leads that came in within the period; each counts once, where it stands today. */
export async function readFunnel(tx: Tx, ask: ReportAsk): Promise<ReportRow[]> {
  const within = createdWithin(tx, ask);
  const by = dimension(tx, ask);
  const outcomes = OUTCOMES.map((outcome) => `${tally(`l.outcome = '${outcome}'`)} as ${outcome}`);
  const rows = await reportRows(tx, {
    sql: `select ${by.key} as group_key, ${by.label} as group_label, count(*) as leads, ${tally("l.state <> 'new'")} as worked, ${tally('l.outcome is null')} as still_open, ${outcomes.join(', ')} from ${by.from.sql} where ${within.sql} group by ${by.key}, ${by.label}`,
    bindings: [...by.from.bindings, ...within.bindings],
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
