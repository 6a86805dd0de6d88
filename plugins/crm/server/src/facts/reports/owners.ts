import { OUTCOMES } from '../../../../core/lead/model';
import { conversionOf } from '../../../../core/report/figures';
import type { ReportRow } from '../../../../core/report/reports';
import { toBinding } from '../../store/sql';
import type { Tx } from '../../store/transaction';
import { closedWithin, groupFrom, ofOwner, reportRows, tally, type ReportAsk } from './parts';

/** What each owner has open today, and what became of the leads that were closed within the period. */
export async function readOwners(tx: Tx, ask: ReportAsk): Promise<ReportRow[]> {
  const lead = tx.table('lead');
  const leads = tx.quote(lead.name);
  const owner = lead.own('owner');
  const mine = ofOwner(tx, ask);
  const within = closedWithin(tx, ask, OUTCOMES);
  const [none, sums] = [
    OUTCOMES.map((outcome) => `0 as ${outcome}`),
    OUTCOMES.map((outcome) => `${tally(`l.outcome = '${outcome}'`)} as ${outcome}`),
  ];
  const value = `coalesce(sum(case when l.outcome = 'won' then l.${lead.own('estimatedValue')} else 0 end), 0)`;
  const active = toBinding(tx.dialect, 'boolean', true);
  const all = (name: string): string => `sum(q.${name}) as ${name}`;
  const rows = await reportRows(tx, {
    sql: `select m.document_id as group_key, m.name as group_label, ${['still_open', 'closed', ...OUTCOMES, 'value'].map(all).join(', ')} from (select l.${owner} as owner, count(*) as still_open, 0 as closed, ${none.join(', ')}, 0 as value from ${leads} l where l.active = ? and l.status = 'open'${mine.sql} group by l.${owner} union all select l.${owner} as owner, 0 as still_open, count(*) as closed, ${sums.join(', ')}, ${value} as value from ${leads} l where ${within.sql} group by l.${owner}) q left join ${tx.quote(tx.table('member').name)} m on m.id = q.owner group by m.document_id, m.name`,
    bindings: [active, ...mine.bindings, ...within.bindings],
  });
  return rows.map((row) => {
    const figures = {
      open: Number(row['still_open']),
      closed: Number(row['closed']),
      ...Object.fromEntries(OUTCOMES.map((outcome) => [outcome, Number(row[outcome])])),
      value: Number(row['value']),
    };
    return {
      group: groupFrom(row, 'Nobody'),
      figures: { ...figures, conversion: conversionOf(figures) },
    };
  });
}
