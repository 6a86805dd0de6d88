import type { ReportRow } from '../../../../core/report/reports';
import type { Tx } from '../../store/transaction';
import {
  closedWithin,
  dimension,
  groupFrom,
  jsonAt,
  reportRows,
  type Dimension,
  type ReportAsk,
} from './parts';

/**
 * L22: why leads were lost, dated by when they were closed. Leads that closed by a death are not lost ones
 * (R30), and whether a lead is active is not asked (R1).
 */
export async function readLostReasons(tx: Tx, ask: ReportAsk): Promise<ReportRow[]> {
  const lead = tx.table('lead');
  const values = tx.quote(tx.table('dropdown-value').name);
  const within = closedWithin(tx, ask, ['lost']);
  const { by, from, names, key, label } = ask.by === 'stage' ? lostFrom(tx) : dimension(tx, ask);
  const reason = `l.${lead.own('lostReason')}`;
  const rows = await reportRows(tx, {
    sql: `select ${key} as group_key, ${label} as group_label, r.document_id as reason_key, r.label as reason_label, sum(q.leads) as leads, sum(q.value) as value from (select ${by} as grouped, ${reason} as reason, count(*) as leads, coalesce(sum(l.${lead.own('estimatedValue')}), 0) as value from ${from.sql} where ${within.sql} group by ${by}, ${reason}) q ${names} left join ${values} r on r.id = q.reason group by ${key}, ${label}, r.document_id, r.label`,
    bindings: [...from.bindings, ...within.bindings],
  });
  return rows.map((row) => ({
    group: groupFrom(row, ask.by === 'reason' ? 'No reason' : NOBODY[ask.by]),
    reason: groupFrom(row, 'No reason', 'reason'),
    figures: { leads: Number(row['leads']), value: Number(row['value']) },
  }));
}

const NOBODY: Readonly<Record<string, string>> = {
  owner: 'Nobody',
  pipeline: 'None',
  stage: 'Not known',
};

/**
 * The stage that a lead was lost from (R3): where it stands, if it closed by its score; else what history
 * says that it left for the stage of the lost ones.
 */
function lostFrom(tx: Tx): Dimension {
  const lead = tx.table('lead');
  const changes = tx.quote(tx.table('change').name);
  const stages = tx.quote(tx.table('stage').name);
  const stage = `l.${lead.own('stage')}`;
  const left = jsonAt(tx, 'c.fields', ['stage', 'before', 'id'], 'integer');
  const reached = jsonAt(tx, 'x.fields', ['stage', 'after', 'id'], 'integer');
  return {
    by: `case when l.state = 'lost' then ${left} else ${stage} end`,
    from: {
      sql: `${tx.quote(lead.name)} l left join ${changes} c on l.state = 'lost' and c.id = (select max(x.id) from ${changes} x where x.record = 'lead' and x.record_id = l.id and ${reached} = ${stage})`,
      bindings: [],
    },
    names: `left join ${stages} g on g.id = q.grouped`,
    key: 'g.document_id',
    label: 'g.name',
  };
}
